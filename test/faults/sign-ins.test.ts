import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureServerAccount } from '../../controlplane/people/account/actions.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { issueLink } from '../../controlplane/people/sign-in/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { openTraveller, type Traveller } from '../support/journey.ts'
import { workUntil } from '../support/long-sign-in.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const name = '__Host-setwacht'
const goneWithinMs = 5000
const minuteMs = 60_000
/** After it a sign-in ends; with so much left nobody has worked yet. */
const longestMs = 600 * minuteMs
const asPage = { 'sec-fetch-site': 'same-origin' }

let plane: TestControlPlane<HeldClock>
beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
})
afterAll(() => plane.stop())

const statusOf = async (person: SignedIn, path = '/api/me') => (await askAs(person, path)).status
const signedInAs = (role: Role) => signInAs(plane, role)

/** Signs a browser in by a new link. */
async function follow(browser: Traveller, role: Role): Promise<SignedIn> {
  const now = plane.clock.now()
  const personal = await openPersonalKeys(plane.dataDir, now)
  const accountId = await ensureServerAccount({ sql: plane.sql, personal }, role, now)
  const token = await issueLink(plane.sql, { accountId, actor: 'server', now })
  const answer = await browser.ask(`${plane.httpUrl}/api/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: plane.httpUrl },
    body: JSON.stringify({ token }),
  })
  expect(answer.status).toBe(200)
  return { httpUrl: plane.httpUrl, cookie: `${name}=${browser.cookie(plane.httpUrl, name)}`, accountId }
}

describe('a sign-in that somebody else prepared', () => {
  test('never becomes signed in: the browser gets a token of its own', async () => {
    const planted = 'P'.repeat(43)
    const browser = openTraveller()
    browser.keep(plane.httpUrl, name, planted)
    const person = await follow(browser, 'helpdesk')
    expect(person.cookie).not.toContain(planted)
    expect(await statusOf(person)).toBe(200)
    expect(await statusOf({ ...person, cookie: `${name}=${planted}` })).toBe(401)
  })

  test('ends when the person signs in over it', async () => {
    const attacker = await signedInAs('policy')
    const browser = openTraveller()
    browser.keep(plane.httpUrl, name, attacker.cookie.slice(name.length + 1))
    const person = await follow(browser, 'lead')
    expect(await statusOf(attacker)).toBe(401)
    const me = (await (await askAs(person, '/api/me')).json()) as { roles: string[] }
    expect(me.roles).toEqual(['lead'])
  })

  test('is another at every sign-in, and the one before it is dead', async () => {
    const browser = openTraveller()
    const seen: SignedIn[] = []
    for (let count = 0; count < 3; count++) seen.push(await follow(browser, 'helpdesk'))
    expect(new Set(seen.map(({ cookie }) => cookie)).size).toBe(3)
    expect(await Promise.all(seen.map(person => statusOf(person)))).toEqual([401, 401, 200])
  })
})

describe('a sign-in is dead', () => {
  test('after signing out, and the browser drops it', async () => {
    const browser = openTraveller()
    const person = await follow(browser, 'helpdesk')
    const answer = await browser.ask(`${plane.httpUrl}/api/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: plane.httpUrl },
      body: '{}',
    })
    expect(answer.status).toBe(200)
    expect(browser.cookie(plane.httpUrl, name)).toBeUndefined()
    expect(browser.setCookie(name)).toMatch(
      /^__Host-setwacht=; .*Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    )
    expect(await statusOf(person)).toBe(401)
    expect((await tellAs(person, '/api/sign-out')).status).toBe(401)
  })

  test.each([
    ['29 min 50 s without use', longestMs, 30 * minuteMs - 10_000, 200],
    ['30 min without use', longestMs, 30 * minuteMs, 401],
    ['9 h 59 min', minuteMs, 0, 200],
    ['10 h, however busy', minuteMs, minuteMs, 401],
  ])('or lives, after %s', async (_, leftMs, idleMs, status) => {
    const person = await signedInAs('logistics')
    await workUntil(plane, person, leftMs)
    plane.clock.move(idleMs)
    expect(await statusOf(person)).toBe(status)
  })

  test('30 min after the last use by the person, whatever an open page asks by itself', async () => {
    const person = await signedInAs('logistics')
    const ask = (headers: Record<string, string>) => askAs(person, '/api/me', { headers })
    const idle = () => plane.clock.move(20 * minuteMs)
    idle()
    await ask({})
    idle()
    expect((await ask({ 'setwacht-unattended': '1' })).status).toBe(200)
    idle()
    expect((await ask({ 'setwacht-unattended': '1' })).status).toBe(401)
  })
})

describe('within 5 s everything of a person ends, requests and the open stream', () => {
  beforeAll(async () => {
    plane.admin = await signedInAs('admin')
  })

  test.each([
    ['the account is shut', (id: string) => tellAs(plane.admin, `/api/accounts/${id}/disable`)],
    [
      'every role is taken',
      (id: string) => tellAs(plane.admin, `/api/accounts/${id}/roles`, { roles: [] }, 'PUT'),
    ],
    [
      'the sign-in is ended',
      (_: string, signIn: string) => tellAs(plane.admin, `/api/sign-ins/${signIn}`, {}, 'DELETE'),
    ],
  ])('when %s', async (what, end) => {
    const role = what.startsWith('the account') ? 'counsellor' : what.startsWith('every') ? 'dpo' : 'helpdesk'
    const person = await signedInAs(role)
    const me = (await (await askAs(person, '/api/me')).json()) as { signIn: string }
    const stream = await askAs(person, '/api/nudges', { headers: asPage })
    expect(stream.status).toBe(200)
    let isOpen = true
    void stream.text().finally(() => {
      isOpen = false
    })
    const from = performance.now()
    expect((await end(person.accountId, me.signIn)).status).toBe(200)
    expect(await statusOf(person)).toBe(401)
    await until('the stream ends', () => !isOpen, goneWithinMs)
    expect(performance.now() - from).toBeLessThan(goneWithinMs)
    expect(await statusOf(plane.admin)).toBe(200)
  })
})

describe('five minutes after the person proved to be there', () => {
  let deviceId = ''
  let other: SignedIn
  beforeAll(async () => {
    const [pair] = await registerPairs(plane.admin, 1)
    deviceId = pair?.home.deviceId ?? ''
    other = await signedInAs('policy')
  })

  const asking: Record<string, (person: SignedIn) => Promise<Response>> = {
    'revoking a device': person => tellAs(person, `/api/devices/${deviceId}/revoke`),
    'exporting the sets': person => askAs(person, '/api/sets/export', { headers: asPage }),
    'exporting the audit log': person => askAs(person, '/api/audit/export', { headers: asPage }),
    'changing roles': person =>
      tellAs(person, `/api/accounts/${other.accountId}/roles`, { roles: ['dpo'] }, 'PUT'),
  }
  const standing = async () => {
    const [row] = await plane.sql`
      select d.state, a.roles from devices d, accounts a where d.id = ${deviceId} and a.id = ${other.accountId}`
    return row
  }

  test.each(Object.entries(asking))('%s waits until it is proved again', async (_, ask) => {
    const person = await signedInAs('admin')
    plane.clock.move(5 * minuteMs)
    const before = await standing()
    const refused = await ask(person)
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: 'not_confirmed' }])
    expect(await standing()).toEqual(before)
    expect((await ask(await signedInAs('admin'))).status).toBe(200)
  })
})
