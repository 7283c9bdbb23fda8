import { type ReadingName, readingNames, reportFlags } from '../../../protocol/report.ts'
import type { Message } from '../../platform/intake/reading.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

type Report = Message<'report'>

/** Instants go as ms since 1970 UTC: written and read in half the time of a date in words. */
const columns: readonly (readonly [name: string, type: string, value?: string])[] = [
  ['received_at', 'int8', 'to_timestamp(received_at::float8 / 1000)'],
  ['measured_at', 'int8', 'to_timestamp(measured_at::float8 / 1000)'],
  ['seq', 'int8'],
  ['device_no', 'int4'],
  ['epoch', 'int4'],
  ['seconds', 'real'],
  ['flags', 'int4'],
  ...readingNames.map(name => [name, 'real'] as const),
]
const names = columns.map(([name]) => name).join(', ')

/** One prepared statement, a text per column: the fastest way into PostgreSQL that keeps typed columns. */
export const reportInsert = `insert into reports (${names})
  select ${columns.map(([name, , value]) => value ?? name).join(', ')}
  from unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) as i(${names})`

/** Appends reports; whoever calls has made sure that each comes once. */
export async function storeReports(tx: Transaction, reports: readonly Report[]): Promise<void> {
  await tx.unsafe(reportInsert, reportColumnTexts(reports), { prepare: true })
}

/** What `reportInsert` takes: an array literal a column. */
export function reportColumnTexts(reports: readonly Report[]): string[] {
  return [
    numberArray(reports.map(report => report.receivedAt)),
    numberArray(reports.map(report => report.measuredAt)),
    numberArray(reports.map(report => report.seq)),
    numberArray(reports.map(report => report.device.no)),
    numberArray(reports.map(report => report.epoch)),
    numberArray(reports.map(({ body }) => body.seconds)),
    numberArray(reports.map(flagsOf)),
    ...readingNames.map(name => readingArray(reports, name)),
  ]
}

function readingArray(reports: readonly Report[], name: ReadingName): string {
  return numberArray(reports.map(({ body }) => body.readings[name]))
}

function flagsOf({ body, timeUncertain }: Report): number {
  return timeUncertain ? body.flags | reportFlags.timeUncertain : body.flags
}
