import { expect, inject, onTestFinished, test } from 'vitest'
import { openSignalGround, type SignalGround } from '../flows/signal-ground.ts'
import { brussels } from '../support/clock.ts'
import { tellAs } from '../support/people.ts'
import {
  type Day,
  dayEndMs,
  faultsOf,
  type Happening,
  lessons,
  minuteMs,
  pairCount,
  providerOf,
  schoolOf,
} from './faults.ts'
import { RoadPair } from './sets.ts'

const seeds = inject('faults') === 'full' ? [20_261_129, 1, 2, 3, 4] : [20_261_129]
const begins = ['2026-11-23T08:43', '2026-11-24T08:43'] as const
/** Two days with lessons after the last, and the next morning. */
const weeksLater = brussels('2026-12-02T09:00')
const reportEveryMs = 2 * minuteMs
const noticedAfterMs = 8000

let ground: SignalGround
let pairs: RoadPair[]
let days: Day[]

async function open(seed: number): Promise<void> {
  ground = await openSignalGround(begins[0], pairCount)
  onTestFinished(() => ground.stop())
  const { plane } = ground
  const codes = ground.pairs.map(({ trajectory }) => trajectory)
  const schools = ground.pairs.map(({ school }) => `SCH-${school.label}`)
  const siteOf = (school: number) => schools[school * 4]!
  days = faultsOf(seed, {
    code: pair => codes[pair]!,
    school: siteOf,
    provider: provider => `Q${provider}`,
  })
  for (const [pair, code] of codes.entries()) {
    await plane.sql`
      update trajectories set school_location_id = (select id from locations where code = ${siteOf(schoolOf(pair))})
      where code = ${code}`
    await plane.sql`
      update locations set provider = ${`Q${providerOf(pair)}`} where code = ${siteOf(schoolOf(pair))}`
    const week = [1, 2].flatMap(weekday => [
      [weekday, 540, 565],
      [weekday, 570, 590],
    ])
    await expectOk(tellAs(plane.admin, `/api/trajectories/${code}/timetable`, { week }, 'PUT'))
  }
  // Of so few sets a provider has more than a whole fleet may lose.
  for (const [rule, limits] of [
    ['storm_platform', { percent: 40 }],
    ['storm_provider', { sets: 6 }],
  ] as const)
    await expectOk(tellAs(plane.admin, `/api/rules/${rule}`, { limits }, 'PUT'))
  pairs = codes.map((_, index) => new RoadPair(ground, index))
}

async function expectOk(answer: Promise<Response>): Promise<void> {
  const { status, statusText } = await answer
  expect(status, statusText).toBe(200)
}

/** What is done at an instant of a day, in ms after it began. */
type Turn = { at: number; act: () => Promise<unknown> }

function turnsOf({ absent, apart, faults }: Day): Turn[] {
  const all = (act: (pair: RoadPair, index: number) => Promise<unknown>) => () => Promise.all(pairs.map(act))
  const kindOf = (index: number, lesson: number) => {
    if (absent.includes(index)) return 'none'
    return lesson === 0 && apart.includes(index) ? 'apart' : 'held'
  }
  const reports = Array.from({ length: Math.floor(dayEndMs / reportEveryMs) }, (_, turn): Turn => {
    return { at: (turn + 1) * reportEveryMs, act: all(pair => pair.report()) }
  })
  const held = lessons.flatMap(({ from, until }, lesson): Turn[] => [
    { at: from, act: all((pair, index) => pair.lesson(kindOf(index, lesson))) },
    { at: until, act: all(pair => pair.lesson('none')) },
  ])
  const happening = (one: Happening): Turn[] => [
    { at: one.at, act: () => pairs[one.pair]!.happen(one) },
    ...(one.what === 'goes' ? [{ at: one.at + noticedAfterMs, act: () => pairs[one.pair]!.notice() }] : []),
  ]
  return [...reports, ...held, ...faults.flatMap(({ happenings }) => happenings.flatMap(happening))]
}

/** Lives through a day: half minutes, and five seconds while somebody must be called soon. */
async function live(day: Day, begin: number): Promise<void> {
  const { clock } = ground.plane
  const turns = Map.groupBy(turnsOf(day), ({ at }) => at)
  const isWatched = (at: number) =>
    day.faults.some(fault => at >= fault.at && at < fault.at + Math.min(200, fault.withinSeconds) * 1000)
  const instants = [...turns.keys(), dayEndMs].toSorted((a, b) => a - b)
  for (const at of instants) {
    for (let now = clock.now() - begin; now < at; now = clock.now() - begin)
      await ground.pass(Math.min(at - now, isWatched(now) ? 5000 - (now % 5000) : 30_000))
    await Promise.all((turns.get(at) ?? []).map(({ act }) => act()))
  }
}

type Ticket = { key: string; openedAt: number; state: string; fixedBy: string | null; opened: number }
const ticketsOf = () => ground.plane.sql<Ticket[]>`
  select correlation_key as key, opened_at as "openedAt", state, fixed_by as "fixedBy",
    (select count(*)::int from ticket_events e where e.ticket_id = t.id and e.kind = 'opened') as opened
  from tickets t order by opened_at, correlation_key`

test.each(seeds)(
  `two days of school of ${pairCount} pairs lead to one ticket for each fault, in time, and to none for the rest (seed %i)`,
  async seed => {
    await open(seed)
    const { plane } = ground
    const expected: { key: string; name: string; at: number; withinSeconds: number }[] = []
    for (const [index, day] of days.entries()) {
      const begin = brussels(begins[index]!)
      if (index > 0) plane.clock.set(begin - 6 * minuteMs)
      const counsellor = await ground.person(`Els ${index}`, ['helpdesk', 'counsellor'])
      for (const pair of day.absent) {
        const path = `/api/trajectories/${ground.pairs[pair]!.trajectory}/day-changes`
        await expectOk(tellAs(counsellor, path, { kind: 'absent', until: null, saidBy: 'family' }))
      }
      await ground.pass(begin - plane.clock.now())
      await Promise.all(
        pairs.map(async (pair, which) => {
          if (!day.absent.includes(which)) await pair.comeOn('home')
          await pair.comeOn('school')
        }),
      )
      await live(day, begin)
      await Promise.all(pairs.map(pair => pair.leave()))
      for (const { key, name, at, withinSeconds } of day.faults)
        if (key !== null) expected.push({ key, name, at: begin + at, withinSeconds })
    }
    const tickets = await ticketsOf()
    const keys = (of: readonly { key: string }[]) => of.map(({ key }) => key).toSorted()
    expect(keys(tickets)).toEqual(keys(expected))
    const figures = expected.map(({ key, name, at, withinSeconds }) => {
      const ticket = tickets.find(one => one.key === key && one.openedAt >= at)
      return {
        name,
        withinSeconds,
        seconds: ticket ? (ticket.openedAt - at) / 1000 : Number.POSITIVE_INFINITY,
      }
    })
    const said = figures.map(({ name, seconds }) => `${name} ${seconds} s`).join(', ')
    process.stdout.write(`${tickets.length} tickets for ${expected.length} faults: ${said}\n`)
    for (const { name, seconds, withinSeconds } of figures)
      expect(seconds, name).toBeLessThanOrEqual(withinSeconds)
    expect(tickets.filter(({ opened }) => opened !== 1)).toEqual([])
    expect(tickets.filter(({ state, fixedBy }) => state !== 'resolved' || fixedBy !== 'itself')).toEqual([])
    plane.clock.set(weeksLater)
    await ground.pass(2 * minuteMs)
    expect((await ticketsOf()).filter(({ state }) => state !== 'closed')).toEqual([])
  },
  240_000,
)
