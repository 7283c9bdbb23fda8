import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncidentDetail, IncidentNow } from '../../controlplane/signals/incident/api.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import { openSignalGround, type SignalGround, type SignalSet } from './signal-ground.ts'

let ground: SignalGround
let lieve: SignedIn
let sets: SignalSet[]

/** Three classes of one school are in their lesson, and all their sets go at once. */
beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 3)
  const { plane, pairs } = ground
  const lead = await ground.person('Wim', ['lead'])
  lieve = await ground.person('Lieve', ['helpdesk'])
  await plane.sql`
    update trajectories set school_location_id = (select id from locations where code = 'SCH-KS-0001')`
  for (const { trajectory } of pairs)
    await tellAs(lead, `/api/trajectories/${trajectory}/timetable`, { week: [[1, 540, 720]] }, 'PUT')
  sets = await Promise.all(pairs.map(pair => ground.connect(pair, 'school')))
  for (const set of sets) await set.vanish()
  await ground.pass(30_000)
})
afterAll(() => ground.stop())

const storms = async () =>
  (await ground.read<{ rows: IncidentNow[] }>(lieve, '/api/incidents?storms=only')).rows
const detail = async () => ground.read<IncidentDetail>(lieve, `/api/incidents/${(await storms())[0]!.id}`)
const tell = (id: string, sentence: string) => tellAs(lieve, `/api/incidents/${id}/tell`, { sentence })

test('a storm is one incident with its place, and says who went', async () => {
  expect(await storms()).toMatchObject([
    {
      about: { kind: 'location', name: 'SCH-KS-0001' },
      place: { code: 'SCH-KS-0001', name: 'School KS-0001', municipality: 'Leuven' },
      isStorm: true,
      severity: 1,
      sets: 3,
    },
  ])
  const { affected } = await detail()
  expect(affected).toMatchObject(
    ground.pairs.map(({ trajectory, school }) => {
      return { trajectory, set: school.label, side: 'school', presence: 'lost', isBack: false }
    }),
  )
})

test('all of them and the homes beside them are told the same, and a set with too much already is named', async () => {
  const [{ id }] = (await storms()) as [IncidentNow]
  const answer = await tell(id, 'helpdesk_looks')
  expect(await answer.json()).toEqual({ told: 6, failed: [] })
  const said = await ground.plane.sql<{ label: string; sentence: string; subject: string }[]>`
    select s.label, m.sentence, m.subject from set_messages m join sets s on s.id = m.set_id order by s.label`
  expect(said).toEqual(
    ['HS', 'KS'].flatMap(kind =>
      [1, 2, 3].map(no => {
        return { label: `${kind}-000${no}`, sentence: 'helpdesk_looks', subject: `incident:${id}` }
      }),
    ),
  )
  for (let times = 1; times < 20; times++) await tell(id, 'helpdesk_looks')
  expect(await (await tell(id, 'call_you')).json()).toMatchObject({
    told: 0,
    failed: [{ set: 'HS-0001', refusal: 'messages_open' }, {}, {}, {}, {}, {}],
  })
  expect((await tell(id, 'lesson_today')).status).toBe(400)
})

test('who is back is seen to be back', async () => {
  const back = await ground.connect(ground.pairs[0]!, 'school')
  const { affected } = await detail()
  expect(affected.map(({ set, isBack }) => [set, isBack])).toEqual([
    ['KS-0002', false],
    ['KS-0003', false],
    ['KS-0001', true],
  ])
  await back.goodbye()
})

test('to the wall it is the same, without who looks at it', async () => {
  const [{ id }] = (await storms()) as [IncidentNow]
  await tellAs(lieve, `/api/incidents/${id}/acknowledge`)
  expect((await storms())[0]).toMatchObject({ state: 'acknowledged', owner: { firstName: 'Lieve' } })
  await ground.plane.sql`update sign_ins set how = 'wall' where account_id = ${lieve.accountId}`
  await ground.plane.sql`update accounts set roles = '{lead}' where id = ${lieve.accountId}`
  expect((await storms())[0]).toMatchObject({ state: 'acknowledged', owner: null })
})
