import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountsPage, type SignInRow, SignInsPage } from '../../controlplane/people/account/api.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'

let plane: TestControlPlane<HeldClock>
let helpdesk: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
})
afterAll(() => plane.stop())

async function signInsOf(person: SignedIn, path = '/api/sign-ins'): Promise<SignInRow[]> {
  const answer = await askAs(person, path)
  expect(answer.status).toBe(200)
  const page = (await answer.json()) as SignInsPage
  expect([...Compile(SignInsPage).Errors(page)]).toEqual([])
  return page.signIns
}

describe('sign-ins', () => {
  test('are listed for their owner, newest first, with what became of them', async () => {
    const first = await signInAs(plane, 'policy')
    const second = await signInAs(plane, 'policy')
    const third = await signInAs(plane, 'policy')
    await tellAs(second, '/api/sign-out')
    const [row] = await signInsOf(first, '/api/sign-ins').then(rows => rows.slice(-1))
    expect(row).toMatchObject({ isThis: true, state: 'open', browser: 'a test', how: 'link' })
    expect((await signInsOf(third)).map(({ state, isThis }) => [state, isThis])).toEqual([
      ['open', true],
      ['signed_out', false],
      ['open', false],
    ])
  })

  test('that nobody used for half an hour have ended', async () => {
    const first = await signInAs(plane, 'dpo')
    plane.clock.move(1_800_001)
    expect((await askAs(first, '/api/sign-ins')).status).toBe(401)
    plane.admin = await signInAs(plane, 'admin')
    const second = await signInAs(plane, 'dpo')
    expect((await signInsOf(second)).map(({ state }) => state)).toEqual(['open', 'expired'])
    const answer = await askAs(plane.admin, '/api/accounts')
    const { accounts } = (await answer.json()) as AccountsPage
    expect(accounts.find(({ id }) => id === first.accountId)?.signIns).toBe(1)
  })

  test('are ended by their owner, and not by somebody else', async () => {
    helpdesk = await signInAs(plane, 'helpdesk')
    const other = await signInAs(plane, 'helpdesk')
    const [newest, older] = await signInsOf(other)
    expect(older?.state).toBe('open')
    const policy = await signInAs(plane, 'policy')
    expect((await tellAs(policy, `/api/sign-ins/${older!.id}`, {}, 'DELETE')).status).toBe(404)
    expect((await tellAs(other, `/api/sign-ins/${older!.id}`, {}, 'DELETE')).status).toBe(200)
    expect((await askAs(helpdesk, '/api/me')).status).toBe(401)
    expect((await signInsOf(other)).map(({ id, state }) => [id, state])).toEqual([
      [newest!.id, 'open'],
      [older!.id, 'ended'],
    ])
    expect((await tellAs(other, `/api/sign-ins/${older!.id}`, {}, 'DELETE')).status).toBe(404)
    helpdesk = other
  })

  test('are seen and ended by an administrator', async () => {
    const record = `account:${helpdesk.accountId}`
    const rows = await signInsOf(plane.admin, `/api/accounts/${helpdesk.accountId}/sign-ins`)
    const open = rows.find(({ state }) => state === 'open')!
    expect((await tellAs(plane.admin, `/api/sign-ins/${open.id}`, {}, 'DELETE')).status).toBe(200)
    expect((await askAs(helpdesk, '/api/me')).status).toBe(401)
    const [row] = await plane.sql<{ actor: string; subject: string; detail: string }[]>`
      select actor, subject, detail from audit_log where act = 'sign_in_ended' order by no desc limit 1`
    expect(row).toEqual({ actor: plane.admin.accountId, subject: record, detail: `{"sign_in":"${open.id}"}` })
  })

  test('of an account that is not there are unknown', async () => {
    const path = '/api/accounts/01890000-0000-7000-8000-000000000000/sign-ins'
    expect((await askAs(plane.admin, path)).status).toBe(404)
  })
})
