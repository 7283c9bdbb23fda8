import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { replayRule } from '../../controlplane/signals/replay/actions.ts'
import type { Played } from '../../controlplane/signals/replay/api.ts'
import { canReplay } from '../../controlplane/signals/replay/rules.ts'
import { type RuleName, ruleNames } from '../../controlplane/signals/rules.ts'
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

type Replay = { subjects: number; silent: number; awayMs: number; today: Played; edited: Played }
type Fired = { set: string | null; from: number; until: number | null }

/** The judge looked every five seconds or so; what time alone brings about it may have seen so much later. */
const lateMsMax = 10_000

let ground: SignalGround
let lieve: SignedIn
let pair: RegisteredPair

/** Each says a minute after the other how it is. */
async function go(minutes: number, sets: readonly SignalSet[], readings: Record<string, number> = {}) {
  for (let minute = 0; minute < minutes; minute++) {
    for (const set of sets) await set.report({ cpu_mean_percent: 10, ...readings })
    await ground.pass(minuteMs)
  }
}

/** A morning of one pair, in which much goes wrong, as its sets say it and the judge judges it. */
async function morning(day: string): Promise<void> {
  const { plane, connect, pass } = ground
  plane.clock.set(brussels(`2026-11-${day}T09:50`))
  await pass(4 * minuteMs)
  const school = await connect(pair, 'school')
  const home = await connect(pair, 'home')
  await school.tell({ camera_1: noCamera, on_charge: false })
  await go(2, [home, school], { battery_percent: 35 })
  await go(1, [home, school], { battery_percent: 20 })
  await school.tell({ camera_1: camera })
  await go(4, [home, school], { battery_percent: 20 })
  // The lesson has begun at ten: the child is there, the class goes.
  await home.tell({ call: { app: 'running', media: 'none', since: plane.clock.now() } })
  await school.vanish()
  await go(3, [home])
  const back = await connect(pair, 'school', { camera_1: camera, on_charge: true })
  await back.tell({ audio_out: { present: true, muted: true, volume_zero: false } })
  await home.tell({ call: { app: 'stopped', media: 'none', since: plane.clock.now() } })
  await go(2, [home, back], { battery_percent: 20 })
  await back.tell({ audio_out: { present: true, muted: false, volume_zero: false } })
  await go(15, [home, back], { battery_percent: 20 })
  await back.goodbye()
  await home.goodbye()
}

beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T09:40', 2)
  pair = ground.pairs[0]!
  const lead = await ground.person('Wim', ['lead'])
  const week = [1, 2].map(day => [day, 600, 615])
  await tellAs(lead, `/api/trajectories/${pair.trajectory}/timetable`, { week }, 'PUT')
  await morning('23')
  await morning('24')
}, 120_000)
afterAll(() => ground.stop())
beforeEach(async () => {
  lieve = await ground.person('Lieve', ['helpdesk'])
})

async function replay(rule: string, edit: object = {}, days?: number): Promise<Replay> {
  const answer = await tellAs(lieve, `/api/rules/${rule}/replay`, { edit, ...(days && { days }) })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as Replay
}

/** What the judge itself decided of a rule: each time it fired, and until when. */
async function decided(rule: RuleName): Promise<Fired[]> {
  const rows = await ground.plane.sql<{ about: string; what: string; at: number }[]>`
    select about, what, at from decisions where rule = ${rule} and what in ('fired', 'cleared') order by at, id`
  const open = new Map<string, Fired>()
  const all: Fired[] = []
  for (const { about, what, at } of rows) {
    const set = about.startsWith('set:') ? about.slice(4, about.indexOf('/')) : null
    if (what === 'fired') {
      const fired: Fired = { set, from: at, until: null }
      open.set(about, fired)
      all.push(fired)
    } else {
      const fired = open.get(about)
      if (fired) fired.until = at
    }
  }
  return all
}

const sameTimes = (played: readonly Fired[], judged: readonly Fired[]) => {
  expect(played.map(({ set }) => set)).toEqual(judged.map(({ set }) => set))
  for (const [index, { from, until }] of played.entries()) {
    const one = judged[index]!
    expect(Math.abs(from - one.from)).toBeLessThanOrEqual(lateMsMax)
    expect(until === null, `${index} is over`).toBe(one.until === null)
    if (until !== null) expect(Math.abs(until - one.until!)).toBeLessThanOrEqual(lateMsMax)
  }
}

test.each([
  ['camera', 2],
  ['battery', 2],
  ['sound', 2],
  ['school_lost', 2],
  ['child_waits', 2],
] as const)(
  '%s with the numbers of today did what the judge decided on the same facts',
  async (rule, times) => {
    const judged = await decided(rule)
    expect(judged).toHaveLength(times)
    const { today, edited, subjects, silent, awayMs } = await replay(rule)
    sameTimes(today.runs, judged)
    expect(edited).toEqual(today)
    // Its own pair, and the other that never was there, of which nothing can be said.
    expect([subjects, silent]).toEqual([2, 1])
    // Nobody answers what sets measure here, which is ours.
    expect(awayMs).toBeGreaterThan(0)
    const fired = today.days.flatMap(({ day, called, nobody }) => (called + nobody > 0 ? [day] : []))
    expect([today.days.length, fired]).toEqual([8, ['2026-11-23', '2026-11-24']])
  },
)

test('other numbers fire otherwise, and as urgent as they say', async () => {
  const held = await replay('camera', { holdSeconds: 1800 })
  expect([held.today.fired, held.edited.fired]).toEqual([2, 0])
  const early = await replay('battery', {
    limits: { belowPercent: 40 },
    priorities: { run_up: 1, lesson: 1 },
  })
  expect(early.today).toMatchObject({ fired: 2, called: [0, 0, 2, 0], nobody: 0 })
  expect(early.edited).toMatchObject({ fired: 2, called: [2, 0, 0, 0] })
  expect(early.today.runs[0]!.from - early.edited.runs[0]!.from).toBe(2 * minuteMs)
  const off = await replay('camera', { on: false })
  expect(off.edited).toMatchObject({ fired: 0, called: [0, 0, 0, 0], nobody: 0, runs: [] })
  expect(off.edited.days.every(({ called, nobody }) => called + nobody === 0)).toBe(true)
  expect((await ground.plane.sql`select from rule_edits`).length).toBe(0)
})

test('fewer days hold less', async () => {
  ground.plane.clock.set(brussels('2026-11-24T20:00'))
  lieve = await ground.person('Lieve', ['helpdesk'])
  expect((await replay('camera', {}, 1)).today.fired).toBe(1)
  expect((await replay('camera', {}, 7)).today.fired).toBe(2)
})

test('what cannot be said is not said', async () => {
  const refusalOf = async (rule: string, edit: object) => {
    const answer = await tellAs(lieve, `/api/rules/${rule}/replay`, { edit })
    return ((await answer.json()) as { error: string }).error
  }
  for (const rule of ruleNames.filter(name => !canReplay(name)))
    expect(await refusalOf(rule, {}), rule).toBe('replay_not_kept')
  expect(await refusalOf('camera', { holdSeconds: -1 })).toBe('wrong_edit')
  const asked = { rule: 'battery', edit: {}, actor: 'server', now: ground.plane.clock.now() } as const
  const { sql } = ground.plane
  for (const limits of [
    { reportsMax: 1, lastsMsMax: 60_000 },
    { reportsMax: 1000, lastsMsMax: 0 },
  ])
    expect(await replayRule(sql, { ...asked, limits })).toMatchObject({ refusal: 'replay_too_large' })
})

test('one is gone through at a time', async () => {
  await ground.plane.sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(7240011)`
    const answer = await tellAs(lieve, '/api/rules/camera/replay', { edit: {} })
    expect(await answer.json()).toMatchObject({ error: 'replay_busy' })
  })
  await replay('camera')
})
