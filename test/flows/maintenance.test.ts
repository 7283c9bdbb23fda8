import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { IncidentNow } from '../../controlplane/signals/incident/api.ts'
import type { MaintenanceNow } from '../../controlplane/signals/maintenance/api.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { minuteMs, noCamera, openSignalGround, type SignalGround } from './signal-ground.ts'

let ground: SignalGround
let lieve: SignedIn
let pair: RegisteredPair

beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 6)
})
afterAll(() => ground.stop())
beforeEach(async () => {
  pair = ground.pairs.pop()!
  lieve = await ground.person('Lieve', ['helpdesk'])
})

const now = () => ground.plane.clock.now()
const plan = (scope: object, from: number, until: number) =>
  tellAs(lieve, '/api/maintenances', { scope, from, until })
const planned = async () => (await ground.read<{ rows: MaintenanceNow[] }>(lieve, '/api/maintenances')).rows
const incident = async (): Promise<IncidentNow | undefined> =>
  (await ground.read<{ rows: IncidentNow[] }>(lieve, '/api/incidents')).rows.find(
    ({ about }) => about.name === pair.trajectory,
  )
const refusalOf = async (answer: Response) => ((await answer.json()) as { error?: string }).error

async function breakCamera() {
  const set = await ground.connect(pair, 'school')
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  return set
}

test.each([
  ['its trajectory', () => ({ kind: 'trajectory', code: pair.trajectory })],
  ['the set', () => ({ kind: 'set', code: pair.school.label })],
  ['the place', () => ({ kind: 'location', code: `SCH-${pair.school.label}` })],
] as const)('what begins while %s is worked on calls nobody, until the work is over', async (_, scopeOf) => {
  const scope = scopeOf()
  const answer = await plan(scope, now(), now() + 60 * minuteMs)
  const { id } = (await answer.json()) as { id: string }
  const set = await breakCamera()
  expect(await incident()).toMatchObject({ isMaintenance: true, reason: 'maintenance', ticket: null })
  expect(await planned()).toMatchObject([{ id, scope, by: { firstName: 'Lieve' } }])
  expect((await tellAs(lieve, `/api/maintenances/${id}/end`)).status).toBe(200)
  expect(await refusalOf(await tellAs(lieve, `/api/maintenances/${id}/end`))).toBe('maintenance_over')
  await ground.pass(5000)
  expect(await incident()).toMatchObject({ reason: 'ticket' })
  expect(await planned()).toEqual([])
  await set.goodbye()
})

test('what began before the work calls somebody', async () => {
  const set = await breakCamera()
  await plan({ kind: 'set', code: pair.school.label }, now(), now() + 60 * minuteMs)
  await ground.pass(5000)
  expect(await incident()).toMatchObject({ isMaintenance: false, reason: 'ticket' })
  await set.goodbye()
})

test('work ends, within a day, and is on something that is there', async () => {
  const scope = { kind: 'set', code: pair.home.label }
  expect(await refusalOf(await plan(scope, now(), now() - 1))).toBe('maintenance_order')
  expect(await refusalOf(await plan(scope, now(), now() + 25 * 60 * minuteMs))).toBe('maintenance_long')
  const far = now() + 61 * 1440 * minuteMs
  expect(await refusalOf(await plan(scope, far, far + minuteMs))).toBe('maintenance_far')
  expect(await refusalOf(await plan({ kind: 'set', code: 'KS-9999' }, now(), now() + minuteMs))).toBe(
    'maintenance_nowhere',
  )
  const early = await plan(scope, now() - 60 * minuteMs, now() + minuteMs)
  expect(early.status).toBe(200)
  expect((await planned()).find(({ scope: { code } }) => code === pair.home.label)?.from).toBe(now())
})
