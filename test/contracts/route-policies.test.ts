import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyCookie from '@fastify/cookie'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGuard } from '../../controlplane/people/guard/routes.ts'
import { requirePolicies } from '../../controlplane/platform/http/policies.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { brussels, holdClock } from '../support/clock.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { signInAs } from '../support/people.ts'

let database: TestDatabase
let sql: Database
beforeAll(async () => {
  database = await createDatabase()
  sql = openDatabase(database.url, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

describe('a route that does not tell who may call it does not start', () => {
  async function open() {
    const app = fastify()
    await app.register(fastifyCookie)
    requirePolicies(
      app,
      openGuard({ sql, onDuty: async () => new Set(), admitToken: async () => undefined, now: Date.now }),
    )
    return app
  }
  const answer = () => ({})

  test('without a policy', async () => {
    const app = await open()
    expect(() => app.get('/api/open', answer)).toThrow('GET /api/open declares no policy')
  })

  test('with a policy that is not in the table', async () => {
    const app = await open()
    const config = { policy: 'seeEverything' as never }
    expect(() => app.get('/api/open', { config }, answer)).toThrow(
      'GET /api/open declares "seeEverything", which is no policy',
    )
  })

  test('about one object, under a policy that reaches somebody’s own, without telling whose it is', async () => {
    const app = await open()
    const config = { policy: 'seeSets' } as const
    expect(() => app.get('/api/one/:label', { config }, answer)).toThrow(
      'asks whose an object is, and does not tell',
    )
    expect(() =>
      app.get('/api/one/:label', { config: { ...config, isOwn: async () => true } }, answer),
    ).not.toThrow()
  })
})

test('a request is judged by the instant at which it came, whatever the clock does meanwhile', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'one-instant-'))
  const usedAt = brussels('2026-11-23T10:00')
  const clock = holdClock(usedAt)
  const { cookie } = await signInAs({ httpUrl: '', sql, dataDir, clock }, 'admin')
  const [cameAt, later] = [usedAt + 2 * 60_000, usedAt + 40 * 60_000]
  const instants = [cameAt]
  const app = fastify()
  await app.register(fastifyCookie)
  const onDuty = async () => new Set<string>()
  requirePolicies(
    app,
    openGuard({ sql, onDuty, admitToken: async () => undefined, now: () => instants.shift() ?? later }),
  )
  app.get('/api/own', { config: { policy: 'self' } }, () => ({}))
  expect((await app.inject({ url: '/api/own', headers: { cookie } })).statusCode).toBe(200)
  const [signIn] = await sql<{ usedAt: number }[]>`select used_at as "usedAt" from sign_ins`
  expect(signIn?.usedAt).toBe(cameAt)
  await app.close()
  await rm(dataDir, { recursive: true })
})
