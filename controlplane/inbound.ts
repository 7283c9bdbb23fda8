import type { DoorOutcomes } from '../protocol/doors.ts'
import type { Certificate } from '../protocol/enrolment.ts'
import { defaultPace, welcomeRangesMax } from '../protocol/presence.ts'
import { recordHellos, recordReportInterval } from './devices/actions.ts'
import { recordBeacon } from './devices/beacon/actions.ts'
import { type ExpectationOf, recordHeard, recordLeaving } from './devices/presence/actions.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { recordToday } from './lessons/today/actions.ts'
import { findLacking } from './lessons/window/actions.ts'
import type { SendLessons } from './lessons-to-sets.ts'
import { recordAnswer } from './platform/broker/asks.ts'
import type { Broker, DeviceRef } from './platform/broker/broker.ts'
import type { ChangeKind } from './platform/changes/rules.ts'
import type { Inbound, Reaction } from './platform/intake/contract.ts'
import type { Message } from './platform/intake/reading.ts'
import { findStoredRanges, recordStreamHello } from './platform/intake/stored-ranges.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database, Transaction } from './platform/postgres/database.ts'
import { queueWork } from './platform/work/actions.ts'
import { recordBeaconFacts } from './telemetry/beacon/actions.ts'
import { recordFacts, type Said } from './telemetry/fact/actions.ts'
import { storeReports } from './telemetry/report/actions.ts'

type Parts = {
  /** The broker answers; it is started after this and asked for when there is something to say. */
  broker(): Broker | undefined
  nudges: Nudges
  lessons: Pick<LessonClock, 'expectationOf' | 'endOfLessons'>
  sendLessons: SendLessons
  /** The newest command key, signed by one that a set may hold instead; undefined: there is one key. */
  keyNotice: string | undefined
  /** A certificate for this request, or why not; no answer: not now, the set asks again. Undefined: no authority. */
  renew: ((device: DeviceRef, csr: string) => Promise<Certificate | undefined>) | undefined
  log: Log
  now(): number
}

type Store = { sql: Database; expectationOf: ExpectationOf }
const untold = 'sets could not be told when they have lessons'

/** What each message sets in motion, in order. */
export function openInbound(parts: Parts): Inbound {
  const { broker, nudges, lessons, sendLessons, keyNotice, renew, log, now } = parts
  const { expectationOf } = lessons
  /** Connections whose signs of a clone were counted; a hello is repeated until it is answered. */
  const counted = new WeakSet<DeviceRef>()
  const renewing = new Set<string>()
  const nudge = (kind: ChangeKind, labels: string[]): Reaction[] =>
    labels.length > 0 ? [() => nudges.add(kind, labels)] : []

  async function takeFacts(tx: Transaction, messages: Message[], said: Said[]): Promise<Reaction[]> {
    const changed = await recordFacts(tx, said)
    await Promise.all(
      [...changed].map(([deviceNo, facts]) => takeRhythm(tx, deviceNo, facts.report_interval_seconds)),
    )
    return nudge('facts', labelsOf(messages.filter(({ device }) => changed.has(device.no))))
  }

  async function answerRenewal(device: DeviceRef, csr: string): Promise<void> {
    if (renewing.has(device.id)) return
    renewing.add(device.id)
    const certificate = renew ? await renew(device, csr) : ({ refused: 'device_may_not' } as const)
    renewing.delete(device.id)
    if (certificate === undefined) return
    broker()?.send(device.id, 'certificate', certificate)
    nudges.add('device', [device.label])
  }

  return {
    async heard(tx, messages) {
      const alive = messages.filter(({ kind }) => kind !== 'lost' && kind !== 'bye')
      if (alive.length === 0) return []
      return nudge('presence', await recordHeard(tx, alive, expectationOf))
    },
    receivers: {
      async hello(tx, hellos) {
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
          ...nudge('device', labelsOf(moved)),
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
      },
      async bye(tx, goodbyes) {
        const labels: string[] = []
        for (const { device, receivedAt: at, body } of goodbyes) {
          const leaving = { deviceNo: device.no, connection: body.connection, at }
          const move = { presence: 'off', cause: body.reason } as const
          labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
        }
        return nudge('presence', labels)
      },
      async lost(tx, wills) {
        const labels: string[] = []
        for (const { device, receivedAt: at, body } of wills) {
          const leaving = { deviceNo: device.no, connection: body.connection, at }
          const move = { presence: 'suspect', cause: 'will' } as const
          labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
        }
        return nudge('presence', labels)
      },
      async event(tx, events) {
        return takeFacts(tx, events, events.map(saidByEvent))
      },
      async report(tx, reports) {
        await storeReports(tx, reports)
        return nudge('report', labelsOf(reports))
      },
      async today(tx, said) {
        const codes: string[] = []
        for (const { device, measuredAt: at, receivedAt, body } of said) {
          const today = { ...body, deviceNo: device.no, at, receivedAt }
          const code = await recordToday(tx, today, lessons.endOfLessons)
          if (code !== undefined) codes.push(code)
        }
        await queueWork(tx, 'lessons', codes, now())
        return []
      },
      async answer(tx, answers) {
        for (const { device, body } of answers) await recordAnswer(tx, device.id, body, now())
        return []
      },
      // After the commit: what a set asks may not hold up what others report.
      async renew(_tx, renewals) {
        return renewals.map(
          ({ device, body }) =>
            () =>
              void answerRenewal(device, body.csr),
        )
      },
    },
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
    nudges.add('facts', [label])
    if (hasChanged) nudges.add('presence', [label])
  }
}

async function takeRhythm(tx: Transaction, deviceNo: number, seconds: number | undefined): Promise<void> {
  if (seconds !== undefined) await recordReportInterval(tx, deviceNo, seconds)
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

function saidByEvent({
  device,
  epoch,
  seq,
  measuredAt,
  receivedAt,
  timeUncertain,
  body,
}: Message<'event'>): Said {
  const common = { deviceNo: device.no, epoch, seq, facts: body.facts, isChange: true }
  return { ...common, measuredAt, receivedAt, uncertain: timeUncertain }
}

function labelsOf(messages: readonly Message[]): string[] {
  return messages.map(({ device }) => device.label)
}
