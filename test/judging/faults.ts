import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import type { Cut, Noise } from './noise.ts'
import { between, randomOf } from './random.ts'
import { beginsOf, codeOf, locationOf, minuteMs, providerOf, secondMs, type World } from './world.ts'

/** What breaks of one pair, beside cuts. */
export type Broken = {
  kind: 'camera_gone' | 'sound_gone' | 'poor_line' | 'not_connected'
  pair: number
  at: number
  ms: number
}

/** All that happens to a pair, faults or not. */
export type Recorded = Noise | Broken

export const faultNames = [
  'camera_gone',
  'class_gone',
  'class_gone_quiet',
  'home_gone',
  'sound_gone',
  'poor_line',
  'not_connected',
  'flapping',
  'school_outage',
  'provider_outage',
  'platform_outage',
] as const
export type FaultName = (typeof faultNames)[number]

/** How soon after it began somebody must be called for it, in seconds; the figures of the domain where it gives them. */
export const foundWithinSeconds: Record<FaultName, number> = {
  camera_gone: 65,
  class_gone: 65,
  class_gone_quiet: 65,
  home_gone: 20 * 60 + 65,
  sound_gone: 65,
  // Two of three reports are poor, and that for two minutes.
  poor_line: 5 * 60,
  not_connected: 200,
  flapping: 2 * 60,
  school_outage: 65,
  provider_outage: 65,
  platform_outage: 65,
}

/** What is called for so long after a fault is over is its doing. */
export const afterMs = 20 * minuteMs

/** `group`: of the one ticket that it leads to; `pairs`: whose tickets it may touch. */
export type Fault = {
  name: FaultName
  day: number
  at: number
  until: number
  group: string
  pairs: ReadonlySet<number>
  records: readonly (Cut | Broken)[]
}

/** So many of each, storms on days of their own and each pair once, so that none explains another. */
export function faultsOf(world: World, each: number): Fault[] {
  const random = randomOf(world.seed, 3)
  const storms = faultNames.filter(name => name.endsWith('_outage'))
  const stormDays = Array.from({ length: storms.length * each }, (_, turn) =>
    Math.floor((turn * world.days) / (storms.length * each)),
  )
  const taken = new Set<number>()
  const next = (from: number, until: number, isTaken: (one: number) => boolean) => {
    let one = from
    while (isTaken(one)) one = (one + 1) % until
    return one
  }
  return faultNames.flatMap(name =>
    Array.from({ length: each }, (_, turn): Fault => {
      const kind = storms.indexOf(name)
      if (kind >= 0) return storm(name, world, stormDays[turn * storms.length + kind]!, turn)
      const day = next(Math.floor(random() * world.days), world.days, one => stormDays.includes(one))
      const pair = next(Math.floor(random() * world.pairs), world.pairs, one => taken.has(one))
      taken.add(pair)
      return single(name, world, pair, day, random() * 4 * minuteMs)
    }),
  )
}

function single(name: FaultName, world: World, pair: number, day: number, later: number): Fault {
  const from = beginsOf(world, pair, day)[1]!
  const at = Math.round(from + (name === 'not_connected' ? 0 : 10 * minuteMs + later))
  const ms = name === 'home_gone' ? 30 * minuteMs : name === 'not_connected' ? 50 * minuteMs : 8 * minuteMs
  const family = { camera_gone: 'picture', sound_gone: 'sound' }[name as string] ?? 'connection'
  const cut = (side: Side, begin: number, length: number, isQuiet = false): Cut => {
    return { kind: 'cut', pair, side, at: begin, ms: length, isQuiet }
  }
  const cuts: Partial<Record<FaultName, Cut[]>> = {
    class_gone: [cut('school', at, ms)],
    class_gone_quiet: [cut('school', at, ms, true)],
    home_gone: [cut('home', at, ms)],
    flapping: Array.from({ length: 30 }, (_, turn) => cut('school', at + turn * 15 * secondMs, 5 * secondMs)),
  }
  const records = cuts[name] ?? [{ kind: name as Broken['kind'], pair, at, ms }]
  const group = `trajectory:${codeOf(pair)}/${family}`
  return { name, day, at, until: at + ms, group, pairs: new Set([pair]), records }
}

/** Many at once. The hour is one at which enough of them have a lesson. */
function storm(name: FaultName, world: World, day: number, turn: number): Fault {
  const pairs = Array.from({ length: world.pairs }, (_, index) => (index + turn * 8) % world.pairs)
  const side: Side = name === 'provider_outage' && turn % 2 === 0 ? 'home' : 'school'
  const placeOf = (pair: number) =>
    name === 'school_outage' ? locationOf(pair, side) : providerOf(world, pair, side)
  const needed = name === 'school_outage' ? 4 : 9
  for (const first of pairs) {
    const hit = pairs.filter(pair =>
      name === 'platform_outage' ? pair % 5 < 2 : placeOf(pair) === placeOf(first),
    )
    for (const from of beginsOf(world, first, day)) {
      const having = hit.filter(pair => beginsOf(world, pair, day).includes(from))
      if (having.length < needed) continue
      const at = from + 12 * minuteMs
      const ms = 4 * minuteMs
      const sides: Side[] = name === 'platform_outage' ? ['home', 'school'] : [side]
      const random = randomOf(world.seed, 4, day, first)
      const records = hit.flatMap(pair =>
        sides.map((each): Cut => {
          return {
            kind: 'cut',
            pair,
            side: each,
            at: Math.round(at + between(random, 0, 3000)),
            ms,
            isQuiet: false,
          }
        }),
      )
      const place = { school_outage: 'location:', provider_outage: 'provider:' }[name as string]
      const group = place ? `${place}${placeOf(first)}/storm` : 'platform/storm'
      return { name, day, at, until: at + ms, group, pairs: new Set(hit), records }
    }
  }
  throw new Error(`no hour at which enough have a lesson for a ${name}`)
}

/** What a pair lives through on a day with faults: its lessons are given, and nothing else cuts the line meanwhile. */
export function withFaults([day, ...noise]: [Noise & { kind: 'day' }, ...Noise[]], faults: readonly Fault[]) {
  const own = faults.flatMap(({ records }) => records.filter(({ pair }) => pair === day.pair))
  if (own.length === 0) return [day, ...noise]
  const lessons = day.lessons.map(lesson => ({ ...lesson, isHeld: true, lateMs: 0 }))
  const isApart = (record: Noise) =>
    record.kind === 'day' ||
    own.every(({ at, ms }) => record.at < at - 5 * minuteMs || record.at > at + ms + afterMs)
  return [{ ...day, lessons, isExact: true }, ...noise.filter(isApart), ...own]
}
