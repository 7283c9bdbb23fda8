import { defaultPace, welcomeRangesMax } from '../protocol/presence.ts'
import { recordHellos, recordReportInterval } from './devices/actions.ts'
import { type ExpectationOf, recordHeard, recordLeaving } from './devices/presence-actions.ts'
import type { Broker } from './platform/broker.ts'
import type { Transaction } from './platform/database.ts'
import type { Inbound, Reaction } from './platform/inbound-contract.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Message } from './platform/reading.ts'
import { findStoredRanges, recordStreamHello } from './platform/stored-ranges.ts'
import { recordFacts, type Said } from './telemetry/fact-actions.ts'
import { storeReports } from './telemetry/report-actions.ts'

type Parts = {
  /** The broker answers; it is started after this and asked for when there is something to say. */
  broker(): Broker | undefined
  nudges: Nudges
  expectationOf: ExpectationOf
  now(): number
}

/** What each message sets in motion, in order. */
export function openInbound({ broker, nudges, expectationOf, now }: Parts): Inbound {
  const nudge = (kind: string, labels: string[]): Reaction[] =>
    labels.length > 0 ? [() => nudges.add(kind, labels)] : []

  async function takeFacts(tx: Transaction, messages: Message[], said: Said[]): Promise<Reaction[]> {
    const changed = await recordFacts(tx, said)
    await Promise.all(
      [...changed].map(([deviceNo, facts]) => takeRhythm(tx, deviceNo, facts.report_interval_seconds)),
    )
    return nudge('facts', labelsOf(messages.filter(({ device }) => changed.has(device.no))))
  }

  return {
    async heard(tx, messages) {
      const alive = messages.filter(({ kind }) => kind !== 'lost' && kind !== 'bye')
      if (alive.length === 0) return []
      return nudge('presence', await recordHeard(tx, alive, expectationOf))
    },
    receivers: {
      async hello(tx, hellos) {
        const judged = await recordHellos(tx, hellos)
        const taken = judged.filter(({ isTaken }) => isTaken).map(({ hello }) => hello)
        await Promise.all(taken.map(hello => recordStreamHello(tx, streamOf(hello))))
        const reactions = await takeFacts(tx, taken, taken.map(saidByHello))
        const welcomes = await Promise.all(
          judged.map(async ({ hello, floor }) => ({
            deviceId: hello.device.id,
            welcome: {
              now: now(),
              ...(floor ? { floor } : {}),
              stored: await findStoredRanges(tx, hello.device.no, welcomeRangesMax),
              pace: defaultPace,
            },
          })),
        )
        return [
          ...reactions,
          ...welcomes.map(
            ({ deviceId, welcome }) =>
              () =>
                broker()?.send(deviceId, 'welcome', welcome),
          ),
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
    },
  }
}

async function takeRhythm(tx: Transaction, deviceNo: number, seconds: number | undefined): Promise<void> {
  if (seconds !== undefined) await recordReportInterval(tx, deviceNo, seconds)
}

function streamOf({ device, epoch, receivedAt, at, up, body }: Message<'hello'>) {
  return { deviceNo: device.no, epoch, receivedAt, at, up, lastSeq: body.last_seq, oldest: body.oldest }
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
