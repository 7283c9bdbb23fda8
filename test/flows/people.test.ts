import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeRoles, disableAccount, ensureAccount } from '../../controlplane/people/account/actions.ts'
import { type AccountRow, AccountsPage } from '../../controlplane/people/account/api.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'

let plane: TestControlPlane<HeldClock>
let helpdesk: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  helpdesk = await signInAs(plane, 'helpdesk')
})
afterAll(() => plane.stop())

let known = 0
/** Somebody of the organisation, as the identity provider would have brought them. */
async function addPerson(firstName: string, name: string, roles: readonly Role[]): Promise<string> {
  known += 1
  const subject = `person-${known}`
  const person = { firstName, name, email: `${firstName}@example.org`.toLowerCase(), roles }
  const personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
  const by = { ...person, issuer: 'https://login.example.org', subject }
  return plane.sql.begin(tx => ensureAccount(tx, personal, by, plane.clock.now()))
}

async function listAccounts(query = ''): Promise<AccountRow[]> {
  const answer = await askAs(plane.admin, `/api/accounts${query}`)
  expect(answer.status).toBe(200)
  const page = (await answer.json()) as AccountsPage
  expect([...Compile(AccountsPage).Errors(page)]).toEqual([])
  return page.accounts
}

const count = async (of: Promise<readonly { count: number }[]>) => (await of)[0]!.count
const acts = (act: string, subject: string) =>
  count(plane.sql`select count(*)::int4 from audit_log where act = ${act} and subject = ${subject}`)
const reads = (record: string, how: string) =>
  count(plane.sql`select count(*)::int4 from access_log where record = ${record} and how = ${how}`)

describe('the list of people', () => {
  test('begins with who waits for a role, and counts the browsers in which somebody is signed in', async () => {
    const waiting = await addPerson('Wachtende', 'Zonder', [])
    const accounts = await listAccounts()
    expect(accounts[0]).toMatchObject({
      id: waiting,
      roles: [],
      issuer: 'https://login.example.org',
      signIns: 0,
    })
    expect(accounts.find(({ id }) => id === plane.admin.accountId)).toMatchObject({
      issuer: null,
      signIns: 1,
    })
  })

  test('is searched by whole words, and each account that is found is written down', async () => {
    const found = await addPerson('Élodie', 'Van den Broeck', ['helpdesk'])
    const other = await addPerson('Lore', 'Broeckx', ['helpdesk'])
    for (const [times, q] of ['elodie', 'BROECK van', 'elodie@example.org'].entries()) {
      const rows = await listAccounts(`?q=${encodeURIComponent(q)}`)
      expect(rows.map(({ id }) => id)).toEqual([found])
      expect(await reads(`account:${found}`, 'search')).toBe(times + 1)
    }
    expect(await reads(`account:${other}`, 'search')).toBe(0)
    expect(await listAccounts('?q=%25')).toEqual([])
  })

  test('shows first names alone; who somebody is stands on their own page, and the look is written down', async () => {
    const id = await addPerson('Mieke', 'Verstraeten', ['policy'])
    const answer = await askAs(plane.admin, '/api/accounts')
    expect(await answer.text()).not.toMatch(/Verstraeten|mieke@example/)
    expect(await reads(`account:${id}`, 'detail')).toBe(0)
    const page = await askAs(plane.admin, `/api/accounts/${id}`)
    const email = 'mieke@example.org'
    expect(await page.json()).toEqual({ id, firstName: 'Mieke', name: 'Verstraeten', email })
    expect(await reads(`account:${id}`, 'detail')).toBe(1)
    expect((await askAs(plane.admin, `/api/accounts/${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('without a search writes nobody down', async () => {
    const before = await count(plane.sql`select count(*)::int4 from access_log`)
    await listAccounts()
    await listAccounts('?q=%20')
    expect(await count(plane.sql`select count(*)::int4 from access_log`)).toBe(before)
  })
})

describe('roles', () => {
  test('hold at the next request', async () => {
    const counsellor = await signInAs(plane, 'counsellor')
    const path = `/api/accounts/${counsellor.accountId}/roles`
    expect((await askAs(counsellor, '/api/devices')).status).toBe(403)
    expect((await tellAs(plane.admin, path, { roles: ['lead', 'policy', 'lead'] }, 'PUT')).status).toBe(200)
    expect((await askAs(counsellor, '/api/devices')).status).toBe(200)
    const [row] = await plane.sql<{ detail: string }[]>`
      select detail from audit_log where act = 'roles_changed' order by no desc limit 1`
    expect(JSON.parse(row!.detail)).toEqual({ from: ['counsellor'], to: ['lead', 'policy'] })
    await tellAs(plane.admin, path, { roles: ['counsellor'] }, 'PUT')
  })

  test('are not one’s own to change, and the account not one’s own to shut', async () => {
    const own = `/api/accounts/${plane.admin.accountId}`
    for (const answer of [
      await tellAs(plane.admin, `${own}/roles`, { roles: ['lead', 'admin'] }, 'PUT'),
      await tellAs(plane.admin, `${own}/disable`),
    ]) {
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({ error: 'own_account', expected: expect.any(String) })
    }
  })

  test('an account that is not there is unknown', async () => {
    const path = '/api/accounts/01890000-0000-7000-8000-000000000000'
    expect((await tellAs(plane.admin, `${path}/roles`, { roles: [] }, 'PUT')).status).toBe(404)
    expect((await tellAs(plane.admin, `${path}/enable`)).status).toBe(404)
    expect((await tellAs(plane.admin, '/api/accounts/nobody/enable')).status).toBe(400)
  })

  test('are asked for again when the sign-in is older than five minutes', async () => {
    plane.clock.move(301_000)
    const answer = await tellAs(
      plane.admin,
      `/api/accounts/${helpdesk.accountId}/roles`,
      { roles: [] },
      'PUT',
    )
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error: 'not_confirmed' }),
    ])
    plane.admin = await signInAs(plane, 'admin')
  })
})

describe('shutting accounts', () => {
  test('ends every sign-in at once, and opening brings none of them back', async () => {
    const lead = await signInAs(plane, 'lead')
    const path = `/api/accounts/${lead.accountId}`
    expect((await tellAs(plane.admin, `${path}/disable`)).status).toBe(200)
    expect((await askAs(lead, '/api/me')).status).toBe(401)
    expect((await tellAs(plane.admin, `${path}/enable`)).status).toBe(200)
    expect((await askAs(lead, '/api/me')).status).toBe(401)
    const subject = `account:${lead.accountId}`
    expect(await acts('account_disabled', subject)).toBe(1)
    expect(await acts('account_enabled', subject)).toBe(1)
  })

  test('of two administrators who shut each other out at once, one stays, fifty times', async () => {
    const one = await addPerson('Eva', 'Een', ['admin'])
    const two = await addPerson('Tom', 'Twee', ['admin'])
    const { sql } = plane
    // Nobody else is left to administer while they try.
    await sql`update accounts set roles = '{}' where id = ${plane.admin.accountId}`
    const now = plane.clock.now()
    for (let turn = 0; turn < 50; turn += 1) {
      await sql`update accounts set roles = '{admin}', disabled_at = null where id = any(${[one, two]}::uuid[])`
      const outcomes = await Promise.all([
        disableAccount(sql, { id: one, actor: two, now }),
        turn % 2 === 0
          ? disableAccount(sql, { id: two, actor: one, now })
          : changeRoles(sql, { id: two, actor: one, now, roles: ['lead'] }),
      ])
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    }
    await sql`update accounts set roles = '{}' where id = any(${[one, two]}::uuid[])`
    await sql`update accounts set roles = '{admin}' where id = ${plane.admin.accountId}`
  })
})
