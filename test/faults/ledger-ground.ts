import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFailed, onTestFinished } from 'vitest'
import type { LinkTimes } from '../../agent/link/times.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { createDatabase } from '../support/database.ts'
import { startKillablePlane } from '../support/killable-plane.ts'
import { type Balance, evenBalance, Ledger } from '../support/ledger.ts'
import { type LedgerSet, prepareLedgerSet } from '../support/ledger-agent.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

type Wanted = {
  pairs: number
  seed: number
  extraPerSecond?: number
  times?: LinkTimes
  /** The control plane's own PostgreSQL in this folder; left out: a database of the server that all tests share. */
  dataDir?: string
}

/** A control plane process, sets that report, and the ledger of what they said; gone at the end of the test. */
export type LedgerGround = Awaited<ReturnType<typeof openLedgerGround>>

export async function openLedgerGround({ pairs, seed, dataDir, ...rhythm }: Wanted) {
  const database = dataDir === undefined ? await createDatabase() : undefined
  if (database) onTestFinished(() => database.drop())
  const plane = await startKillablePlane(
    database ? { DATABASE_URL: database.url } : { SETWACHT_DATA_DIR: dataDir as string },
  )
  onTestFinished(() => plane.stop())
  onTestFailed(() => void process.stderr.write(`seed ${seed}; the control plane said\n${plane.output()}\n`))
  const databaseUrl = database?.url ?? (await findEmbeddedUrl(dataDir as string))
  const sql = openDatabase(databaseUrl, { max: 2 })
  onTestFinished(() => sql.end())
  const ledger = new Ledger()
  const registered = await registerPairs(plane.admin(), pairs)
  const sets = registered
    .flatMap(({ home, school }) => [home, school])
    .map(({ deviceId }, index) =>
      prepareLedgerSet({ deviceId, mqttPort: plane.mqttPort, ledger, seed: seed + index, ...rhythm }),
    )
  for (const set of sets) onTestFinished(() => set.remove())
  return { plane, databaseUrl, sql, ledger, registered, sets }
}

/** Starts every set and waits until each has been heard. */
export async function startSets({ sets, ledger }: LedgerGround, msMax = 20_000): Promise<void> {
  await Promise.all(sets.map(set => set.start()))
  await until('every set is heard', () => ledger.acknowledgements >= sets.length, msMax)
}

/** Lets the sets finish. @returns how long it took until the last outbox was empty (ms), and the balance */
export async function finish(
  { sets, ledger, sql }: LedgerGround,
  msMax: number,
): Promise<{ emptyAfterMs: number; balance: Balance; even: Balance }> {
  const from = performance.now()
  for (const set of sets) set.calm()
  const waiting = () => sets.filter(set => !set.hasFinished()).map(describe)
  await until('every outbox is empty', () => waiting().length === 0, msMax).catch(cause => {
    throw new Error(`not empty after ${msMax} ms: ${waiting().join(', ')}`, { cause })
  })
  const emptyAfterMs = performance.now() - from
  await Promise.all(sets.map(set => set.stop()))
  const balance = await ledger.balance(sql)
  return { emptyAfterMs, balance, even: evenBalance(balance) }
}

function describe(set: LedgerSet): string {
  return `${set.deviceId} (${set.outbox()?.depth} waiting, ${set.connections()} connections)`
}

/** The address of the PostgreSQL that a control plane runs in its data folder. */
async function findEmbeddedUrl(dataDir: string): Promise<string> {
  const settings = await readFile(join(dataDir, 'database.conf'), 'utf8')
  const password = await readFile(join(dataDir, 'database-password'), 'utf8')
  const port = /^port = '(\d+)'$/m.exec(settings)?.[1]
  return `postgres://setwacht:${password}@127.0.0.1:${port}/setwacht`
}
