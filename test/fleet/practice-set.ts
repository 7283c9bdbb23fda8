import { join } from 'node:path'
import { type Agent, startAgent } from '../../agent/agent.ts'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { type Identity, loadIdentity } from '../../agent/identity/identity.ts'
import { linkTimes } from '../../agent/link/times.ts'
import type { Log } from '../../agent/log.ts'
import { openMemory } from '../../agent/memory/memory.ts'
import { ServerClock } from '../../agent/sensors/clock.ts'
import { leadThrough } from '../support/enrolled-set.ts'
import { asksForHelp } from './asks-for-help.ts'
import { layPast } from './past.ts'
import type { FleetSet } from './population.ts'
import { askings, type Scenario, switchedOffAfterMs } from './scenarios.ts'
import type { LocalTime } from './school-day.ts'
import { scriptedSurroundings, scriptSensors } from './script.ts'

export type PracticeParts = {
  directory: string
  mqttPort: number
  seed: number
  /** a fixed rhythm whatever the hour; undefined: by the lessons of each set */
  reportSeconds: number | undefined
  /** the folder holds a certificate */
  enrolled: boolean
  localTime: () => LocalTime
  /** how far the clock of all is behind, in ms */
  lagMs: number
  /** a set that starts for the first time brings a week of measurements */
  hasPast: boolean
  isTogether: () => boolean
  isUnplugged: () => boolean
  log: Log
}

/** A wrong clock is ahead by this much. */
const wrongClockMs = 95_000
const versions = { agent: '0.1.0', runtime: process.version, system: 'Debian GNU/Linux 13 (trixie)' }

/** The real agent over scripted sensors, in a folder of its own that is kept. */
export async function startPracticeSet(
  set: FleetSet,
  scenario: Scenario,
  parts: PracticeParts,
): Promise<Agent> {
  const { seed, reportSeconds, localTime, isTogether, isUnplugged, log } = parts
  const directory = join(parts.directory, parts.enrolled ? set.label : set.deviceId)
  const aheadMs = scenario === 'wrong clock' ? wrongClockMs : 0
  const now = () => Date.now() - parts.lagMs
  const clock: Clock = { ...systemClock, now: () => now() + aheadMs }
  const serverClock = new ServerClock(clock.now)
  if (parts.hasPast) await layPast(set, scenario, { directory, seed, now: clock.now(), log })
  const { savedState, outbox } = await openMemory(directory, 'practice', clock.now(), log)
  let running: Agent | undefined
  const agent = await startAgent({
    identity: await identityOf(set, directory, parts),
    directory,
    savedState,
    outbox,
    sensing: scriptSensors(set, scenario, seed, {
      now,
      localTime,
      isLesson: () => running?.isLesson(),
      clockOffsetMs: () => serverClock.offsetMs,
      isTogether,
      isUnplugged,
    }),
    clock,
    random: Math.random,
    log,
    times: linkTimes,
    reportSeconds,
    versions,
    simulated: true,
    expected: { callApp: false, cameras: 1, kind: set.kind },
    surroundings: scriptedSurroundings,
    onServerTime: now => serverClock.heard(now),
  })
  running = agent
  const asking = askings[scenario]
  if (asking) return stopsAsking(agent, asksForHelp(agent, asking))
  return scenario === 'switched off' ? stopsByItself(agent) : agent
}

/** Practice sets use the one door that a cable may stand before. */
async function identityOf(
  { deviceId }: FleetSet,
  directory: string,
  { enrolled, mqttPort }: PracticeParts,
): Promise<Identity> {
  if (!enrolled) return { deviceId, host: '127.0.0.1', mqttPort, stunPort: 1 }
  return leadThrough(await loadIdentity(directory), mqttPort)
}

function stopsAsking(agent: Agent, stopAsking: () => void): Agent {
  return {
    ...agent,
    stop: reason => {
      stopAsking()
      return agent.stop(reason)
    },
  }
}

/** An agent that is switched off after a while, unless it was before. */
function stopsByItself(agent: Agent): Agent {
  let stopping: Promise<void> | undefined
  const stop: Agent['stop'] = reason => {
    clearTimeout(timer)
    stopping ??= agent.stop(reason)
    return stopping
  }
  const timer = setTimeout(() => void stop('off'), switchedOffAfterMs)
  return { ...agent, stop }
}
