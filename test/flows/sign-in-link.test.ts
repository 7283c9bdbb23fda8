import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disableAccount, ensureServerAccount } from '../../controlplane/people/account/actions.ts'
import { beginAttempt } from '../../controlplane/people/provider/actions.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { issueLink, purgeSignIns } from '../../controlplane/people/sign-in/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'

const publicUrl = 'https://setwacht.example'
const dayMs = 86_400_000

let plane: TestControlPlane<HeldClock>
let callers = 0

beforeAll(async () => {
  plane = await startControlPlane({ publicUrl, clock: holdClock() })
})
afterAll(() => plane.stop())

async function makeLink(role: Role): Promise<{ token: string; accountId: string }> {
  const personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
  const accountId = await ensureServerAccount({ sql: plane.sql, personal }, role, plane.clock.now())
  return {
    token: await issueLink(plane.sql, { accountId, actor: 'server', now: plane.clock.now() }),
    accountId,
  }
}

/** Through the proxy before the console. `address`: of who asks; left out: another one every time. */
function follow(token: string, address = `10.0.${callers >> 8}.${callers++ & 255}`): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    origin: publicUrl,
    'x-forwarded-for': address,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': new URL(publicUrl).host,
  }
  return fetch(`${plane.httpUrl}/api/sign-in/link`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  })
}

async function refusalOf(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { error: string }).error]
}

describe('a link', () => {
  test('lets one of fifty in who use it at once, and nobody after', async () => {
    const { token } = await makeLink('helpdesk')
    const answers = await Promise.all(Array.from({ length: 50 }, () => follow(token)))
    const refusals = await Promise.all(answers.filter(({ ok }) => !ok).map(refusalOf))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(refusals).toEqual(Array.from({ length: 49 }, () => [401, 'link_used']))
    expect(await refusalOf(await follow(token))).toEqual([401, 'link_used'])
  })

  test('lets in as what it was made for, in a cookie that stays in this browser and on this site', async () => {
    const answer = await follow((await makeLink('logistics')).token)
    expect(await answer.json()).toEqual({ signedIn: true })
    const [cookie, ...others] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-setwacht=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(others).toEqual([])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('works for ten minutes', async () => {
    const { token } = await makeLink('lead')
    plane.clock.move(590_000)
    expect((await follow(token)).status).toBe(200)
    const late = await makeLink('lead')
    plane.clock.move(600_000)
    expect(await refusalOf(await follow(late.token))).toEqual([401, 'link_expired'])
  })

  test('that nobody made lets nobody in', async () => {
    expect(await refusalOf(await follow('A'.repeat(43)))).toEqual([401, 'link_unknown'])
    expect(await refusalOf(await follow('short'))).toEqual([400, 'bad_request'])
  })

  test('is dead once the account is shut, and a new one lets nobody in', async () => {
    const { token, accountId } = await makeLink('counsellor')
    await disableAccount(plane.sql, { id: accountId, actor: plane.admin.accountId, now: plane.clock.now() })
    expect(await refusalOf(await follow(token))).toEqual([401, 'link_unknown'])
    const later = await issueLink(plane.sql, { accountId, actor: 'server', now: plane.clock.now() })
    expect(await refusalOf(await follow(later))).toEqual([403, 'account_disabled'])
    const [row] = await plane.sql<{ act: string; detail: string }[]>`
      select act, detail from audit_log where subject = ${`account:${accountId}`} order by no desc limit 1`
    expect([row?.act, JSON.parse(row?.detail ?? '')]).toEqual([
      'sign_in_refused',
      { how: 'link', why: 'account_disabled' },
    ])
  })

  test('cannot be guessed: the eleventh wrong one in a minute from one address is sent away; a right one is not', async () => {
    const tries = []
    for (let count = 0; count < 11; count++)
      tries.push(await refusalOf(await follow('B'.repeat(43), '10.9.9.9')))
    expect(tries.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => [401, 'link_unknown']))
    expect(tries[10]).toEqual([429, 'too_many'])
    const { token } = await makeLink('helpdesk')
    expect((await follow(token, '10.9.9.9')).status).toBe(200)
    const again = await follow(token, '10.9.9.9')
    expect(again.status).toBe(429)
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refusalOf(await follow(token))).toEqual([401, 'link_used'])
  })

  test('is kept as a hash alone, and nobody writes it down', async () => {
    const { token } = await makeLink('policy')
    expect((await follow(token)).status).toBe(200)
    const [row] = await plane.sql<{ text: string }[]>`
      select (select string_agg(l::text, '') from sign_in_links l) || (select string_agg(a::text, '') from audit_log a)
        || (select string_agg(s::text, '') from sign_ins s) as text`
    expect(row?.text.length).toBeGreaterThan(100)
    expect(row?.text).not.toContain(token)
  })
})

test('links and journeys of yesterday are forgotten, sign-ins after thirteen months', async () => {
  const { sql } = plane
  await follow((await makeLink('dpo')).token)
  const secrets = { state: 'a', nonce: 'b', verifier: 'c' }
  await beginAttempt(sql, { secrets, returnTo: '/', confirms: null, replaces: null }, plane.clock.now())
  const kept = async () => {
    const [row] = await sql<{ links: number; attempts: number; signIns: number }[]>`
      select (select count(*)::int4 from sign_in_links) links, (select count(*)::int4 from sign_in_attempts) attempts,
        (select count(*)::int4 from sign_ins) as "signIns"`
    return row
  }
  const before = await kept()
  await purgeSignIns(sql, plane.clock.now() + dayMs / 2)
  expect(await kept()).toEqual(before)
  await purgeSignIns(sql, plane.clock.now() + 395 * dayMs)
  expect(await kept()).toEqual({ links: 0, attempts: 0, signIns: before?.signIns })
  await purgeSignIns(sql, plane.clock.now() + 398 * dayMs)
  expect(await kept()).toEqual({ links: 0, attempts: 0, signIns: 0 })
  expect(before).toMatchObject({ attempts: 1, signIns: expect.any(Number) })
})
