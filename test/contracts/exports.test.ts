import { afterAll, beforeAll, expect, test } from 'vitest'
import { contracts } from '../../controlplane/contracts.ts'
import { confirmedMinutes, needsConfirming, type PolicyName } from '../../controlplane/people/rules.ts'
import type { Contract } from '../../controlplane/platform/http/api.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'

const files = Object.entries<Contract>(contracts)
  .filter(([, { as }]) => as === 'file')
  .map(([key, { policy }]) => ({ path: key.split(' ')[1]!, policy: policy as PolicyName }))
/** What is asked along where the route wants it. */
const queries = ['', '?as=csv', '?as=xlsx']
const headers = { 'sec-fetch-site': 'same-origin' }

let plane: TestControlPlane<HeldClock>

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  const [pair] = await registerPairs(plane.admin, 1)
  const place = { code: 'SCH-EXP', name: 'De Eik', kind: 'school', municipality: 'Mol', provider: null }
  await post(plane.admin, '/api/locations', [place])
  const week = [[1, 540, 720]]
  await tellAs(plane.admin, `/api/trajectories/${pair!.trajectory}/timetable`, { week }, 'PUT')
})
afterAll(() => plane.stop())

const exports = async () =>
  (
    await plane.sql<{ act: string }[]>`select act from audit_log where act like '%\_exported' order by no`
  ).map(({ act }) => act)

async function take(path: string): Promise<Response> {
  const answers = await Promise.all(queries.map(query => askAs(plane.admin, path + query, { headers })))
  return answers.find(({ status }) => status !== 400)!
}

test('there are files to take along', () => expect(files.length).toBeGreaterThanOrEqual(5))

test.each(files)('who takes $path along is written down', async ({ path }) => {
  const before = (await exports()).length
  expect((await take(path)).status).toBe(200)
  expect((await exports()).length).toBeGreaterThan(before)
})

test.each(files)('$path goes to nobody who did not just prove to be there', async ({ path, policy }) => {
  expect(needsConfirming(policy)).toBe(true)
  plane.clock.move(confirmedMinutes * 60_000 + 1)
  const before = await exports()
  const answer = await take(path)
  expect([answer.status, await answer.json()]).toMatchObject([403, { error: 'not_confirmed' }])
  expect(await exports()).toEqual(before)
})
