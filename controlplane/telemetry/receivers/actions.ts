import { recordReportInterval } from '../../devices/actions.ts'
import type { AtHello, Reaction, Receivers } from '../../platform/intake/contract.ts'
import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { recordChecks } from '../check/actions.ts'
import { recordFacts, type Said } from '../fact/actions.ts'
import { storeReports } from '../report/actions.ts'

/** What sets measure and what they are. */
export const telemetryReceivers: Receivers<'event' | 'report' | 'check'> = {
  event: (tx, events) => takeFacts(tx, events, events.map(saidByEvent)),
  async check(tx, checks) {
    await recordChecks(tx, checks)
    return [{ changes: { check: checks.map(({ device }) => device.label) } }]
  },
  async report(tx, reports) {
    await storeReports(tx, reports)
    return [{ changes: { report: reports.map(({ device }) => device.label) } }]
  },
}

/** What holds on a set that comes; of one that comes all day nothing more is kept. */
export const factsAtHello: AtHello = (tx, hellos) => {
  const kept = hellos.filter(({ isBeyondAllowance }) => !isBeyondAllowance)
  return takeFacts(tx, kept, kept.map(saidByHello))
}

/** What sets say of themselves, in these messages. */
async function takeFacts(
  tx: Transaction,
  messages: readonly Pick<Message, 'device'>[],
  said: Said[],
): Promise<Reaction[]> {
  const changed = await recordFacts(tx, said)
  await Promise.all(
    [...changed].map(([deviceNo, facts]) => takeRhythm(tx, deviceNo, facts.report_interval_seconds)),
  )
  const ofThem = messages.filter(({ device }) => changed.has(device.no))
  return [{ changes: { facts: ofThem.map(({ device }) => device.label) } }]
}

async function takeRhythm(tx: Transaction, deviceNo: number, seconds: number | undefined): Promise<void> {
  if (seconds !== undefined) await recordReportInterval(tx, deviceNo, seconds)
}

function saidByEvent(event: Message<'event'>): Said {
  const { device, epoch, seq, measuredAt, receivedAt, timeUncertain, body } = event
  const common = { deviceNo: device.no, epoch, seq, facts: body.facts, isChange: true }
  return { ...common, measuredAt, receivedAt, uncertain: timeUncertain }
}

function saidByHello({ device, epoch, receivedAt, body }: Message<'hello'>): Said {
  const common = { deviceNo: device.no, epoch, seq: body.last_seq, facts: body.facts, isChange: false }
  return { ...common, measuredAt: receivedAt, receivedAt, uncertain: false }
}
