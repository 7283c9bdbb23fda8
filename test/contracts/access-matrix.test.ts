import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  needsConfirming,
  type PolicyName,
  policies,
  reachOf,
  roles,
} from '../../controlplane/people/rules.ts'
import type { DeclaredRoute } from '../../controlplane/platform/http/policies.ts'
import { everyRoute } from '../support/every-route.ts'
import { type Ground, layGround } from '../support/every-route-ground.ts'
import type { Whose } from '../support/every-route-makers.ts'
import { sendTo } from '../support/every-route-send.ts'
import { type SignedIn, signInAs } from '../support/people.ts'
import { type Asker, isHopeless, openAsker, openAskers } from './access-askers.ts'

/** Why somebody who may ask is told no by the right request all the same. */
const refuses: Record<string, number[]> = {
  'POST /api/sets/:label/ping': [409], // no set is connected
  'GET /api/sign-in/provider': [404], // none is set
  'GET /api/sign-in/confirm': [409], // signed in by a link
  'GET /api/sign-in/callback': [302], // leads to the page, with why
  'PUT /api/accounts/:id/roles': [409], // nobody changes their own
  'POST /api/accounts/:id/disable': [409],
  'POST /api/duty/:id/take-over': [409], // one's own, or not for the helpdesk
  'POST /api/duty/own': [409], // an administrator alone has no duty
  'GET /api/audit/chain': [403], // made of everybody's rows
  'POST /api/sign-in/link': [429], // ten a minute
}
const neverDone = [
  'POST /api/sets/:label/ping',
  'GET /api/sign-in/provider',
  'GET /api/sign-in/confirm',
  'GET /api/sign-in/callback',
]
/** Any day can be named. */
const neverMissing = ['PUT /api/closed-days/:day']
/** These end the sign-in that asks. */
const spending = ['POST /api/sign-out', 'POST /api/sign-in/link']

let ground: Ground
let askers: Asker[]

beforeAll(async () => {
  ground = await layGround()
  askers = await openAskers(ground)
})
afterAll(() => ground.plane.stop())

const keyOf = ({ method, url }: DeclaredRoute) => `${method} ${url}`
const routeOf = (key: string) => ground.plane.routes.find(route => keyOf(route) === key)!

type Answered = { status: number; error: string | undefined; acts: number }

/** Sends the right request of a route as somebody, and counts the rows it leaves in the audit log. */
async function send(key: string, person: SignedIn, whose: Whose, method?: string): Promise<Answered> {
  const request = await everyRoute[key]!({ ground, asker: person, whose })
  const before = await countActs()
  const leave = new AbortController()
  const answer = await sendTo(key, person, request, { signal: leave.signal, ...(method && { method }) })
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') && answer.status >= 400
  const text = isJson && method !== 'HEAD' ? await answer.text() : '{}'
  leave.abort()
  const { error } = JSON.parse(text) as { error?: string }
  return { status: answer.status, error, acts: (await countActs()) - before }
}

async function countActs(): Promise<number> {
  const [row] = await ground.plane.sql<{ count: number }[]>`select count(*)::int4 from audit_log`
  return row!.count
}

/** What the table of policies says that must come of it. */
function expectedOf({ policy, url }: DeclaredRoute, { held, name }: Asker, whose: Whose) {
  if (policy === 'public' || policy === 'machine') return 'done'
  if (isHopeless(name)) return 'signed_out'
  const reach = reachOf(held, policy as PolicyName)
  if (reach === undefined) return 'not_allowed'
  if (whose === 'missing') return 'unknown'
  return reach === 'own' && url.includes(':') && whose === 'others' ? 'unknown' : 'done'
}

const statusOf = { signed_out: [401], not_allowed: [403], unknown: [404] }

function isAsExpected(
  key: string,
  expected: ReturnType<typeof expectedOf>,
  { status, error, acts }: Answered,
) {
  const isRead = /^(GET|HEAD)/.test(key)
  const isDone = status >= 200 && status < 300
  if (!isRead && (isDone ? acts === 0 : acts > 0)) return false
  if (expected === 'done') return isDone || refuses[key]?.includes(status) === true
  if (expected === 'unknown') return status === 404
  return statusOf[expected].includes(status) && (error === undefined || error === expected)
}

describe('nobody gets further than the table of policies says', () => {
  test('every route of the running control plane is tried, and no others', () => {
    const routes = ground.plane.routes.map(keyOf).filter(key => !key.startsWith('HEAD '))
    expect(Object.keys(everyRoute).sort()).toEqual([...new Set(routes)].sort())
    for (const { method, url } of ground.plane.routes)
      if (method === 'HEAD') expect(everyRoute).toHaveProperty([`GET ${url}`])
  })

  test.each(Object.keys(everyRoute))('%s', async key => {
    const route = routeOf(key)
    const canMiss = route.url.includes(':') && !neverMissing.includes(key)
    const objects: Whose[] = canMiss ? ['own', 'others', 'missing'] : ['own']
    const methods = ground.plane.routes
      .filter(
        ({ url, method }) =>
          url === route.url && (method === route.method || (method === 'HEAD' && route.method === 'GET')),
      )
      .map(({ method }) => method)
    const unexpected: unknown[] = []
    let done = 0
    for (const asker of askers) {
      for (const whose of objects) {
        for (const method of methods) {
          const { person } = spending.includes(key) ? await openAsker(ground, asker.name) : asker
          const expected = expectedOf(route, asker, whose)
          const answered = await send(key, person, whose, method)
          if (answered.status < 300) done += 1
          if (!isAsExpected(key, expected, answered))
            unexpected.push({ asker: asker.name, whose, method, expected, ...answered })
        }
      }
    }
    expect(unexpected).toEqual([])
    if (!neverDone.includes(key)) expect(done).toBeGreaterThan(0)
  })
})

test('what weighs more asks for a confirmation of the last five minutes', async () => {
  const weighty = ground.plane.routes.filter(
    ({ policy, method }) =>
      method !== 'HEAD' && Object.hasOwn(policies, policy) && needsConfirming(policy as PolicyName),
  )
  expect(weighty.map(keyOf)).toEqual(
    expect.arrayContaining([
      'PUT /api/accounts/:id/roles',
      'POST /api/devices/:id/revoke',
      'GET /api/sets.csv',
    ]),
  )
  for (const route of weighty) {
    for (const role of roles.filter(one => reachOf([one], route.policy as PolicyName) !== undefined)) {
      const person = await signInAs(ground.plane, role)
      await ground.plane.sql`
        update sign_ins set confirmed_at = now() - interval '301 seconds' where account_id = ${person.accountId}`
      expect(await send(keyOf(route), person, 'others')).toEqual({
        status: 403,
        error: 'not_confirmed',
        acts: 0,
      })
    }
  }
})

test('what programs on this machine ask is not answered through a proxy', async () => {
  const machines = ground.plane.routes.filter(({ policy }) => policy === 'machine')
  expect(machines.length).toBeGreaterThan(0)
  for (const { url, method } of machines) {
    const answer = await fetch(`${ground.plane.httpUrl}${url}`, {
      method,
      headers: { 'x-forwarded-for': '192.0.2.7' },
    })
    expect([url, answer.status]).toEqual([url, 403])
  }
})
