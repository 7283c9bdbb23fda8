import type { Message } from '../../controlplane/platform/intake/reading.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { reportColumnTexts, reportInsert } from '../../controlplane/telemetry/report/actions.ts'
import type { Undo } from './ground.ts'
import { ordinaryReport } from './report-slots.ts'

export const rowsPerBatch = 2000
const lanes = 2
/** Batches made beforehand, used in turn: nothing but PostgreSQL is to be busy. */
const batchesMade = 16

/** The product's own insert of reports, typed columns by `unnest`, without anything around it: two connections. */
export function startInserting(undo: Undo, databaseUrl: string) {
  const sql = openDatabase(databaseUrl, { max: lanes })
  undo.push(() => sql.end())
  const batches = Array.from({ length: batchesMade }, (_, batch) =>
    reportColumnTexts(Array.from({ length: rowsPerBatch }, (_, row) => reportOf(batch, row))),
  )

  async function insertUntil(deadline: number, from: number): Promise<number> {
    let rows = 0
    for (let turn = from; performance.now() < deadline; turn += lanes) {
      await sql.unsafe(reportInsert, batches[turn % batchesMade], { prepare: true })
      rows += rowsPerBatch
    }
    return rows
  }
  async function insertFor(seconds: number): Promise<number> {
    const from = performance.now()
    const until = from + seconds * 1000
    const rows = await Promise.all(Array.from({ length: lanes }, (_, lane) => insertUntil(until, lane)))
    return rows.reduce((sum, one) => sum + one, 0) / ((performance.now() - from) / 1000)
  }

  return {
    async rowsPerSecond(warmSeconds: number, seconds: number): Promise<number> {
      await insertFor(warmSeconds)
      return insertFor(seconds)
    },
  }
}

/** Reports as a batch of the intake holds them: some tens of each of some tens of sets. */
export function reportOf(batch: number, row: number): Message<'report'> {
  const now = Date.now()
  const reportsPerSet = 32
  const no = 1_000_000 + batch * rowsPerBatch + Math.floor(row / reportsPerSet)
  return {
    device: { no, id: '', label: '' },
    kind: 'report',
    version: 1,
    epoch: 1,
    seq: 100_000_001 + row,
    at: now,
    up: 0,
    receivedAt: now,
    measuredAt: now,
    timeUncertain: false,
    body: ordinaryReport(no),
  }
}
