import type { DoorOutcomes } from '../protocol/doors.ts'
import { defaultPace, welcomeRangesMax } from '../protocol/presence.ts'
import { type Bringing, bringing, type Together } from './bringing.ts'
import { recordHellos } from './devices/actions.ts'
import { recordBeacon } from './devices/beacon/actions.ts'
import type { ExpectationOf } from './devices/presence/actions.ts'
import { countPresenceRows } from './devices/presence/queries.ts'
import type { PresenceState } from './devices/rules.ts'
import type { Renew } from './enrolment/receivers/actions.ts'
import { countPresses } from './help/case/queries.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import type { SendLessons } from './lessons/to-sets/live.ts'
import { countSaidToday } from './lessons/today/queries.ts'
import { countSaid } from './messages/said/queries.ts'
import { recordAnswer } from './platform/broker/asks.ts'
import type { Broker, DeviceRef } from './platform/broker/broker.ts'
import type { Inbound, Reaction, Receiver } from './platform/intake/contract.ts'
import type { Message } from './platform/intake/reading.ts'
import { findStoredRanges } from './platform/intake/stored-ranges.ts'
import { recordStreamHello } from './platform/intake/stream-hello.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database, Transaction } from './platform/postgres/database.ts'
import { recordBeaconFacts } from './telemetry/beacon/actions.ts'
import { countChecks } from './telemetry/check/queries.ts'
import { countFactRows } from './telemetry/fact/queries.ts'
import { countReports } from './telemetry/report/queries.ts'

type Parts = {
  /** The broker answers; it is started after this and asked for when there is something to say. */
  broker(): Broker | undefined
  nudges: Pick<Nudges, 'tell'>
  lessons: Pick<LessonClock, 'catchUp' | 'endOfLessons' | 'expectationOf'>
  sendLessons: SendLessons
  /** The newest command key, signed by one that a set may hold instead; undefined: there is one key. */
  keyNotice: string | undefined
  /** By it sets hash serial numbers. */
  inventoryKey: string
  renew: Renew | undefined
  log: Log
  now(): number
}

/** The receivers of every feature; a kind without one does not compile. */
type OfFeatures = Together<ReturnType<Bringing<'receivers'>['receivers']>>

/** What each message sets in motion: `hello` first, then what its feature says. */
export function openInbound(parts: Parts): Inbound {
  const ofFeatures: OfFeatures = Object.assign({}, ...bringing('receivers').map(one => one.receivers(parts)))
  const heard = bringing('heard').map(one => one.heard(parts))
  const notes = bringing('keptOut').map(one => one.keptOut)
  const noteKeptOut: Inbound['keptOut'] = async (tx, out) =>
    (await Promise.all(notes.map(note => note(tx, out)))).flat()
  return {
    allowances,
    keptOut: noteKeptOut,
    heard: async (tx, messages) => (await Promise.all(heard.map(hear => hear(tx, messages)))).flat(),
    receivers: {
      hello: openHello(parts, noteKeptOut),
      ...ofFeatures,
      async answer(tx, answers) {
        for (const { device, body } of answers) await recordAnswer(tx, device.id, body, parts.now())
        return []
      },
    },
  }
}

/**
 * Far more than any set needs that works, or flaps all day: a report a second for two days, a fact that changes every
 * four seconds, a line that is lost every ten. `answer` and `renew` leave no row by themselves.
 */
const allowances: Inbound['allowances'] = {
  report: { perDay: 200_000, countSince: countReports },
  event: {
    perDay: 20_000,
    rowsOf: ({ facts }) => Math.max(1, Object.keys(facts).length),
    countSince: countFactRows,
  },
  hello: { perDay: 10_000, countSince: countOf('online') },
  bye: { perDay: 10_000, countSince: countOf('off') },
  lost: { perDay: 10_000, countSince: countOf('suspect') },
  today: { perDay: 200, countSince: countSaidToday },
  check: { perDay: 200, countSince: countChecks },
  help: { perDay: 2_000, countSince: countPresses },
  said: { perDay: 2_000, countSince: countSaid },
  answer: null,
  renew: null,
}

function countOf(presence: PresenceState) {
  return (sql: Database, deviceNo: number, since: number) =>
    countPresenceRows(sql, { deviceNo, since, presence })
}

/** A set that comes is known, its stream too, then what it says of itself; it hears what it must know. */
function openHello(parts: Parts, keptOut: Inbound['keptOut']): Receiver<'hello'> {
  const { broker, keyNotice, inventoryKey, now } = parts
  const atHello = bringing('atHello').map(one => one.atHello(parts))
  /** Connections whose signs of a clone were counted; a hello is repeated until it is answered. */
  const counted = new WeakSet<DeviceRef>()

  /** It says that messages wait, and not which: nothing of it is forgotten, and both sides are told. */
  async function doubt(tx: Transaction, hellos: readonly Message<'hello'>[]): Promise<Reaction[]> {
    const out = hellos.map(({ device, receivedAt: at }) => ({ device, reason: 'outbox', at }) as const)
    const noted = await keptOut(tx, out)
    const tell = (device: DeviceRef) => () =>
      broker()?.send(device.id, 'refused', { reason: 'outbox', numbers: [], now: now() })
    return [...noted, ...out.map(({ device }) => tell(device))]
  }

  return async (tx, hellos) => {
    const judged = await recordHellos(tx, hellos, device => counted.has(device))
    const taken = judged.filter(({ isTaken }) => isTaken).map(({ hello }) => hello)
    const reactions: Reaction[] = []
    const believed = await Promise.all(taken.map(hello => recordStreamHello(tx, streamOf(hello))))
    const doubted = taken.filter((_, index) => !believed[index])
    if (doubted.length > 0) reactions.push(...(await doubt(tx, doubted)))
    for (const react of atHello) reactions.push(...(await react(tx, taken)))
    const welcomes = await Promise.all(
      judged.map(async ({ hello, floor, isQuestioned }) => ({
        deviceId: hello.device.id,
        welcome: {
          now: now(),
          ...(floor ? { floor } : {}),
          stored: await findStoredRanges(tx, hello.device.no, welcomeRangesMax),
          pace: defaultPace,
          ...(keyNotice === undefined || isQuestioned ? {} : { command_key: keyNotice }),
          ...(isQuestioned ? {} : { inventory_key: inventoryKey }),
        },
      })),
    )
    const moved = judged.filter(({ hasMoved }) => hasMoved).map(({ hello }) => hello)
    return [
      { changes: { device: moved.map(({ device }) => device.label) } },
      () => {
        for (const { device } of hellos) counted.add(device)
      },
      ...welcomes.map(
        ({ deviceId, welcome }) =>
          () =>
            broker()?.send(deviceId, 'welcome', welcome),
      ),
      ...reactions,
    ]
  }
}

type ForBeacons = { sql: Database; nudges: Pick<Nudges, 'tell'>; expectationOf: ExpectationOf }
type Beaconed = { deviceNo: number; label: string; at: number; doors: DoorOutcomes }

/** What the beacon of a set sets in motion: it is there, and MQTT is not open to it. `at`: its receipt, ms. */
export function openBeacons({ sql, nudges, expectationOf }: ForBeacons) {
  return async ({ deviceNo, label, at, doors }: Beaconed): Promise<void> => {
    const hasChanged = await sql.begin(async tx => {
      await recordBeaconFacts(tx, { deviceNo, at, doors })
      return recordBeacon(tx, { deviceNo, at }, expectationOf)
    })
    nudges.tell({ facts: [label], presence: hasChanged ? [label] : [] })
  }
}

function streamOf({ device, epoch, receivedAt, at, up, body }: Message<'hello'>) {
  const { last_seq: lastSeq, oldest, outbox } = body
  return { deviceNo: device.no, epoch, receivedAt, at, up, lastSeq, oldest, depth: outbox.depth }
}
