import type { Clock } from '../clock.ts'
import type { DoorsSeen } from '../link/door-watch.ts'
import { inTime, pause } from '../pause.ts'
import type { Newest } from '../report/newest.ts'
import type { Senses } from '../report/rhythm.ts'
import type { Read } from '../sensors/asking.ts'
import { roundTripsLeast } from './network-judging.ts'
import type { Readings } from './readings.ts'
import type { Surroundings } from './surroundings.ts'

export type GatherParts = {
  clock: Clock
  /** what may be looked at now, and whether a lesson is on or near */
  rhythm: () => { senses: Senses; isLesson: boolean }
  /** what the sensors say now */
  look: (of: Senses) => Promise<Newest>
  /** sends one more request along the line; left out: it cannot be asked */
  askLine: (() => void) | undefined
  /** left out: nobody knows */
  surroundings?: Surroundings
  doors: () => DoorsSeen
}

/** A line that little is known of is asked so fast, and waited for so long. */
const askEveryMs = 100
const answersMs = 2500
const answersEveryMs = 500
/** Whatever answers later is of no use to who waits for the result. */
const surroundingsMs = 6000

/** All that the checks judge, but what the agent knows of itself. `own`: nothing of the set is looked at. */
export async function gather(
  parts: GatherParts,
  of: Senses,
  stop: AbortSignal,
): Promise<Omit<Readings, 'agent'>> {
  const { clock, doors, look } = parts
  const around = of === 'all' ? parts.surroundings : undefined
  const [newest, gateway, name, callAppFound] = await Promise.all([
    of === 'all' ? lookAndAsk(parts, stop) : look('own'),
    // Where a connection stands, the gateway carries it.
    doors().isReached ? null : known(around?.gateway, stop),
    known(around?.name, stop),
    known(around?.callApp, stop),
  ])
  const { facts, numbers, signalDbm } = newest
  const roundTrips = newest.roundTrips(clock.steady())
  return { facts, numbers, signalDbm, roundTrips, gateway, name, callAppFound, doors: doors() }
}

/** Outside lessons a line that little is known of is asked some more; in one, nothing more is sent along it. */
async function lookAndAsk({ look, askLine, rhythm, clock }: GatherParts, stop: AbortSignal): Promise<Newest> {
  let newest = await look('all')
  const missing = () => roundTripsLeast - newest.roundTrips(clock.steady()).length
  if (!askLine || rhythm().isLesson || newest.facts.udp === 'blocked') return newest
  for (let left = missing(); left > 0 && !stop.aborted; left -= 1) {
    askLine()
    await pause(askEveryMs, stop)
  }
  for (let waited = 0; missing() > 0 && waited < answersMs && !stop.aborted; waited += answersEveryMs) {
    await pause(answersEveryMs, stop)
    newest = await look('all')
  }
  return newest
}

async function known(
  read: (() => Promise<Read<boolean>>) | undefined,
  stop: AbortSignal,
): Promise<boolean | null> {
  const answer = read && (await inTime(read(), surroundingsMs, stop))
  return answer?.ok ? answer.value : null
}
