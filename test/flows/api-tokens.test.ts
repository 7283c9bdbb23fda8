import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { purgeLinks } from '../../controlplane/integration/purge/actions.ts'
import type { TokenRow } from '../../controlplane/integration/token/api.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { findInTables } from '../support/traces.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

let plane: TestControlPlane<HeldClock>
let admin: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
})
afterAll(() => plane.stop())
beforeEach(async () => {
  admin = await signInAs(plane, 'admin')
})

const make = (over: object = {}) =>
  tellAs(admin, '/api/tokens', { name: 'Helpdesk of the city', scopes: ['read_tickets'], days: 90, ...over })
const makeOne = async (days = 90): Promise<{ id: string; token: string; expiresAt: number }> =>
  (await make({ days })).json()
const who = (authorization: string, headers: Record<string, string> = {}) =>
  fetch(`${plane.httpUrl}/api/link/whoami`, { headers: { authorization, ...headers } })
const row = async (id: string): Promise<TokenRow | undefined> => {
  const { tokens } = (await (await askAs(admin, '/api/tokens')).json()) as { tokens: TokenRow[] }
  return tokens.find(one => one.id === id)
}

describe('a token of another system', () => {
  test('says what it is good for, and until when', async () => {
    const { token, expiresAt } = await makeOne()
    const answer = await who(`Bearer ${token}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ at: plane.clock.now(), scopes: ['read_tickets'], expiresAt })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(expiresAt).toBe(plane.clock.now() + 90 * dayMs)
  })

  test('opens nothing that people see or do, and no person gets in where it does', async () => {
    const { token } = await makeOne()
    const program = { httpUrl: plane.httpUrl, cookie: '', accountId: '', token }
    for (const path of ['/api/me', '/api/board', '/api/sets', '/api/tokens', '/api/webhook', '/api/nudges'])
      expect([path, (await askAs(program, path)).status]).toEqual([path, 403])
    expect((await tellAs(program, '/api/tokens', {})).status).toBe(403)
    expect((await askAs(admin, '/api/link/whoami')).status).toBe(403)
    expect((await fetch(`${plane.httpUrl}/api/link/whoami`)).status).toBe(401)
  })

  test('ends when it was said to, within a year', async () => {
    expect((await make({ days: 366 })).status).toBe(400)
    expect((await make({ days: 0 })).status).toBe(400)
    expect((await make({ scopes: [] })).status).toBe(400)
    expect((await make({ scopes: ['write_tickets'] })).status).toBe(400)
    const { id, token } = await makeOne(1)
    plane.clock.move(dayMs - 1)
    expect((await who(`Bearer ${token}`)).status).toBe(200)
    plane.clock.move(1)
    expect((await who(`Bearer ${token}`)).status).toBe(401)
    admin = await signInAs(plane, 'admin')
    expect((await tellAs(admin, `/api/tokens/${id}`, {}, 'DELETE')).status).toBe(404)
  })

  test('is over with the next request once it was revoked, without a confirmation', async () => {
    const { id, token } = await makeOne()
    plane.clock.move(6 * minuteMs)
    expect((await make()).status).toBe(403)
    expect((await tellAs(admin, `/api/tokens/${id}`, {}, 'DELETE')).status).toBe(200)
    expect((await who(`Bearer ${token}`)).status).toBe(401)
    expect(await row(id)).toMatchObject({ revokedAt: plane.clock.now() })
  })

  test('is judged by itself, whatever cookie comes along', async () => {
    const { id, token } = await makeOne()
    await tellAs(admin, `/api/tokens/${id}`, {}, 'DELETE')
    for (const authorization of [`Bearer ${token}`, 'Bearer ', 'Basic YTpi', token, `Bearer ${token} x`])
      expect((await who(authorization, { cookie: admin.cookie })).status).toBe(401)
    const answer = await fetch(`${plane.httpUrl}/api/tokens`, {
      headers: { cookie: admin.cookie, authorization: 'Bearer guessed' },
    })
    expect(answer.status).toBe(401)
  })

  test('shows when it was used last, to the minute', async () => {
    const { id, token } = await makeOne()
    expect((await row(id))?.usedAt).toBeNull()
    const first = plane.clock.now()
    await who(`Bearer ${token}`)
    plane.clock.move(minuteMs - 1)
    await who(`Bearer ${token}`)
    expect((await row(id))?.usedAt).toBe(first)
    plane.clock.move(1)
    await who(`Bearer ${token}`)
    expect((await row(id))?.usedAt).toBe(first + minuteMs)
  })

  test('is shown once: what is kept is its hash', async () => {
    const { id, token } = await makeOne()
    expect(await findInTables(plane.sql, [token])).toEqual([])
    expect(await (await askAs(admin, '/api/tokens')).text()).not.toContain(token)
    expect(await row(id)).toMatchObject({ name: 'Helpdesk of the city', scopes: ['read_tickets'] })
  })

  test('is written down when it is made and when it ends, by whom', async () => {
    const { id } = await makeOne()
    await tellAs(admin, `/api/tokens/${id}`, {}, 'DELETE')
    const acts = await plane.sql`
      select act, actor from audit_log where subject = ${`token:${id}`} order by no`
    expect(acts).toEqual([
      { act: 'api_token_made', actor: admin.accountId },
      { act: 'api_token_revoked', actor: admin.accountId },
    ])
  })

  test('is forgotten ninety days after its end', async () => {
    const { id } = await makeOne()
    await tellAs(admin, `/api/tokens/${id}`, {}, 'DELETE')
    const now = plane.clock.now()
    await purgeLinks(plane.sql, now + 90 * dayMs)
    expect(await plane.sql`select from api_tokens where id = ${id}`).toHaveLength(1)
    await purgeLinks(plane.sql, now + 90 * dayMs + 1)
    expect(await plane.sql`select from api_tokens where id = ${id}`).toHaveLength(0)
  })

  test('is asked for at most 120 times a minute from one address', async () => {
    const { token } = await makeOne()
    const answers = await Promise.all(Array.from({ length: 200 }, () => who(`Bearer ${token}`)))
    const statuses = answers.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(statuses.filter(status => status === 200).length).toBeLessThanOrEqual(120)
  })
})
