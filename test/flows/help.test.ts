import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HelpCase, HelpCases } from '../../controlplane/help/api.ts'
import { purgeHelp } from '../../controlplane/help/purge/actions.ts'
import type { HelpBody } from '../../protocol/help.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { addAccount, openSignInOf } from '../support/every-route-ground.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

let plane: TestControlPlane<HeldClock>
let lieve: SignedIn
let noor: SignedIn
let pair: RegisteredPair
let set: HandSet
let pairs = 0
let seq = 0

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  lieve = await signInAsNamed('Lieve')
  noor = await signInAsNamed('Noor')
})
afterAll(() => plane.stop())

/** Each test has a pair of its own. */
beforeEach(async () => {
  pairs += 1
  pair = (await registerPairs(plane.admin, 1, { first: pairs }))[0]!
  set = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: plane.mqttPort })
  seq = 0
  await set.hello({}, ago(0))
  return () => set.goodbye()
})

async function signInAsNamed(name: string): Promise<SignedIn> {
  const accountId = await addAccount(plane, name, ['helpdesk'])
  const { token } = await openSignInOf(plane, accountId)
  return { httpUrl: plane.httpUrl, cookie: `__Host-setwacht=${token}`, accountId }
}

/** As a set that has run for twenty days says it, so long before now. */
const ago = (ms: number) => ({ up: Math.round(performance.now()) + 20 * dayMs - ms })
async function press(body: Partial<HelpBody> = {}, over: object = {}): Promise<string> {
  const sent = {
    press: randomUUID(),
    picture: 'see',
    by: 'child',
    language: 'nl',
    withdrawn: false,
    ...body,
  } as const
  seq += 1
  await set.send('help', seq, sent, { ...ago(0), ...over })
  await set.acknowledges(seq)
  return sent.press
}
const casesOf = async (path: string, person = lieve): Promise<HelpCase[]> =>
  ((await (await askAs(person, path)).json()) as HelpCases).cases
const open = async (person = lieve) =>
  (await casesOf('/api/help', person)).filter(one => one.set === pair.home.label)
const ofSet = () => casesOf(`/api/sets/${pair.home.label}/help`)
const act = (person: SignedIn, { id }: Pick<HelpCase, 'id'>, what: string, body: object = {}) =>
  tellAs(person, `/api/help/${id}/${what}`, body)
const told = (of: string) => set.helpStates.filter(({ press: one }) => one === of).map(({ state }) => state)
const tellsLast = (of: string, state: string) =>
  until(`the set hears ${state}`, () => told(of).at(-1) === state)

test('somebody presses, a person opens it, takes it and closes it, and the set hears each step', async () => {
  const id = await press()
  await tellsLast(id, 'arrived')
  const [one] = await open()
  expect(one).toMatchObject({
    kind: 'home',
    trajectory: pair.trajectory,
    picture: 'see',
    by: 'child',
    presses: 1,
    seenAt: null,
  })
  expect((await act(lieve, one!, 'see')).status).toBe(200)
  expect((await act(noor, one!, 'see')).status).toBe(200)
  await tellsLast(id, 'seen')
  expect((await act(lieve, one!, 'take')).status).toBe(200)
  await tellsLast(id, 'taken')
  expect((await open())[0]?.takenBy?.firstName).toBe('Lieve')
  expect((await act(lieve, one!, 'close', { outcome: 'solved' })).status).toBe(200)
  await tellsLast(id, 'closed')
  expect(told(id)).toEqual(['arrived', 'seen', 'taken', 'closed'])
  expect(await open()).toEqual([])
  expect((await ofSet())[0]).toMatchObject({ outcome: 'solved', closedBy: { firstName: 'Lieve' } })
  const acts = await plane.sql<{ act: string }[]>`
    select act from audit_log where subject = ${`set:${pair.home.label}`} order by no`
  expect(acts.map(row => row.act)).toEqual(['help_seen', 'help_taken', 'help_closed'])
})

test('of two people who take it at once one has it, and the other is told so', async () => {
  await press()
  const [one] = await open()
  const answers = await Promise.all([lieve, noor].map(person => act(person, one!, 'take')))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const [refused] = answers.filter(({ status }) => status === 409)
  expect(await refused!.json()).toMatchObject({ error: 'help_taken' })
  const rows =
    await plane.sql`select from audit_log where act = 'help_taken' and detail like ${`%${one!.id}%`}`
  expect(rows).toHaveLength(1)
})

test('who took it gives it back, and a closing is taken back within a minute', async () => {
  const id = await press()
  const [one] = await open()
  await act(lieve, one!, 'take')
  expect((await act(lieve, one!, 'give-back')).status).toBe(200)
  await tellsLast(id, 'seen')
  expect((await act(lieve, one!, 'give-back')).status).toBe(409)
  await act(noor, one!, 'take')
  await act(noor, one!, 'close', { outcome: 'other' })
  await tellsLast(id, 'closed')
  expect((await act(noor, one!, 'reopen')).status).toBe(200)
  await tellsLast(id, 'taken')
  await act(noor, one!, 'close', { outcome: 'other' })
  await press()
  expect(await (await act(noor, one!, 'reopen')).json()).toMatchObject({ error: 'help_too_late' })
})

test('more presses join what is open, and after it was closed a press opens a new one', async () => {
  const first = await press({}, ago(2000))
  const second = await press({ picture: 'hear', by: 'teacher' })
  const [one, ...others] = await open()
  expect(others).toEqual([])
  expect(one).toMatchObject({ presses: 2, picture: 'hear', by: 'teacher' })
  await act(lieve, one!, 'close', { outcome: 'not_needed' })
  for (const id of [first, second]) await tellsLast(id, 'closed')
  await press()
  expect((await open())[0]?.id).not.toBe(one!.id)
  expect(await ofSet()).toHaveLength(2)
})

test('it works again before a person took it: nobody is asked any more, in whatever order that arrives', async () => {
  const id = await press()
  await press({ press: id, withdrawn: true })
  expect(await open()).toEqual([])
  const later = randomUUID()
  await press({ press: later, withdrawn: true }, ago(1000))
  await press({ press: later }, ago(2000))
  expect(await open()).toEqual([])
  expect((await ofSet()).map(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([true, true])
  expect(told(later)).toEqual([])
})

test('one of two presses that is taken back leaves the other; after it was taken it is only noted', async () => {
  const [first, second] = [await press(), await press()]
  await press({ press: first, withdrawn: true })
  const [one] = await open()
  expect(one?.worksAgainAt).toBeNull()
  await act(lieve, one!, 'take')
  await press({ press: second, withdrawn: true })
  expect((await open())[0]?.worksAgainAt).not.toBeNull()
})

test('a press that was made an hour ago asks for somebody all the same, and says how old it is', async () => {
  await press({}, ago(60 * minuteMs))
  const [one] = await open()
  expect(one!.openedAt - one!.pressedAt).toBeGreaterThan(59 * minuteMs)
})

test('a set that was away hears at its hello how far its press is, and the same press twice is one', async () => {
  const id = await press()
  await tellsLast(id, 'arrived')
  const [one] = await open()
  await set.goodbye()
  await act(lieve, one!, 'take')
  set = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: plane.mqttPort, connection: 2 })
  await set.hello({}, ago(0))
  await tellsLast(id, 'taken')
  await press({ press: id })
  expect((await open())[0]?.presses).toBe(1)
})

test('a set cannot take back the press of another', async () => {
  const id = await press()
  const other = await connectHandSet({ deviceId: pair.school.deviceId, mqttPort: plane.mqttPort })
  await other.hello()
  await other.send('help', 1, { press: id, picture: 'see', by: 'child', language: 'nl', withdrawn: true })
  await other.acknowledges(1)
  expect((await open())[0]?.worksAgainAt).toBeNull()
  await other.goodbye()
})

test('a set names who helps only while that person agrees to it', async () => {
  const agree = (isShown: boolean) => tellAs(lieve, '/api/me/first-name', { isShown }, 'PUT')
  const id = await press()
  const [one] = await open()
  await act(lieve, one!, 'take')
  await tellsLast(id, 'taken')
  const names = () => set.helpStates.filter(({ state }) => state === 'taken').map(({ by }) => by)
  expect(names()).toEqual([undefined])
  expect((await agree(true)).status).toBe(200)
  expect(await (await askAs(lieve, '/api/me')).json()).toMatchObject({ account: { isFirstNameShown: true } })
  await until('the name', () => names().at(-1) === 'Lieve')
  await agree(false)
  await until('no name', () => names().at(-1) === undefined)
})

test('a counsellor sees who asks in their own trajectories and takes nothing; a wall sees no names', async () => {
  const counsellor = await signInAs(plane, 'counsellor')
  await press()
  const [one] = await open()
  await act(lieve, one!, 'take')
  expect(await open(counsellor)).toEqual([])
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = ${pair.trajectory}`
  expect((await open(counsellor))[0]?.takenBy?.firstName).toBe('Lieve')
  expect((await act(counsellor, one!, 'close', { outcome: 'solved' })).status).toBe(403)
  const wall = await signInAs(plane, 'wall')
  expect((await open(wall))[0]?.takenBy).toEqual({ account: expect.stringMatching(/^[0-]+$/), firstName: '' })
})

test('presses and cases are forgotten after 90 days', async () => {
  await press()
  const count = async () => {
    const [row] = await plane.sql`
      select (select count(*)::int4 from help_cases) as cases, (select count(*)::int4 from help_presses) as presses`
    return row
  }
  await purgeHelp(plane.sql, plane.clock.now() + 89 * dayMs)
  expect(await open()).toHaveLength(1)
  await purgeHelp(plane.sql, plane.clock.now() + 90 * dayMs + 1)
  expect(await count()).toEqual({ cases: 0, presses: 0 })
})
