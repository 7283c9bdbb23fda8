import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { instantArray } from '../../controlplane/platform/postgres/arrays.ts'
import type { Decision } from '../../controlplane/signals/decision/api.ts'
import { purgeSignals } from '../../controlplane/signals/purge/actions.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { camera, minuteMs, noCamera, openSignalGround, type SignalGround } from './signal-ground.ts'

type Page = { rows: Decision[]; next: string | null }

let ground: SignalGround
let lieve: SignedIn
let pair: RegisteredPair
let other: RegisteredPair

beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 3)
  ;[pair, other] = ground.pairs as [RegisteredPair, RegisteredPair]
  const set = await ground.connect(pair, 'school')
  await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  await set.tell({ camera_1: camera })
  await ground.pass(5 * minuteMs)
  await set.goodbye()
})
afterAll(() => ground.stop())
beforeEach(async () => {
  lieve = await ground.person('Lieve', ['helpdesk'])
})

const decided = (path: string, who = lieve) => ground.read<Page>(who, path)
const told = ({ rows }: Page) => rows.map(({ about, what }) => `${about} ${what}`).toReversed()

test('why somebody was called stands there, the newest first, by when it came about', async () => {
  const page = await decided(`/api/trajectories/${pair.trajectory}/decisions`)
  const signal = `set:${pair.school.label}/camera`
  const group = `trajectory:${pair.trajectory}/picture`
  expect(told(page)).toEqual([
    `${signal} held`,
    `${signal} fired`,
    `${group} opened`,
    `${group} decided`,
    `${signal} clearing`,
    `${signal} cleared`,
    `${group} resolved`,
  ])
  const fired = page.rows.find(({ what }) => what === 'fired')!
  const held = page.rows.find(({ what }) => what === 'held')!
  expect(fired.at).toBe(held.at + minuteMs)
  expect(fired).toMatchObject({ rule: 'camera', detail: { cameras: 'absent' } })
  expect(page.rows.find(({ what }) => what === 'decided')?.detail).toMatchObject({
    reason: 'ticket',
    severity: 3,
  })
  expect(page.next).toBeNull()
})

test('a set and a ticket tell the same, as far as it is theirs', async () => {
  const ofPair = await decided(`/api/trajectories/${pair.trajectory}/decisions`)
  expect(await decided(`/api/sets/${pair.school.label}/decisions`)).toEqual(ofPair)
  const ofHome = await decided(`/api/sets/${pair.home.label}/decisions`)
  expect(ofHome.rows.every(({ about }) => about.startsWith('trajectory:'))).toBe(true)
  expect((await decided(`/api/sets/${other.school.label}/decisions`)).rows).toEqual([])
  const [ticket] = await ground.plane.sql<{ no: number }[]>`select no from tickets limit 1`
  expect(await decided(`/api/tickets/${ticket!.no}/decisions`)).toEqual(ofPair)
  expect((await askAs(lieve, '/api/tickets/99999/decisions')).status).toBe(404)
})

test('one rule alone is asked for, with what was made of its signals', async () => {
  const path = `/api/trajectories/${pair.trajectory}/decisions`
  expect(await decided(`${path}?rule=camera`)).toEqual(await decided(path))
  expect((await decided(`${path}?rule=sound`)).rows).toEqual([])
  // Whatever check failed, its incident may be of that family.
  const ofReadiness = await decided(`${path}?rule=not_ready`)
  expect(ofReadiness.rows.map(({ what }) => what).toReversed()).toEqual(['opened', 'decided', 'resolved'])
  expect((await askAs(lieve, `${path}?rule=no_such_rule`)).status).toBe(400)
})

test('a counsellor reads why of their own trajectories alone', async () => {
  const els = await ground.person('Els', ['counsellor'])
  const [ticket] = await ground.plane.sql<{ no: number }[]>`select no from tickets limit 1`
  const paths = [
    `/api/trajectories/${pair.trajectory}/decisions`,
    `/api/sets/${pair.school.label}/decisions`,
    `/api/tickets/${ticket!.no}/decisions`,
  ]
  for (const path of paths) expect((await askAs(els, path)).status, path).toBe(404)
  await ground.plane.sql`
    update trajectories set counsellor_id = ${els.accountId} where code = ${pair.trajectory}`
  for (const path of paths) expect((await askAs(els, path)).status, path).toBe(200)
})

test('many come page by page, each once', async () => {
  const at = ground.plane.clock.now()
  const instants = instantArray(Array.from({ length: 250 }, (_, n) => at - 1000 * Math.floor(n / 3)))
  await ground.plane.sql`
    insert into decisions (at, decided_at, subject, about, rule, what, detail)
    select at, ${at}, ${`trajectory:${other.trajectory}`}, 'one', null, 'opened', jsonb_build_object('n', n)
    from unnest(${instants}::timestamptz[]) with ordinality as i(at, n)`
  const path = `/api/trajectories/${other.trajectory}/decisions`
  const pages: Page[] = [await decided(path)]
  while (pages.at(-1)!.next !== null) pages.push(await decided(`${path}?before=${pages.at(-1)!.next}`))
  expect(pages.map(({ rows }) => rows.length)).toEqual([100, 100, 50])
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ detail }) => detail.n))).size).toBe(250)
})

test('after thirteen months it is forgotten, and with it what nobody looks at any more', async () => {
  const dayMs = 86_400_000
  const count = async (table: string) =>
    (await ground.plane.sql<{ n: number }[]>`select count(*)::int4 as n from ${ground.plane.sql(table)}`)[0]!
      .n
  const at = ground.plane.clock.now()
  await purgeSignals(ground.plane.sql, at + 394 * dayMs)
  expect(await count('decisions')).toBeGreaterThan(0)
  expect(await count('signals')).toBe(0)
  await purgeSignals(ground.plane.sql, at + 396 * dayMs)
  expect(await count('decisions')).toBe(0)
  // Its ticket still names it.
  expect(await count('incidents')).toBe(1)
})
