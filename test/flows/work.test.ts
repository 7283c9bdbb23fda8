import pino from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { queueWork } from '../../controlplane/platform/work/actions.ts'
import { startWork, type WorkOf } from '../../controlplane/platform/work/live.ts'
import { workKinds } from '../../controlplane/platform/work/rules.ts'
import { createDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

/** Nobody looks by the clock: what is done was woken for. */
const neverMs = 3_600_000
const start = Date.parse('2026-11-27T09:00:00Z')

let sql: Database
let drop: () => Promise<void>
let at = start
const stops: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  at = start
  const database = await createDatabase()
  drop = database.drop
  sql = openDatabase(database.url, { max: 4 })
})
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()))
  await sql.end()
  await drop()
})

/** A server that does the work of lessons this way; what it says lies in `said`. */
async function serve(lessons: WorkOf['lessons'], everyMs?: number) {
  const registry = new Registry()
  const said: { level: number; msg: string }[] = []
  const log = pino({ base: null }, { write: line => void said.push(JSON.parse(line)) })
  const others = workKinds.filter(kind => kind !== 'lessons').map(kind => [kind, async () => {}])
  const workOf: WorkOf = { lessons, ...Object.fromEntries(others) }
  const { stop } = await startWork({ sql, workOf, registry, log, now: () => at }, everyMs)
  stops.push(stop)
  const figure = async (name: string) => {
    const line = (await registry.metrics()).split('\n').find(one => one.startsWith(`${name}{kind="lessons"}`))
    return Number(line?.split(' ').at(-1))
  }
  return { said, figure, stop }
}

const queue = (...keys: string[]) => sql.begin(tx => queueWork(tx, 'lessons', keys, at))
const isAllDone = () => until('all work to be done', async () => (await sql`select from work`).length === 0)

test('what was to follow a change that is undone does not follow', async () => {
  const done: string[] = []
  await serve(async keys => void done.push(...keys))
  await sql
    .begin(async tx => {
      await queueWork(tx, 'lessons', ['T-UNDONE'], at)
      throw new Error('undone')
    })
    .catch(() => undefined)
  await queue('T-DONE')
  await until('the work that stands', () => done.length > 0)
  expect(done).toEqual(['T-DONE'])
})

test('work is done at once when its change is committed, each key once', async () => {
  const turns: (readonly string[])[] = []
  await serve(async keys => void turns.push(keys), neverMs)
  await isAllDone()
  await queue('T-1', 'T-2', 'T-1')
  await until('the work', () => turns.length > 0)
  expect(turns.map(keys => keys.toSorted())).toEqual([['T-1', 'T-2']])
})

test('work that fails is tried again later and later, is seen in the figures, and holds no other up', async () => {
  const tries: number[] = []
  const done: string[] = []
  let works = false
  const { said, figure } = await serve(async keys => {
    if (keys.includes('T-BAD')) tries.push(at - start)
    if (keys.includes('T-BAD') && !works) throw new Error('no')
    done.push(...keys)
  })
  const isPutOff = (times: number) =>
    until(`put off ${times} times`, async () => (await figure('setwacht_work_failures_total')) === times)
  await queue('T-BAD')
  await isPutOff(1)
  at = start + 999
  await queue('T-GOOD')
  await until('the other', () => done.includes('T-GOOD'))
  expect(tries).toEqual([0])
  at = start + 1_000
  await isPutOff(2)
  at = start + 2_999
  await queue('T-BETTER')
  await until('the other', () => done.includes('T-BETTER'))
  expect(tries).toEqual([0, 1_000])
  await until('one to wait', async () => (await figure('setwacht_work_waiting')) === 1)
  expect(await figure('setwacht_work_oldest_seconds')).toBeCloseTo(2.999)
  works = true
  at = start + 3_000
  await isAllDone()
  expect(done).toEqual(['T-GOOD', 'T-BETTER', 'T-BAD'])
  await until('none to wait', async () => (await figure('setwacht_work_waiting')) === 0)
  expect(said.filter(({ level }) => level === 50)).toHaveLength(1)
})

test('who looks after the server is told once that work fails, and once that it is done again', async () => {
  let works = false
  const { said, figure } = await serve(async () => {
    if (!works) throw new Error('no')
  })
  await queue('T-1')
  await until('the failure', async () => (await figure('setwacht_work_failures_total')) === 1)
  at += 1_000
  await until('the next', async () => (await figure('setwacht_work_failures_total')) === 2)
  works = true
  at += 2_000
  await until('the good news', () => said.length > 1)
  expect(said.map(({ msg }) => msg)).toEqual(['work failed and is tried again', 'work is done again'])
})

test('two servers share the work, and each row is done once', async () => {
  const done: string[][] = [[], []]
  for (const own of done)
    await serve(async keys => {
      own.push(...keys)
      await sql`select pg_sleep(0.005)`
    })
  const keys = Array.from({ length: 200 }, (_, index) => `T-${index}`)
  for (let from = 0; from < keys.length; from += 4)
    await Promise.all(keys.slice(from, from + 4).map(key => queue(key)))
  await isAllDone()
  expect(done.flat().toSorted()).toEqual(keys.toSorted())
  expect(done.filter(own => own.length > 0)).toHaveLength(2)
})

test('work that nobody was woken for is found', async () => {
  const done: string[] = []
  await serve(async keys => void done.push(...keys))
  await isAllDone()
  await sql`insert into work (kind, key, queued_at) values ('lessons', 'T-1', ${at}::timestamptz)`
  await until('the work', () => done.length > 0)
})

test('a server that stops ends what it began, and leaves the rest for the next', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const done: string[] = []
  const first = await serve(async keys => {
    await held
    done.push(...keys)
  })
  await queue('T-1')
  await until(
    'the work to be begun',
    async () =>
      (
        await sql`
    select from work where id not in (select id from work for update skip locked)`
      ).length > 0,
  )
  const stopped = first.stop()
  await queue('T-2')
  letGo()
  await stopped
  expect(done).toEqual(['T-1'])
  expect((await sql`select key from work`).map(({ key }) => key)).toEqual(['T-2'])
})
