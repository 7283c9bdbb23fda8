import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAct } from '../../controlplane/audit/actions.ts'
import { AccessPage, type AuditChain, AuditPage } from '../../controlplane/audit/api.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

let plane: TestControlPlane<HeldClock>
let helpdesk: SignedIn
let dpo: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  helpdesk = await signInAs(plane, 'helpdesk')
  dpo = await signInAs(plane, 'dpo')
  await registerPairs(plane.admin, 2)
})
afterAll(() => plane.stop())

const read = async <Body>(person: SignedIn, path: string, status = 200): Promise<Body> => {
  const answer = await askAs(person, path)
  expect(answer.status, path).toBe(status)
  return (await answer.json()) as Body
}
const newest = async () => (await read<AuditPage>(dpo, '/api/audit')).rows[0]!.no

describe('what was done', () => {
  test('every act stands in the log with who did it, newest first, and keeps its contract', async () => {
    const page = await read<AuditPage>(dpo, '/api/audit')
    expect([...Compile(AuditPage).Errors(page)]).toEqual([])
    const numbers = page.rows.map(({ no }) => no)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    const registered = page.rows.find(({ act }) => act === 'sets_registered')
    expect(registered?.who).toEqual({ actor: plane.admin.accountId, firstName: 'Noodtoegang' })
    expect(registered?.detail).toMatchObject({
      registered: 4,
      codes: ['HS-0001', 'KS-0001', 'HS-0002', 'KS-0002'],
    })
    const actors = page.actors.map(({ actor }) => actor)
    expect(actors.toSorted()).toEqual(
      ['server', plane.admin.accountId, helpdesk.accountId, dpo.accountId].toSorted(),
    )
  })

  test.each([
    ['act=sets_registered', 1],
    ['act=signed_in&actor=server', 0],
    ['q=evices', 1],
    // What a search means by itself means nothing here.
    ['q=%25', 0],
    ['q=d_vices', 0],
    ['until=2015-08-26', 0],
    ['from=2999-01-01', 0],
    ['before=1', 0],
    ['before=2', 1],
  ])('the filter %s finds %d', async (filter, rows) => {
    const found = await read<AuditPage>(dpo, `/api/audit?${filter}`)
    expect(found.rows).toHaveLength(rows)
  })

  test('a day that the calendar does not have is refused in words', async () => {
    const refused = await read<{ where: string }>(dpo, '/api/audit?from=2026-02-30', 422)
    expect(refused).toMatchObject({ error: 'unknown_day', where: 'from, until' })
    await read(dpo, '/api/access?until=2026-13-01', 422)
    await read(dpo, '/api/audit?from=0000-01-01', 422)
  })

  test('whose reach is their own sees their own acts alone, whoever they ask for', async () => {
    for (const path of ['/api/audit', `/api/audit?actor=${plane.admin.accountId}`, '/api/audit?q=set']) {
      const { rows, actors } = await read<AuditPage>(helpdesk, path)
      expect(rows.every(({ who }) => who.actor === helpdesk.accountId)).toBe(true)
      expect(actors.map(({ actor }) => actor)).toEqual([helpdesk.accountId])
    }
    expect((await read<AuditPage>(helpdesk, '/api/audit')).rows.map(({ act }) => act)).toEqual(['signed_in'])
    await read(helpdesk, '/api/audit/chain', 403)
    const refused = await askAs(helpdesk, '/api/audit/export', sameOrigin)
    expect(refused.status).toBe(403)
  })

  test('250 acts come in three pages, none twice, none left out', async () => {
    const actor = 'a-program'
    for (let made = 0; made < 250; made += 1) {
      const act = { at: plane.clock.now(), actor, act: 'sets_exported', subject: `page:${made}` } as const
      await plane.sql.begin(tx => recordAct(tx, act))
    }
    const sizes: number[] = []
    const seen = new Set<number>()
    for (let before: number | null = 1e9; before !== null; ) {
      const page: AuditPage = await read(dpo, `/api/audit?actor=${actor}&before=${before}`)
      for (const { no } of page.rows) seen.add(no)
      sizes.push(page.rows.length)
      before = page.next
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(seen.size).toBe(250)
  })
})

const sameOrigin = { headers: { 'sec-fetch-site': 'same-origin' } }

describe('taking the log along', () => {
  test('the file holds what the filter shows, formulas tamed, and taking it is an act', async () => {
    const subject = '=HYPERLINK("x")'
    const act = { at: plane.clock.now(), actor: 'server', act: 'sets_exported', subject } as const
    await plane.sql.begin(tx => recordAct(tx, act))
    const answer = await askAs(dpo, '/api/audit/export?act=sets_exported&actor=server', sameOrigin)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.csv"$/)
    const lines = (await answer.text()).split('\r\n')
    expect(lines[0]).toBe('number;when;who;what;subject;details;account;when (UTC);what (code)')
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`)
    expect(lines).toHaveLength(3)
    const [row] = (await read<AuditPage>(dpo, '/api/audit')).rows
    expect(row).toMatchObject({ act: 'audit_exported', who: { actor: dpo.accountId }, detail: { rows: 1 } })
  })

  test('every row of a long log comes, in order, and the export itself is not in it', async () => {
    const { rows: there } = await read<AuditChain>(dpo, '/api/audit/chain')
    const text = await (await askAs(dpo, '/api/audit/export?language=en', sameOrigin)).text()
    const numbers = text
      .split('\r\n')
      .slice(1, -1)
      .map(line => Number(line.split(',')[0]))
    expect(numbers).toEqual(Array.from({ length: there }, (_, index) => there - index))
  })

  test('only a page of Setwacht may ask for it', async () => {
    expect((await askAs(dpo, '/api/audit/export')).status).toBe(403)
  })

  test('who has not shown to be there for five minutes is asked to', async () => {
    plane.clock.move(6 * 60_000)
    const before = await newest()
    const answer = await askAs(dpo, '/api/audit/export', sameOrigin)
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: 'not_confirmed' }])
    expect(await newest()).toBe(before)
  })
})

test('who read what is told to who looks after it, and to a reader what they read themselves', async () => {
  const found = `account:${helpdesk.accountId}`
  await read(helpdesk, '/api/locations/SCH-KS-0001/contacts')
  await read(plane.admin, '/api/accounts?q=helpdesk')
  const everything = await read<AccessPage>(dpo, '/api/access')
  expect([...Compile(AccessPage).Errors(everything)]).toEqual([])
  expect(everything.rows.map(({ record }) => record)).toEqual([found, 'contacts:SCH-KS-0001'])
  expect(everything.actors).toHaveLength(2)
  const own = await read<AccessPage>(helpdesk, '/api/access')
  expect(own.rows.map(({ record }) => record)).toEqual(['contacts:SCH-KS-0001'])
  const searches = await read<AccessPage>(dpo, '/api/access?how=search&actor=nobody')
  expect(searches.rows).toEqual([])
})
