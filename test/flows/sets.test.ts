import { afterAll, beforeAll, expect, test } from 'vitest'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { post } from '../support/registration.ts'

let plane: TestControlPlane

const part = (serial: string | null, type = 'camera') => ({ type, make: 'Acme', model: 'Eye', serial })

beforeAll(async () => {
  plane = await startControlPlane()
  await post(plane.admin, '/api/sets', [
    { label: 'KS-0001', kind: 'school', components: [part('SN-1'), part(null, 'speaker')] },
    { label: 'KS-0002', kind: 'school', components: [part('SN-2')] },
  ])
})
afterAll(() => plane.stop())

const change = (label: string, components: readonly object[], person = plane.admin) =>
  tellAs(person, `/api/sets/${label}/components`, { components }, 'PUT')
const partsOf = async (label: string) =>
  (await (await askAs(plane.admin, `/api/sets/${label}`)).json()).components

test('a set gets other parts in their order, is found by their serials at once, and that is written down', async () => {
  const logistics = await signInAs(plane, 'logistics')
  const parts = [part('SN-7', 'headset'), part('SN-1')]
  expect((await change('KS-0001', parts, logistics)).status).toBe(200)
  expect(await partsOf('KS-0001')).toEqual(parts)
  const { rows } = await (await askAs(plane.admin, '/api/sets?q=sn7')).json()
  expect(rows.map(({ label }: { label: string }) => label)).toEqual(['KS-0001'])
  const acts = await plane.sql`select subject from audit_log where act = 'components_changed'`
  expect(acts).toMatchObject([{ subject: 'set:KS-0001' }])
})

test('a serial belongs to one part alone, and what is refused changes nothing', async () => {
  const before = await partsOf('KS-0001')
  for (const components of [[part('SN-2')], [part('SN-9'), part('SN-9')]]) {
    const answer = await change('KS-0001', components)
    expect([answer.status, (await answer.json()).error]).toEqual([409, 'serial_taken'])
  }
  expect(await partsOf('KS-0001')).toEqual(before)
  const missing = await change('KS-9999', [])
  expect([missing.status, (await missing.json()).error]).toEqual([404, 'unknown_set'])
})

test('the helpdesk gives a set no other parts', async () => {
  expect((await change('KS-0001', [], await signInAs(plane, 'helpdesk'))).status).toBe(403)
})
