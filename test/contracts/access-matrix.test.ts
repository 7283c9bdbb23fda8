import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  needsConfirming,
  type PolicyName,
  policies,
  reachOf,
  roles,
} from '../../controlplane/people/rules.ts'
import type { DeclaredRoute } from '../../controlplane/platform/http/policies.ts'
import { everyRoute, rightRequest } from '../support/every-route.ts'
import type { RightRequest } from '../support/every-route-asked.ts'
import { type Ground, layGround } from '../support/every-route-ground.ts'
import { sendTo } from '../support/every-route-send.ts'
import type { SignedIn } from '../support/people.ts'
import { type Asker, openAsker, openAskers } from './access-askers.ts'
import { type Answered, type Asking, askingsOf, isAsExpected, isChange } from './access-askings.ts'

const neverDone = [
  'POST /api/duty/:id/give-back',
  'POST /api/sets/:label/ping',
  'POST /api/sets/:label/check',
  'GET /api/sign-in/provider',
  'GET /api/sign-in/confirm',
  'GET /api/sign-in/callback',
  'POST /api/mails/test',
]
/** These end the sign-in or the link that asks. */
const spending = ['POST /api/sign-out', 'POST /api/sign-in/link', 'POST /api/link/answer']

const keyOf = ({ method, url }: DeclaredRoute) => `${method} ${url}`

let ground: Ground
let askers: Asker[]

beforeAll(async () => {
  ground = await layGround()
  askers = await openAskers(ground)
})
afterAll(() => ground.plane.stop())

async function countActs(): Promise<number> {
  const [row] = await ground.plane.sql<{ count: number }[]>`select count(*)::int4 from audit_log`
  return row!.count
}

/** Makes the right request of a route for each, sends them at once, and counts the rows they leave in the audit log. */
async function sendAll(
  key: string,
  askings: Pick<Asking, 'asker' | 'whose' | 'method'>[],
): Promise<Answered[]> {
  const requests: (() => Promise<Omit<Answered, 'acts'>>)[] = []
  for (const { asker, whose, method } of askings) {
    const { person } = spending.includes(key) ? await openAsker(ground, asker.name) : asker
    const request = await rightRequest(key, { ground, asker: person, whose })
    requests.push(() => send(key, person, request, method))
  }
  const before = await countActs()
  const answers = await Promise.all(requests.map(one => one()))
  const acts = (await countActs()) - before
  return answers.map(answer => ({ ...answer, acts }))
}

async function send(key: string, person: SignedIn, request: RightRequest, method: string) {
  const leave = new AbortController()
  const answer = await sendTo(key, person, request, { signal: leave.signal, method })
  const { status, headers } = answer
  const isJson = method !== 'HEAD' && headers.get('content-type')?.startsWith('application/json')
  const body: unknown = isJson ? await answer.json() : undefined
  leave.abort()
  return status < 300 ? { status, answer: body } : { status, error: (body as { error?: string })?.error }
}

describe('nobody gets further than the table of policies says', () => {
  test('the running control plane serves the routes of the contracts as they say, and no others', () => {
    const served = ground.plane.routes.filter(({ method }) => method !== 'HEAD')
    expect(served.map(route => [keyOf(route), route.policy]).sort()).toEqual(
      Object.entries(everyRoute)
        .map(([key, { policy }]) => [key, policy])
        .sort(),
    )
    for (const { method, url, policy } of ground.plane.routes)
      if (method === 'HEAD') expect(everyRoute[`GET ${url}`]?.policy).toBe(policy)
  })

  test.each(Object.keys(everyRoute))('%s', async key => {
    const unexpected: unknown[] = []
    let done = 0
    const hasHead =
      !isChange(key) && ground.plane.routes.some(route => keyOf(route) === key.replace('GET', 'HEAD'))
    const askings = askingsOf(key, askers, hasHead)
    // What may change something goes alone, so that each is known to leave its own act; the rest goes at once.
    const alone = isChange(key) ? askings.filter(({ expected }) => expected === 'done') : []
    for (const batch of [askings.filter(one => !alone.includes(one)), ...alone.map(one => [one])]) {
      const answers = await sendAll(key, batch)
      for (const [order, answered] of answers.entries()) {
        const { asker, ...asking } = batch[order]!
        if (answered.status < 300) done += 1
        if (!isAsExpected(key, batch[order]!, answered))
          unexpected.push({ asker: asker.name, ...asking, ...answered })
      }
    }
    expect(unexpected).toEqual([])
    if (!neverDone.includes(key)) expect(done).toBeGreaterThan(0)
  })
})

test('what weighs more asks for a confirmation of the last five minutes', async () => {
  const weighty = Object.keys(everyRoute).filter(key => {
    const { policy } = everyRoute[key]!
    return Object.hasOwn(policies, policy) && needsConfirming(policy as PolicyName)
  })
  expect(weighty).toEqual(
    expect.arrayContaining([
      'PUT /api/accounts/:id/roles',
      'POST /api/devices/:id/revoke',
      'GET /api/sets/export',
    ]),
  )
  const long = await Promise.all(roles.map(name => openAsker(ground, name)))
  ground.plane.clock.move(301_000)
  for (const key of weighty) {
    const { policy } = everyRoute[key]!
    const may = long.filter(({ held }) => reachOf(held, policy as PolicyName) !== undefined)
    const method = key.slice(0, key.indexOf(' '))
    const answers = await sendAll(
      key,
      may.map(asker => ({ asker, whose: 'others', method })),
    )
    expect([key, answers]).toEqual([key, may.map(() => ({ status: 403, error: 'not_confirmed', acts: 0 }))])
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
