import type { Agent } from '../../agent/agent.ts'
import { type Log, reasonOf } from '../../agent/log.ts'
import { openLines } from './lines.ts'
import type { FleetSet } from './population.ts'
import { startPracticeSet } from './practice-set.ts'
import { castScenarios, type Troubles } from './scenarios.ts'
import { localTime } from './school-day.ts'
import type { Stage } from './stage.ts'

export type CrowdParts = {
  sets: readonly FleetSet[]
  /** the part of them that runs here: every `of`-th, from `part` on */
  part: number
  of: number
  mqttPort: number
  seed: number
  directory: string
  /** undefined: by the lessons of each set */
  reportSeconds: number | undefined
  /** how far their clocks are behind, in ms */
  lagMs: number
  /** those that start for the first time bring a week of measurements */
  hasPast: boolean
  /** their folders hold certificates */
  enrolled: boolean
  troubles: Troubles
  /** what is done to them meanwhile; undefined: nothing */
  stage: Stage | undefined
  log: Log
}

export type Crowd = { agents: number; stop: () => Promise<void> }

/** Sets that start or stop at the same time; each waits for its disk. */
const atOnce = 16
const checkMs = 1000

/** Starts the sets of one process, each in its scenario. `agents` counts those that were started. */
export async function startCrowd(parts: CrowdParts): Promise<Crowd> {
  const { sets, part, of, seed, stage, log } = parts
  const cast = castScenarios(sets, seed, parts.troubles)
  const wallClock = watchWallClock(parts.lagMs)
  const agents = new Map<string, Agent>()
  const own = sets
    .map((set, index) => ({ set, index, scenario: cast.get(set.label) ?? 'well' }))
    .filter(({ index }) => Math.floor(index / 2) % of === part)
  const started = own.filter(({ scenario }) => scenario !== 'never started')
  const lines = await openLines(started, { mqttPort: parts.mqttPort, stage })
  await inTurn(started, async ({ set, index, scenario }) => {
    const other = sets[index ^ 1]
    const practice = {
      ...parts,
      mqttPort: lines.portOf(set.label),
      seed: seed * 1009 + index,
      localTime: wallClock.read,
      isTogether: () => [set, other].every(one => one && lines.isThere(one.label)),
      isUnplugged: () => stage?.noCamera.has(set.label) ?? false,
    }
    agents.set(set.label, await startPracticeSet(set, scenario, practice))
  })
  const asking = new Set<string>()
  const checking = setInterval(() => {
    lines.check()
    if (stage) letAsk(agents, stage, asking)
  }, checkMs)
  return {
    agents: agents.size,
    stop: async () => {
      clearInterval(checking)
      wallClock.stop()
      await inTurn([...agents.values()], agent =>
        agent
          .stop('off')
          .catch(error => log('error', 'a practice set did not stop', { why: reasonOf(error) })),
      )
      await lines.stop()
    },
  }
}

/** Presses help where that is to be done, and takes it back where it is over. `asking`: where it was pressed. */
function letAsk(agents: ReadonlyMap<string, Agent>, stage: Stage, asking: Set<string>): void {
  for (const label of stage.asking) {
    if (asking.has(label)) continue
    asking.add(label)
    agents.get(label)?.help.press({ picture: 'hear', by: 'child', language: 'nl' })
  }
  for (const label of asking) {
    if (stage.asking.has(label)) continue
    asking.delete(label)
    agents.get(label)?.help.withdraw()
  }
}

/** Civil time is costly to compute: once in ten seconds is enough for everybody. */
function watchWallClock(lagMs: number) {
  let time = localTime(Date.now() - lagMs)
  const timer = setInterval(() => {
    time = localTime(Date.now() - lagMs)
  }, 10_000)
  return { read: () => time, stop: () => clearInterval(timer) }
}

async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
