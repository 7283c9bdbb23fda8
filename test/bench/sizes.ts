import { migrate, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { makePartitions } from '../../controlplane/telemetry/partition/actions.ts'
import { storeReports } from '../../controlplane/telemetry/report/actions.ts'
import type { Figure } from './figures.ts'
import { startBenchDatabase, type Undo } from './ground.ts'
import { reportOf, rowsPerBatch } from './stored-reports.ts'

const rows = 500_000
const runs = 3

/** Room on disk that a report takes, its index included: 500,000 of them, in a new database each time. */
export async function measureBytesPerReport(undo: Undo): Promise<Figure[]> {
  const database = await startBenchDatabase(undo)
  const samples: number[] = []
  for (let run = 0; run < runs; run++) {
    const name = `run_${run}`
    await database.sql.unsafe(`create database ${name}`)
    const address = new URL(database.url)
    address.pathname = name
    samples.push(await bytesPerReport(address.href))
  }
  return [{ name: 'bytes-per-report', kind: 'value', unit: 'bytes', samples, target: '<= 200' }]
}

async function bytesPerReport(url: string): Promise<number> {
  await migrate(url)
  const sql = openDatabase(url, { max: 1 })
  try {
    await makePartitions(sql, Date.now())
    for (let batch = 0; batch * rowsPerBatch < rows; batch++) {
      const reports = Array.from({ length: rowsPerBatch }, (_, row) => reportOf(batch, row))
      await sql.begin(tx => storeReports(tx, reports))
    }
    const [size] = await sql<{ bytes: number }[]>`
      select sum(pg_total_relation_size(inhrelid))::int8 as bytes from pg_inherits
      where inhparent = 'reports'::regclass`
    return (size?.bytes ?? 0) / rows
  } finally {
    await sql.end()
  }
}
