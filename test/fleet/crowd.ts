import type { Agent } from '../../agent/agent.ts'
import { type Log, reasonOf } from '../../agent/log.ts'
import { type Cable, startCable } from '../support/cable.ts'
import type { FleetSet } from './population.ts'
import { startPracticeSet } from './practice-set.ts'
import { castScenarios, cutScenarios, lineHolds, type Scenario } from './scenarios.ts'
import { localTime } from './school-day.ts'

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
  log: Log
}

export type Crowd = { agents: number; stop: () => Promise<void> }

/** Sets that start or stop at the same time; each waits for its disk. */
const atOnce = 16
const lineCheckMs = 1000
const shiftMs = 7919

/** `shiftMs` keeps sets with the same trouble from having it at the same moment. */
type Line = { scenario: Scenario; shiftMs: number; cable: Cable; holds: boolean }

/** Starts the sets of one process, each in its scenario. `agents` counts those that were started. */
export async function startCrowd(parts: CrowdParts): Promise<Crowd> {
  const { sets, part, of, seed, log } = parts
  const cast = castScenarios(sets, seed)
  const startedAt = Date.now()
  const wallClock = watchWallClock(parts.lagMs)
  const agents: Agent[] = []
  const own = sets
    .map((set, index) => ({ set, index, scenario: cast.get(set.label) ?? 'well' }))
    .filter(({ index, scenario }) => Math.floor(index / 2) % of === part && scenario !== 'never started')
  const lines = await layLines(own, parts.mqttPort)
  await inTurn(own, async ({ set, index, scenario }) => {
    const mqttPort = lines.get(keyOf({ set, scenario }))?.cable.port ?? parts.mqttPort
    const practice = { ...parts, mqttPort, seed: seed * 1009 + index, localTime: wallClock.read }
    agents.push(await startPracticeSet(set, scenario, practice))
  })
  const checking = setInterval(() => checkLines(lines.values(), startedAt), lineCheckMs)
  return {
    agents: agents.length,
    stop: async () => {
      clearInterval(checking)
      wallClock.stop()
      await inTurn(agents, agent =>
        agent
          .stop('off')
          .catch(error => log('error', 'a practice set did not stop', { why: reasonOf(error) })),
      )
      await Promise.all([...lines.values()].map(line => line.cable.stop()))
    },
  }
}

type Cast = { set: FleetSet; index: number; scenario: Scenario }

/** A cable for every set whose line is cut at times; those of one outage share theirs. */
async function layLines(own: readonly Cast[], mqttPort: number): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>()
  for (const { set, index, scenario } of own) {
    const key = keyOf({ set, scenario })
    if (!cutScenarios.includes(scenario) || lines.has(key)) continue
    const cable = await startCable(mqttPort)
    lines.set(key, { scenario, shiftMs: key === scenario ? 0 : index * shiftMs, cable, holds: true })
  }
  return lines
}

function keyOf({ set, scenario }: Pick<Cast, 'set' | 'scenario'>): string {
  return scenario === 'outage of the location' ? scenario : set.label
}

function checkLines(lines: Iterable<Line>, startedAt: number): void {
  const now = Date.now()
  for (const line of lines) {
    const holds = lineHolds(line.scenario, now + line.shiftMs, now - startedAt)
    if (holds === line.holds) continue
    line.holds = holds
    if (holds) line.cable.mend()
    else line.cable.cut()
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
