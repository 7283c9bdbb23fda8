import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Nudge } from '../../controlplane/overview/nudge/api.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { workUntil } from '../support/long-sign-in.ts'
import { type Heard, nudgesIn, openStream, type Stream } from '../support/nudge-stream.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** What a stream may still live after its sign-in has ended. */
const closedMs = 2_000
const minuteMs = 60_000

let plane: TestControlPlane<HeldClock>
beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
})
afterAll(() => plane.stop())

const namesOf = (heard: readonly Heard[], kind: keyof Nudge) =>
  nudgesIn(heard).flatMap(nudge => nudge[kind] ?? [])

describe('a stream ends with its sign-in', () => {
  const signInOf = async ({ accountId }: SignedIn) => {
    const [row] = await plane.sql<{ id: string }[]>`
      select id from sign_ins where account_id = ${accountId} and ended_at is null order by created_at desc limit 1`
    return row!.id
  }
  const decide = (person: SignedIn, what: string, body = {}, method: 'POST' | 'PUT' = 'POST') =>
    tellAs(plane.admin, `/api/accounts/${person.accountId}/${what}`, body, method)

  async function endsBy(role: Role, end: (person: SignedIn) => unknown): Promise<void> {
    const person = await signInAs(plane, role)
    const stream = await openStream(person)
    await end(person)
    await until('the stream is closed', () => stream.closed, closedMs)
    expect(stream.heard.at(-1)?.event).toBe('signed_out')
    expect((await openStream(person)).status).toBe(401)
  }

  // Each person waits for the same look at all streams.
  test.concurrent.each<[string, Role, (person: SignedIn) => Promise<unknown>]>([
    ['when the person signs out', 'helpdesk', person => tellAs(person, '/api/sign-out')],
    [
      'when an administrator ends it',
      'logistics',
      async person => tellAs(plane.admin, `/api/sign-ins/${await signInOf(person)}`, {}, 'DELETE'),
    ],
    ['when the account is shut', 'policy', person => decide(person, 'disable')],
    ['when the account has no role left', 'dpo', person => decide(person, 'roles', { roles: [] }, 'PUT')],
  ])('%s, within two seconds and with a word', (_name, role, end) => endsBy(role, end))

  test('when the roles are others, without the word: the page asks again', async () => {
    const person = await signInAs(plane, 'helpdesk')
    const stream = await openStream(person)
    const stays = await openStream(plane.admin)
    await decide(person, 'roles', { roles: ['helpdesk', 'lead'] }, 'PUT')
    await until('the stream is closed', () => stream.closed, closedMs)
    expect(stream.heard.map(({ event }) => event)).not.toContain('signed_out')
    const again = await openStream(person)
    expect([again.status, stays.closed]).toEqual([200, false])
    again.stop()
    stays.stop()
  })

  test('and never keeps it alive', async () => {
    const person = await signInAs(plane, 'helpdesk')
    plane.clock.move(10 * minuteMs)
    const usedAt = () => plane.sql`select used_at from sign_ins where account_id = ${person.accountId}`
    const before = await usedAt()
    const stream = await openStream(person)
    expect(await usedAt()).toEqual(before)
    stream.stop()
    await askAs(person, '/api/me')
    expect(await usedAt()).not.toEqual(before)
  })

  test('one browser holds at most twenty', async () => {
    const person = await signInAs(plane, 'helpdesk')
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(person)))
    expect((await openStream(person)).status).toBe(503)
    const other = await openStream(plane.admin)
    expect(other.status).toBe(200)
    for (const { stop } of [...streams, other]) stop()
    await until('there is room again', async () => {
      const stream = await openStream(person)
      stream.stop()
      return stream.status === 200
    })
  })

  test('and no other does: one that is opened while it is looked which have ended stays', async () => {
    const [idle, comes] = [await signInAs(plane, 'counsellor'), await signInAs(plane, 'logistics')]
    const ends = await openStream(idle)
    let stream: Stream | undefined
    await plane.sql.begin(async tx => {
      // Of who is idle it is asked whether they are on duty.
      await tx`lock table duties in access exclusive mode`
      plane.clock.move(29 * minuteMs)
      await askAs(comes, '/api/me')
      plane.clock.move(minuteMs)
      const waits = () => tx`select from pg_locks where relation = 'duties'::regclass and not granted`
      await until('it is looked which have ended', async () => (await waits()).length > 0)
      stream = await openStream(comes)
    })
    await until('the other is closed', () => ends.closed, closedMs)
    expect([stream?.closed, stream?.heard.map(({ event }) => event)]).toEqual([false, ['beat']])
    stream?.stop()
  })

  test('after half an hour without use, within two seconds and with a word', () =>
    endsBy('counsellor', () => plane.clock.move(30 * minuteMs)))

  test('after ten hours, within two seconds and with a word', () =>
    endsBy('lead', async person => {
      await workUntil(plane, person, minuteMs)
      plane.clock.move(minuteMs)
    }))
})

test('everybody hears as far as they may see', async () => {
  await plane.sql`update accounts set disabled_at = null, roles = array[subject]`
  const people = Object.fromEntries(
    await Promise.all(
      (['admin', 'helpdesk', 'counsellor', 'policy'] as const).map(
        async role => [role, await signInAs(plane, role)] as const,
      ),
    ),
  ) as Record<'admin' | 'helpdesk' | 'counsellor' | 'policy', SignedIn>
  const { admin, helpdesk, counsellor, policy } = people
  await registerPairs(admin, 2)
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = 'T-2026-0002'`
  const streams = {
    admin: await openStream(admin),
    helpdesk: await openStream(helpdesk),
    counsellor: await openStream(counsellor),
    policy: await openStream(policy),
  }

  // Devices of four sets are returned one after another, the last of them the counsellor's own.
  const labels = ['HS-0001', 'KS-0001', 'HS-0002', 'KS-0002']
  await plane.sql`update devices set state = 'active'`
  for (const label of labels) {
    const [device] = await plane.sql<{ id: string }[]>`
      select d.id from devices d join sets s on s.id = d.set_id where s.label = ${label}`
    expect((await tellAs(admin, `/api/devices/${device!.id}/return`)).status).toBe(200)
    await until(`the administrator hears of ${label}`, () =>
      namesOf(streams.admin.heard, 'device').includes(label),
    )
  }
  await until('the counsellor hears of the last', () =>
    namesOf(streams.counsellor.heard, 'device').includes('KS-0002'),
  )
  expect(namesOf(streams.helpdesk.heard, 'device')).toEqual(labels)
  expect(namesOf(streams.counsellor.heard, 'device')).toEqual(['HS-0002', 'KS-0002'])

  // People and duty concern whom they concern.
  await post(admin, '/api/sets', [{ label: 'KS-0900', kind: 'school', components: [] }])
  const lead = await signInAs(plane, 'lead')
  const mornings = { account: helpdesk.accountId, day: '2026-09-01', from: '08:00', until: '12:00' }
  expect((await tellAs(lead, '/api/duty', mornings)).status).toBe(200)
  expect(
    (await tellAs(admin, `/api/accounts/${lead.accountId}/roles`, { roles: ['policy'] }, 'PUT')).status,
  ).toBe(200)
  expect((await tellAs(admin, `/api/accounts/${policy.accountId}/disable`)).status).toBe(200)
  await until('the stream of the shut account is closed', () => streams.policy.closed, closedMs)
  await until('the administrator hears of both', () => namesOf(streams.admin.heard, 'people').length === 2)
  expect(namesOf(streams.helpdesk.heard, 'people')).toEqual([])
  expect(namesOf(streams.helpdesk.heard, 'duty')).toHaveLength(1)
  expect(namesOf(streams.counsellor.heard, 'registered')).not.toContain('KS-0900')
  const ofPolicy = nudgesIn(streams.policy.heard)
  expect(ofPolicy.every(nudge => Object.keys(nudge).join() === 'people')).toBe(true)
  expect(namesOf(streams.policy.heard, 'people')).toEqual(ofPolicy.length > 0 ? [policy.accountId] : [])
  for (const { stop } of Object.values(streams)) stop()
})
