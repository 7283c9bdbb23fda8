import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { IncidentDetail, IncidentNow } from '../../controlplane/signals/incident/api.ts'
import { brussels } from '../support/clock.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import {
  camera,
  minuteMs,
  noCamera,
  openSignalGround,
  type SignalGround,
  type SignalSet,
} from './signal-ground.ts'

let ground: SignalGround
let lieve: SignedIn
let noor: SignedIn
let pair: RegisteredPair
let set: SignalSet

beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 12)
})
afterAll(() => ground.stop())

/** Each test has a class set of its own, whose camera is gone since more than a minute. */
beforeEach(async () => {
  pair = ground.pairs.pop()!
  set = await ground.connect(pair, 'school')
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  lieve = await ground.person('Lieve', ['helpdesk'])
  noor = await ground.person('Noor', ['helpdesk'])
  return () => set.goodbye()
})

const now = () => ground.plane.clock.now()
const listed = async (who = lieve) => (await ground.read<{ rows: IncidentNow[] }>(who, '/api/incidents')).rows
const own = async (who = lieve): Promise<IncidentNow | undefined> =>
  (await listed(who)).find(({ about }) => about.name === pair.trajectory)
const detail = (id: string, who = lieve) => ground.read<IncidentDetail>(who, `/api/incidents/${id}`)
const act = (who: SignedIn, { id }: { id: string }, what: string, body: object = {}) =>
  tellAs(who, `/api/incidents/${id}/${what}`, body)
const refusalOf = async (answer: Response) => ((await answer.json()) as { error?: string }).error
const loggedActs = async () =>
  (
    await ground.plane.sql<{ act: string }[]>`
      select act from audit_log where subject = ${`trajectory:${pair.trajectory}/picture`} order by no`
  ).map(row => row.act)

test('what goes wrong stands in the list with its ticket, and with its signals where one looks closer', async () => {
  const one = (await own())!
  expect(one).toMatchObject({
    about: { kind: 'trajectory', name: pair.trajectory },
    family: 'picture',
    symptom: 'camera',
    state: 'open',
    severity: 3,
    reason: 'ticket',
    isStorm: false,
    owner: null,
  })
  const [ticket] = await ground.plane.sql<{ no: number }[]>`
    select no from tickets where incident_id = ${one.id}`
  expect(one.ticket).toBe(ticket!.no)
  const { signals, commands, affected } = await detail(one.id)
  expect(signals).toMatchObject([
    {
      rule: 'camera',
      set: pair.school.label,
      side: 'school',
      state: 'active',
      evidence: { cameras: 'absent' },
    },
  ])
  expect(affected).toEqual([])
  expect(Object.fromEntries(commands.map(({ command, refusal }) => [command, refusal]))).toEqual({
    acknowledge: null,
    release: 'incident_not_taken',
    mute: null,
    unmute: 'incident_not_muted',
    resolve: 'incident_active',
    tell: 'incident_no_storm',
    move: 'incident_no_storm',
  })
})

test('who looks at it has it until the day of school ends, and a colleague is told so', async () => {
  const one = (await own())!
  expect((await act(lieve, one, 'acknowledge')).status).toBe(200)
  expect(await own(noor)).toMatchObject({
    state: 'acknowledged',
    owner: { firstName: 'Lieve' },
    acknowledgedUntil: brussels('2026-11-23T17:00'),
  })
  expect(await refusalOf(await act(noor, one, 'acknowledge'))).toBe('incident_taken')
  expect((await act(lieve, one, 'release')).status).toBe(200)
  expect(await refusalOf(await act(lieve, one, 'release'))).toBe('incident_not_taken')
  expect((await act(noor, one, 'acknowledge')).status).toBe(200)
  expect(await loggedActs()).toEqual(['incident_acknowledged', 'incident_released', 'incident_acknowledged'])
})

test('what is most urgent is open again after ten minutes', async () => {
  const one = (await own())!
  await ground.plane.sql`update incidents set severity = 1 where id = ${one.id}`
  await act(lieve, one, 'acknowledge')
  expect((await own())?.acknowledgedUntil).toBe(now() + 10 * minuteMs)
  await ground.pass(10 * minuteMs)
  expect(await own()).toMatchObject({ state: 'open', owner: null })
  const decided = await ground.plane.sql<{ what: string }[]>`
    select what from decisions where about = ${`trajectory:${pair.trajectory}/picture`} order by at, id`
  expect(decided.map(({ what }) => what)).toEqual(['opened', 'decided', 'acknowledged', 'expired'])
})

test('many are taken at once, and those that cannot be are named', async () => {
  const one = (await own())!
  const unknown = crypto.randomUUID()
  const answer = await tellAs(lieve, '/api/incidents/acknowledge', { ids: [one.id, unknown, one.id] })
  expect(await answer.json()).toEqual({
    acknowledged: 1,
    failed: [{ id: unknown, refusal: 'unknown_incident' }],
  })
  const again = await tellAs(noor, '/api/incidents/acknowledge', { ids: [one.id] })
  expect(await again.json()).toEqual({ acknowledged: 0, failed: [{ id: one.id, refusal: 'incident_taken' }] })
})

test('what is muted calls nobody when it comes back, until it is muted no more', async () => {
  const one = (await own())!
  await act(lieve, one, 'mute', { minutes: 60 })
  await set.tell({ camera_1: camera })
  await ground.pass(11 * minuteMs)
  expect(await own()).toBeUndefined()
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  expect(await own()).toMatchObject({ id: one.id, reopened: 1, reason: 'muted', ticket: one.ticket })
  const stateOf = async () => (await ground.plane.sql`select state from tickets where no = ${one.ticket}`)[0]
  expect(await stateOf()).toEqual({ state: 'resolved' })
  expect((await act(lieve, one, 'unmute')).status).toBe(200)
  expect(await refusalOf(await act(lieve, one, 'unmute'))).toBe('incident_not_muted')
  await ground.pass(5000)
  expect(await own()).toMatchObject({ reason: 'ticket', mutedUntil: null, mutedBy: null })
  expect(await stateOf()).toEqual({ state: 'new' })
})

test('until it heals nobody hears of it, also when a person said that it is over', async () => {
  const one = (await own())!
  expect(await refusalOf(await act(lieve, one, 'resolve'))).toBe('incident_active')
  expect((await act(lieve, one, 'mute', { minutes: 30 })).status).toBe(200)
  expect(await own()).toMatchObject({ mutedUntil: now() + 30 * minuteMs, mutedBy: { firstName: 'Lieve' } })
  expect(await refusalOf(await act(lieve, one, 'resolve'))).toBe('incident_active')
  await act(lieve, one, 'mute', { minutes: null })
  expect(await own()).toMatchObject({ mutedUntil: null, isMutedUntilHealed: true })
  expect((await act(lieve, one, 'resolve')).status).toBe(200)
  await ground.pass(2 * minuteMs)
  expect(await own()).toBeUndefined()
  // It comes back when they think better of it.
  expect((await act(lieve, one, 'unmute')).status).toBe(200)
  await ground.pass(15_000)
  expect(await own()).toMatchObject({ id: one.id, state: 'open', reopened: 1, reason: 'ticket' })
})

test('what healed after it was muted until then is heard of again the next time', async () => {
  const one = (await own())!
  await act(lieve, one, 'mute', { minutes: null })
  await act(lieve, one, 'resolve')
  await set.tell({ camera_1: camera })
  await ground.pass(11 * minuteMs)
  const [row] = await ground.plane.sql`
    select is_muted_until_healed as is from incidents where id = ${one.id}`
  expect(row).toEqual({ is: false })
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  expect(await own()).toMatchObject({ id: one.id, state: 'open', reopened: 1 })
})

test('of what is over nothing can be done', async () => {
  const one = (await own())!
  await set.tell({ camera_1: camera })
  await ground.pass(11 * minuteMs)
  for (const what of ['acknowledge', 'release', 'resolve', 'mute'])
    expect(await refusalOf(await act(lieve, one, what, what === 'mute' ? { minutes: 5 } : {})), what).toBe(
      'incident_over',
    )
  expect((await detail(one.id)).incident).toMatchObject({ state: 'resolved' })
})
