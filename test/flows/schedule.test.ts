import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { realClock } from '../../controlplane/platform/clock.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { type Job, startSchedule } from '../../controlplane/platform/schedule.ts'
import { holdClock } from '../support/clock.ts'
import { createDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const start = Date.parse('2026-11-23T02:00:00Z')
const minuteMs = 60_000
const log = pino({ level: 'silent' })

let database: Awaited<ReturnType<typeof createDatabase>>
let sql: Database
let ran: string[] = []

beforeAll(async () => {
  database = await createDatabase()
  sql = openDatabase(database.url, { max: 4 })
})
afterEach(() => {
  ran = []
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const job = (name: string, cron: string, more: Partial<Job> = {}): Job => ({
  name,
  cron,
  run: async now => void ran.push(`${name} ${new Date(now).toISOString().slice(11, 19)}`),
  ...more,
})

test('with a held clock a job runs when it is told to and its time has come, once for all it missed', async () => {
  const clock = holdClock(start)
  const jobs = [job('often', '*/5 * * * * *'), job('nightly', '0 20 2 * * *')]
  const schedule = startSchedule(jobs, { sql, log, clock })
  await schedule.runDue()
  expect(ran).toEqual([])
  clock.move(5000)
  await schedule.runDue()
  await schedule.runDue()
  expect(ran).toEqual(['often 02:00:05'])
  clock.move(30 * minuteMs)
  await schedule.runDue()
  expect(ran).toEqual(['often 02:00:05', 'often 02:30:05', 'nightly 02:30:05'])
  await schedule.stop()
})

test('a clock that is set back does not keep the jobs waiting until it has caught up', async () => {
  const clock = holdClock(start)
  const schedule = startSchedule([job('often', '*/5 * * * * *')], { sql, log, clock })
  clock.set(start - 60 * minuteMs)
  await schedule.runDue()
  clock.move(5000)
  await schedule.runDue()
  expect(ran).toEqual(['often 01:00:05'])
  await schedule.stop()
})

test('a job that fails is named, tries again before its next time, and heals', async () => {
  const clock = holdClock(start)
  let isBroken = true
  const run = async () => {
    if (isBroken) throw new Error('broken')
    ran.push('healed')
  }
  const schedule = startSchedule([job('nightly', '0 20 2 * * *', { run })], { sql, log, clock })
  clock.move(20 * minuteMs)
  await schedule.runDue()
  expect(schedule.failing()).toEqual(['nightly'])
  isBroken = false
  clock.move(1000)
  await schedule.runDue()
  expect(schedule.failing()).toEqual(['nightly'])
  clock.move(1000)
  await schedule.runDue()
  expect(schedule.failing()).toEqual([])
  expect(ran).toEqual(['healed'])
  await schedule.stop()
})

test('a job whose turn does not end is named until it does', async () => {
  const clock = holdClock(start)
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const run = () => {
    begun.resolve()
    return held.promise
  }
  const schedule = startSchedule([job('stuck', '*/5 * * * * *', { run })], { sql, log, clock })
  clock.move(5000)
  const turn = schedule.runDue()
  await begun.promise
  clock.move(5 * minuteMs)
  expect(schedule.failing()).toEqual([])
  clock.move(6 * minuteMs)
  expect(schedule.failing()).toEqual(['stuck'])
  held.resolve()
  await turn
  expect(schedule.failing()).toEqual([])
  await schedule.stop()
})

test('with the real clock jobs run by themselves, at the start too, and no more once it is stopped', async () => {
  const jobs = [job('often', '* * * * * *'), job('first', '0 20 2 29 2 *', { atStart: true })]
  const schedule = startSchedule(jobs, { sql, log, clock: realClock })
  const times = (name: string) => ran.filter(one => one.startsWith(name))
  await until('two turns', () => times('often').length >= 2)
  expect(new Set(times('often')).size).toBe(times('often').length)
  expect(times('first')).toHaveLength(1)
  await schedule.stop()
})

test('of several servers one does a job, and each does what is for every one of them', async () => {
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const clock = holdClock(start)
  const jobsOf = (server: string) => [
    job('alone', '*/5 * * * * *', { run: () => held.then(() => void ran.push(`alone at ${server}`)) }),
    job('each', '*/5 * * * * *', {
      onEveryReplica: true,
      run: async () => void ran.push(`each at ${server}`),
    }),
  ]
  const [one, two] = ['one', 'two'].map(server => startSchedule(jobsOf(server), { sql, log, clock }))
  clock.move(5000)
  const first = one!.runDue()
  await until(
    'the lock of the first',
    async () => (await sql`select from pg_locks where locktype = 'advisory' and granted`).length > 0,
  )
  await two!.runDue()
  release()
  await first
  expect(ran).toEqual(['each at two', 'alone at one', 'each at one'])
  await Promise.all([one!.stop(), two!.stop()])
})

test('as many jobs as come due at once do not wait for each other without end', async () => {
  const jobs = Array.from({ length: 20 }, (_, no) =>
    job(`job ${no}`, '*/5 * * * * *', {
      atStart: true,
      run: () =>
        sql.begin(async tx => {
          await tx`select pg_sleep(0.05)`
          ran.push(`${no}`)
        }),
    }),
  )
  const schedule = startSchedule(jobs, { sql, log, clock: holdClock(start) })
  await schedule.stop()
  expect(ran).toHaveLength(20)
})
