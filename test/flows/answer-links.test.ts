import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type AnswerLink,
  endLinksOf,
  issueAnswerLink,
  purgeLinks,
} from '../../controlplane/people/link/actions.ts'
import type { LinkedQuestion } from '../../controlplane/people/link/api.ts'
import { findLinkAnswers } from '../../controlplane/people/link/queries.ts'
import { linkHours } from '../../controlplane/people/link/rules.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { digestOf } from '../support/table-digests.ts'
import { findInTables } from '../support/traces.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let plane: TestControlPlane<HeldClock>
let tickets = 0
let object: string

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
})
afterAll(() => plane.stop())
beforeEach(async () => {
  tickets += 1
  object = `ticket:M-${tickets}`
  // Of the tests before.
  await plane.sql`delete from rate_counts`
})

const issue = (over: Partial<AnswerLink> = {}) => {
  const asked = { object, audience: 'school', question: 'works_again', language: 'nl', ...over } as const
  return plane.sql.begin(tx => issueAnswerLink(tx, asked, plane.clock.now()))
}
const look = (token: string) => fetch(`${plane.httpUrl}/api/link`, { headers: { 'setwacht-link': token } })
const press = (token: string, answer = 'yes', headers: Record<string, string> = {}) =>
  fetch(`${plane.httpUrl}/api/link/answer`, {
    method: 'POST',
    headers: {
      'setwacht-link': token,
      'content-type': 'application/json',
      origin: plane.httpUrl,
      ...headers,
    },
    body: JSON.stringify({ answer }),
  })
/** Everything that a browser gets, but for when. */
const whole = async (answer: Response) => ({
  status: answer.status,
  headers: [...answer.headers].filter(([name]) => !/^(date|x-ratelimit-.*|retry-after)$/.test(name)),
  body: await answer.text(),
})

test('a link shows its question in codes, answers once, and leaves a row in the log', async () => {
  const token = await issue()
  expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
  const shown = await look(token)
  expect(shown.headers.get('cache-control')).toBe('no-store')
  expect(shown.headers.get('referrer-policy')).toBe('no-referrer')
  expect(shown.headers.get('set-cookie')).toBeNull()
  const question: LinkedQuestion = {
    question: 'works_again',
    answers: ['yes', 'no', 'unknown'],
    language: 'nl',
  }
  expect(await shown.json()).toEqual(question)
  expect(await (await press(token, 'no')).json()).toEqual({ done: true })
  const acts = await plane.sql<{ actor: string; detail: string }[]>`
    select actor, detail from audit_log where act = 'link_used' and subject = ${object}`
  expect(acts).toMatchObject([{ actor: 'school' }])
  expect(JSON.parse(acts[0]!.detail)).toMatchObject({ question: 'works_again', answer: 'no' })
  const { link } = JSON.parse(acts[0]!.detail)
  expect(await findLinkAnswers(plane.sql, [link])).toEqual([
    {
      ...{ id: link, object, audience: 'school', question: 'works_again' },
      ...{ answer: 'no', answeredAt: plane.clock.now() },
    },
  ])
})

test('of many who press at once one answers', async () => {
  const token = await issue()
  const answers = await Promise.all(['yes', 'no', 'unknown', 'yes', 'no'].map(one => press(token, one)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404, 404])
  expect(await plane.sql`select from audit_log where act = 'link_used' and subject = ${object}`).toHaveLength(
    1,
  )
})

test('looking changes nothing, however often and by whatever method', async () => {
  const token = await issue()
  const before = await digestOf(plane)
  const tries = ['GET', 'HEAD', 'GET'].map(method =>
    fetch(`${plane.httpUrl}/api/link`, { method, headers: { 'setwacht-link': token } }),
  )
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await digestOf(plane)).toEqual(before)
  expect((await press(token)).status).toBe(200)
})

test('used, taken back, replaced, too old, or never there: the answer is the same to the letter', async () => {
  const used = await issue({ object: `${object}-a` })
  await press(used)
  const replaced = await issue()
  const newer = await issue()
  const taken = await issue({ object: `${object}-b` })
  await plane.sql.begin(tx => endLinksOf(tx, `${object}-b`, plane.clock.now()))
  const old = await issue({ object: `${object}-c` })
  plane.clock.move(linkHours * hourMs - 1)
  expect((await look(old)).status).toBe(200)
  plane.clock.move(1)
  const dead = [used, replaced, taken, old, newer, 'A'.repeat(22)]
  const looked = await Promise.all(dead.map(async token => whole(await look(token))))
  const pressed = await Promise.all(dead.map(async token => whole(await press(token))))
  expect(new Set([...looked, ...pressed].map(one => JSON.stringify(one))).size).toBe(1)
  expect(looked[0]).toMatchObject({ status: 404 })
})

test('a new link ends the one before for the same object and audience, and no other', async () => {
  const [first, ict, other] = [
    await issue(),
    await issue({ audience: 'ict' }),
    await issue({ object: `${object}-x` }),
  ]
  const second = await issue()
  const found = await Promise.all([first, second, ict, other].map(async token => (await look(token)).status))
  expect(found).toEqual([404, 200, 200, 200])
})

test('an answer that the question does not offer is refused, and the link still works', async () => {
  const token = await issue({ question: 'works_again' })
  expect(await (await press(token, 'later')).json()).toMatchObject({ error: 'link_over' })
  expect((await press(token, 'maybe')).status).toBe(400)
  expect((await press(token, 'yes', { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await press(token)).status).toBe(200)
})

test('a token counts in its header alone, and is kept nowhere', async () => {
  const token = await issue()
  for (const path of [`/api/link?token=${token}`, `/api/link/${token}`])
    expect((await fetch(`${plane.httpUrl}${path}`)).status).toBe(404)
  const cookie = { cookie: `setwacht-link=${token}` }
  expect((await fetch(`${plane.httpUrl}/api/link`, { headers: cookie })).status).toBe(404)
  expect(await findInTables(plane.sql, [token])).toEqual([])
})

test('who is signed in gets no further without a link', async () => {
  const { cookie } = plane.admin
  expect((await fetch(`${plane.httpUrl}/api/link`, { headers: { cookie } })).status).toBe(404)
  expect((await press('A'.repeat(22), 'yes', { cookie })).status).toBe(404)
})

test('a link is tried thirty times a minute, and an address a hundred and twenty times', async () => {
  const [busy, calm] = [await issue(), await issue({ object: `${object}-x` })]
  const statuses = async (token: string, count: number) => {
    const answers = await Promise.all([...Array(count)].map(() => look(token)))
    return Object.entries(Object.groupBy(answers, ({ status }) => status)).map(([status, all]) => [
      Number(status),
      all!.length,
    ])
  }
  expect(await statuses(busy, 40)).toEqual([
    [200, 30],
    [429, 10],
  ])
  expect((await look(calm)).status).toBe(200)
  const guesses = await statuses('B'.repeat(22), 100)
  expect(guesses).toEqual([
    [404, 79],
    [429, 21],
  ])
})

test('links are forgotten thirty days after they end by themselves', async () => {
  await issue()
  const count = async () => (await plane.sql`select from links where object = ${object}`).length
  const end = plane.clock.now() + linkHours * hourMs
  await purgeLinks(plane.sql, end + 30 * dayMs)
  expect(await count()).toBe(1)
  await purgeLinks(plane.sql, end + 30 * dayMs + 1)
  expect(await count()).toBe(0)
})
