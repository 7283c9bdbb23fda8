import type { DoorOutcomes } from '../protocol/doors.ts'
import { defaultPace, welcomeRangesMax } from '../protocol/presence.ts'
import { recordHellos } from './devices/actions.ts'
import { recordBeacon } from './devices/beacon/actions.ts'
import type { ExpectationOf } from './devices/presence/actions.ts'
import { presenceReceivers } from './devices/receivers/actions.ts'
import { type Renew, renewalReceivers } from './enrolment/receivers/actions.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { lessonReceivers } from './lessons/receivers/actions.ts'
import { findLacking } from './lessons/window/actions.ts'
import type { SendLessons } from './lessons-to-sets.ts'
import { recordAnswer } from './platform/broker/asks.ts'
import type { Broker, DeviceRef } from './platform/broker/broker.ts'
import type { Inbound, Receiver } from './platform/intake/contract.ts'
import type { Message } from './platform/intake/reading.ts'
import { findStoredRanges, recordStreamHello } from './platform/intake/stored-ranges.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import { recordBeaconFacts } from './telemetry/beacon/actions.ts'
import type { Said } from './telemetry/fact/actions.ts'
import { takeFacts, telemetryReceivers } from './telemetry/receivers/actions.ts'

type Parts = {
  /** The broker answers; it is started after this and asked for when there is something to say. */
  broker(): Broker | undefined
  nudges: Pick<Nudges, 'tell'>
  lessons: Pick<LessonClock, 'expectationOf' | 'endOfLessons'>
  sendLessons: SendLessons
  /** The newest command key, signed by one that a set may hold instead; undefined: there is one key. */
  keyNotice: string | undefined
  renew: Renew | undefined
  log: Log
  now(): number
}

type Store = { sql: Database; expectationOf: ExpectationOf }
const untold = 'sets could not be told when they have lessons'

/** What each message sets in motion, in order: a group of receivers for each feature, and `hello`, which concerns many. */
export function openInbound(parts: Parts): Inbound {
  const { lessons, now } = parts
  const presence = presenceReceivers(lessons.expectationOf)
  return {
    heard: presence.heard,
    receivers: {
      hello: openHello(parts),
      ...presence.receivers,
      ...telemetryReceivers,
      ...lessonReceivers(lessons.endOfLessons, now),
      async answer(tx, answers) {
        for (const { device, body } of answers) await recordAnswer(tx, device.id, body, now())
        return []
      },
      ...renewalReceivers(parts),
    },
  }
}

/** A set that comes is known, its stream too, then what it says of itself; it hears what it must know. */
function openHello({ broker, sendLessons, keyNotice, log, now }: Parts): Receiver<'hello'> {
  /** Connections whose signs of a clone were counted; a hello is repeated until it is answered. */
  const counted = new WeakSet<DeviceRef>()

  return async (tx, hellos) => {
    const judged = await recordHellos(tx, hellos, device => counted.has(device))
    const taken = judged.filter(({ isTaken }) => isTaken).map(({ hello }) => hello)
    await Promise.all(taken.map(hello => recordStreamHello(tx, streamOf(hello))))
    const reactions = await takeFacts(tx, taken, taken.map(saidByHello))
    const welcomes = await Promise.all(
      judged.map(async ({ hello, floor, isQuestioned }) => ({
        deviceId: hello.device.id,
        welcome: {
          now: now(),
          ...(floor ? { floor } : {}),
          stored: await findStoredRanges(tx, hello.device.no, welcomeRangesMax),
          pace: defaultPace,
          ...(keyNotice === undefined || isQuestioned ? {} : { command_key: keyNotice }),
        },
      })),
    )
    const moved = judged.filter(({ hasMoved }) => hasMoved).map(({ hello }) => hello)
    const lacking = await findLacking(tx, taken.map(heldByHello))
    return [
      ...reactions,
      { changes: { device: moved.map(({ device }) => device.label) } },
      () => {
        for (const { device } of hellos) counted.add(device)
      },
      ...welcomes.map(
        ({ deviceId, welcome }) =>
          () =>
            broker()?.send(deviceId, 'welcome', welcome),
      ),
      () => void sendLessons(lacking).catch(failure => log.error({ failure: String(failure) }, untold)),
    ]
  }
}

type Beaconed = { deviceNo: number; label: string; at: number; doors: DoorOutcomes }

/** What the beacon of a set sets in motion: it is there, and MQTT is not open to it. `at`: its receipt, ms. */
export function openBeacons({ sql, nudges, expectationOf }: Pick<Parts, 'nudges'> & Store) {
  return async ({ deviceNo, label, at, doors }: Beaconed): Promise<void> => {
    const hasChanged = await sql.begin(async tx => {
      await recordBeaconFacts(tx, { deviceNo, at, doors })
      return recordBeacon(tx, { deviceNo, at }, expectationOf)
    })
    nudges.tell({ facts: [label], presence: hasChanged ? [label] : [] })
  }
}

function streamOf({ device, epoch, receivedAt, at, up, body }: Message<'hello'>) {
  return { deviceNo: device.no, epoch, receivedAt, at, up, lastSeq: body.last_seq, oldest: body.oldest }
}

function heldByHello({ device, body }: Message<'hello'>) {
  return { deviceNo: device.no, revision: body.lessons_revision ?? 0 }
}

function saidByHello({ device, epoch, receivedAt, body }: Message<'hello'>): Said {
  const common = { deviceNo: device.no, epoch, seq: body.last_seq, facts: body.facts, isChange: false }
  return { ...common, measuredAt: receivedAt, receivedAt, uncertain: false }
}
