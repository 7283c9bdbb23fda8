import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RuleNow } from '../../controlplane/signals/settings/api.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import { noCamera, openSignalGround, type SignalGround } from './signal-ground.ts'

type Refused = {
  error: string
  where: string
  expected: string
  others?: { where: string; expected: string }[]
}
type Edits = { edits: { revision: number; edit: object; by: { firstName: string } }[]; next: number | null }

let ground: SignalGround
let lead: SignedIn
let lieve: SignedIn

beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 4)
})
afterAll(() => ground.stop())
beforeEach(async () => {
  lead = await ground.person('Wim', ['lead'])
  lieve = await ground.person('Lieve', ['helpdesk'])
  return async () => {
    for (const rule of ['camera', 'battery', 'poor_line']) await tell(rule, 'reset', {})
  }
})

const put = (rule: string, edit: object, who = lead) => tellAs(who, `/api/rules/${rule}`, edit, 'PUT')
const tell = (rule: string, what: string, body: object) => tellAs(lead, `/api/rules/${rule}/${what}`, body)
const ruleOf = async (name: string): Promise<RuleNow> =>
  (await ground.read<{ rules: RuleNow[] }>(lieve, '/api/rules')).rules.find(rule => rule.name === name)!
const historyOf = (rule: string) => ground.read<Edits>(lieve, `/api/rules/${rule}/history`)
const signalOf = async (label: string, rule: string): Promise<string | undefined> => {
  const rows = await ground.plane.sql<{ state: string }[]>`
    select state from signals where key = ${`set:${label}/${rule}`}`
  return rows[0]?.state
}

test('every rule stands there with its numbers, their bounds, and how it is delivered', async () => {
  expect(await ruleOf('battery')).toMatchObject({
    family: 'power',
    of: 'set',
    isOn: true,
    holdSeconds: { value: 0, delivered: 0, min: 0, max: 3600 },
    clearSeconds: { value: null, delivered: null, min: 0, max: 3600 },
    priorities: { lesson: { value: 3, delivered: 3 }, otherwise: { value: null, delivered: null } },
    limits: { belowPercent: { value: 25, delivered: 25, min: 5, max: 90 } },
    replays: true,
    lastEdit: null,
  })
  expect(await ruleOf('storm_location')).toMatchObject({ of: 'place', replays: false })
})

test('an edit holds, stands in the history and in the log, and is taken back', async () => {
  const edit = { limits: { belowPercent: 40 }, priorities: { otherwise: 4 } }
  expect((await put('battery', edit)).status).toBe(200)
  expect((await put('battery', edit)).status).toBe(200)
  const changed = await ruleOf('battery')
  expect(changed).toMatchObject({
    limits: { belowPercent: { value: 40, delivered: 25 } },
    priorities: { otherwise: { value: 4, delivered: null }, lesson: { value: 3 } },
    lastEdit: { by: { firstName: 'Wim' }, at: ground.plane.clock.now() },
  })
  await put('battery', { on: false })
  expect(await ruleOf('battery')).toMatchObject({ isOn: false, limits: { belowPercent: { value: 25 } } })
  await tell('battery', 'revert', { revision: changed.lastEdit!.revision })
  expect(await ruleOf('battery')).toMatchObject({ isOn: true, limits: { belowPercent: { value: 40 } } })
  await tell('battery', 'reset', {})
  expect((await historyOf('battery')).edits.map(({ edit: one }) => one)).toEqual([
    {},
    edit,
    { on: false },
    edit,
  ])
  const acts = await ground.plane.sql<{ act: string }[]>`
    select act from audit_log where subject = 'rule:battery' order by no`
  expect(acts.map(({ act }) => act)).toEqual(['rule_changed', 'rule_changed', 'rule_reverted', 'rule_reset'])
})

test('everything that is wrong with an edit is named at once, with what would have been right', async () => {
  const answer = await put('poor_line', {
    holdSeconds: -1,
    priorities: { lesson: 7 },
    limits: { lossPercent: 80, speed: 3 },
  })
  expect(answer.status).toBe(422)
  const { error, where, expected, others } = (await answer.json()) as Refused
  expect(error).toBe('wrong_edit')
  expect([
    { where, expected },
    ...others!.map(other => ({ where: other.where, expected: other.expected })),
  ]).toEqual([
    { where: 'holdSeconds', expected: '0 to 3600' },
    { where: 'limits.lossPercent', expected: '0.5 to 50' },
    { where: 'limits.speed', expected: 'lossPercent, rttMs, jitterMs' },
    { where: 'priorities.lesson', expected: '1, 2, 3, 4 or null' },
  ])
  expect((await ruleOf('poor_line')).lastEdit).toBeNull()
  expect((await tell('poor_line', 'revert', { revision: 999 })).status).toBe(404)
})

test('the helpdesk sees the rules and does not change them', async () => {
  expect((await put('camera', { on: false }, lieve)).status).toBe(403)
  const counsellor = await ground.person('Els', ['counsellor'])
  await expect(ground.read(counsellor, '/api/rules')).rejects.toThrow('not_allowed')
})

test('an edit is judged by at once, for what was seen before as well', async () => {
  const pair = ground.pairs.pop()!
  const set = await ground.connect(pair, 'school')
  await set.tell({ camera_1: noCamera })
  await ground.pass(20_000)
  expect(await signalOf(pair.school.label, 'camera')).toBe('holding')
  await put('camera', { holdSeconds: 10 })
  await ground.pass(5000)
  expect(await signalOf(pair.school.label, 'camera')).toBe('active')
  await put('camera', { on: false, clearSeconds: 0 })
  await ground.pass(5000)
  expect(await signalOf(pair.school.label, 'camera')).not.toBe('active')
  await set.goodbye()
})
