import { type ReadingName, readingNames, reportFlags } from '../../protocol/report.ts'
import { instantArray, numberArray } from '../platform/arrays.ts'
import type { Transaction } from '../platform/database.ts'
import type { Message } from '../platform/reading.ts'

type Report = Message<'report'>

const columns = [
  'received_at',
  'measured_at',
  'seq',
  'device_no',
  'epoch',
  'seconds',
  'flags',
  ...readingNames,
]
const types = [
  'timestamptz',
  'timestamptz',
  'int8',
  'int4',
  'int4',
  'real',
  'int4',
  ...readingNames.map(() => 'real'),
]

/** One prepared statement, a text per column: the fastest way into PostgreSQL that keeps typed columns. */
const insert = `insert into reports (${columns.join(', ')}) select * from unnest(${types
  .map((type, index) => `$${index + 1}::${type}[]`)
  .join(', ')})`

/** Appends reports; whoever calls has made sure that each comes once. */
export async function storeReports(tx: Transaction, reports: readonly Report[]): Promise<void> {
  const texts = [
    instantArray(reports.map(report => report.receivedAt)),
    instantArray(reports.map(report => report.measuredAt)),
    numberArray(reports.map(report => report.seq)),
    numberArray(reports.map(report => report.device.no)),
    numberArray(reports.map(report => report.epoch)),
    numberArray(reports.map(({ body }) => body.seconds)),
    numberArray(reports.map(flagsOf)),
    ...readingNames.map(name => readingArray(reports, name)),
  ]
  await tx.unsafe(insert, texts, { prepare: true })
}

function readingArray(reports: readonly Report[], name: ReadingName): string {
  return numberArray(reports.map(({ body }) => body.readings[name]))
}

function flagsOf({ body, timeUncertain }: Report): number {
  return timeUncertain ? body.flags | reportFlags.timeUncertain : body.flags
}
