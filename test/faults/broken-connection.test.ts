import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Database,
  openDatabase,
  type Transaction,
} from '../../controlplane/platform/postgres/database.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const transactions = 40
/** One in so many has its connection ended. */
const endedOneIn = 4

let database: TestDatabase
let sql: Database
let other: Database
beforeEach(async () => {
  database = await createDatabase()
  sql = openDatabase(database.url)
  other = openDatabase(database.url, { max: 1 })
  await other`create table kept (transaction int4, step int4)`
})
afterEach(async () => {
  await sql.end()
  await other.end()
  await database.drop()
})

async function endConnection(tx: Transaction): Promise<void> {
  const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
  await other`select pg_terminate_backend(${backend!.pid})`
  const isGone = async () =>
    (await other`select from pg_stat_activity where pid = ${backend!.pid}`).length === 0
  await until('the connection is ended', isGone)
  // The driver hears of it a little later; what is said to it meanwhile and afterwards is what this is about.
  await delay(50)
}

test('a transaction that was doing something else when its connection ended fails, and has stored nothing', async () => {
  const broken = sql.begin(async tx => {
    await tx`insert into kept values (1, 1)`
    await endConnection(tx)
    return 'done'
  })
  await expect(broken).rejects.toThrow()
  expect(await other`select from kept`).toHaveLength(0)
  await sql.begin(tx => tx`insert into kept values (2, 1)`)
  expect(await other`select from kept`).toHaveLength(1)
})

test('a transaction whose statement meets an ended connection fails like one that PostgreSQL refused', async () => {
  const broken = sql.begin(async tx => {
    const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    await Promise.all([tx`select pg_sleep(5)`, other`select pg_terminate_backend(${backend!.pid})`])
  })
  await expect(broken).rejects.toThrow()
  await expect(sql.begin(tx => tx`insert into kept values ('x', 1)`)).rejects.toThrow(/invalid input syntax/)
  await sql.begin(tx => tx`insert into kept values (3, 1)`)
  expect(await other`select from kept`).toHaveLength(1)
})

test(`of ${transactions} transactions at once, those whose connection ends harm none of the others`, async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: transactions }, (_, number) =>
      sql.begin(async tx => {
        await tx`insert into kept values (${number}, 1)`
        if (number % endedOneIn === 0) await endConnection(tx)
        await delay(10)
        await tx`insert into kept values (${number}, 2)`
      }),
    ),
  )
  const failed = outcomes.flatMap(({ status }, number) => (status === 'rejected' ? [number] : []))
  expect(failed).toEqual(Array.from({ length: transactions / endedOneIn }, (_, turn) => turn * endedOneIn))
  const rows = await other<{ steps: number }[]>`select count(*)::int4 as steps from kept group by transaction`
  expect(rows.map(({ steps }) => steps)).toEqual(Array(transactions - failed.length).fill(2))
})
