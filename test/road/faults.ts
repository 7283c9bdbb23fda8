import { seededRandom, shuffled } from '../fleet/chance.ts'

export const minuteMs = 60_000
const secondMs = 1000

export const pairCount = 24
const pairsAtSchool = 4
export const schoolOf = (pair: number) => Math.floor(pair / pairsAtSchool)
/** Of a school, as a provider; its neighbours have another. */
export const providerOf = (pair: number) => schoolOf(pair) % 2

export type Side = 'home' | 'school'
/** One thing that happens to a set. `at`: ms after the begin of the day. */
export type Happening = {
  at: number
  pair: number
  side: Side
  what: 'goes' | 'comes' | 'camera_gone' | 'camera_back' | 'unplugged' | 'plugged' | 'weak_wifi' | 'good_wifi'
}

/** What breaks. `key`: of the one ticket that it leads to, and how soon that must be there; null: it leads to none. */
export type Fault = {
  name: string
  at: number
  key: string | null
  withinSeconds: number
  happenings: readonly Happening[]
}

/** Of a day: who is absent, whose class does not open its call in the first lesson, and what breaks. */
export type Day = { absent: readonly number[]; apart: readonly number[]; faults: readonly Fault[] }

/** Lessons, in ms after the begin of the day. */
export const lessons = [
  { from: 17 * minuteMs, until: 42 * minuteMs },
  { from: 47 * minuteMs, until: 67 * minuteMs },
] as const
export const dayEndMs = 72 * minuteMs

type Names = {
  code(pair: number): string
  school(school: number): string
  provider(provider: number): string
}

/** Two days of school: what breaks of single pairs at once, as others do not matter to it, and storms one at a time. */
export function faultsOf(seed: number, names: Names): Day[] {
  const random = seededRandom(seed)
  const all = shuffled(
    Array.from({ length: pairCount }, (_, pair) => pair),
    random,
  )
  const later = (ms: number) => Math.round((random() * ms) / secondMs) * secondMs
  const school = schoolOf(all[0]!)
  const provider = Math.floor(random() * 2)
  const hits = {
    school: all.filter(pair => schoolOf(pair) === school),
    provider: all.filter(pair => providerOf(pair) === provider),
    platform: all.slice(0, 15),
  }
  const storm = (name: keyof typeof hits, at: number, key: string, sides: readonly Side[]): Fault => ({
    ...{ name, at, key, withinSeconds: 65 },
    happenings: hits[name].flatMap(pair =>
      sides.flatMap(side => gone(pair, side, at + later(3000), 4 * minuteMs)),
    ),
  })
  const [first, second] = lessons.map(({ from }) => from + 5 * minuteMs) as [number, number]
  // What lasts until the next day is nobody's whom the provider takes along then.
  const order = all.filter(pair => !hits.school.includes(pair))
  const lasting = order.filter(pair => !hits.provider.includes(pair)).slice(0, 2)
  const single = new Singles(names, [...lasting, ...order.filter(pair => !lasting.includes(pair))])
  const monday = [
    ...single.faults(() => first + later(minuteMs)),
    ...[12, 25, 40].map(seconds => single.cut(first + later(5 * minuteMs), seconds * secondMs)),
    storm('school', second, `location:${names.school(school)}/storm`, ['school']),
  ]
  const apart = single.next()
  monday.push({
    ...{ name: 'not connected', at: lessons[0].from, withinSeconds: 200, happenings: [] },
    key: `trajectory:${names.code(apart)}/connection`,
  })
  const absent = [single.next(), single.next()]
  // What broke the day before would go on in the ticket it has.
  const broken = monday.filter(({ name }) => name === 'camera').map(({ happenings }) => happenings[0]!.pair)
  const apartFromIt = (pair: number) =>
    providerOf(pair) !== provider && !lasting.includes(pair) && !broken.includes(pair)
  const [other, away] = all.filter(apartFromIt) as [number, number]
  const tuesday = [
    storm('provider', first, `provider:${names.provider(provider)}/storm`, ['school']),
    single.camera(other, first + minuteMs),
    storm('platform', second, 'platform/storm', ['home', 'school']),
  ]
  return [
    { absent, apart: [apart], faults: monday },
    { absent: [away], apart: [], faults: tuesday },
  ]
}

/** What breaks of one pair, each of another. */
class Singles {
  readonly #names: Names
  readonly #order: number[]

  constructor(names: Names, order: readonly number[]) {
    this.#names = names
    this.#order = [...order]
  }

  next(): number {
    return this.#order.shift()!
  }

  faults(begin: () => number): Fault[] {
    const weak = (pair: number, at: number): Happening[] => [
      { at, pair, side: 'home', what: 'weak_wifi' },
      { at: at + 14 * minuteMs, pair, side: 'home', what: 'good_wifi' },
    ]
    const flaps = (pair: number, at: number) =>
      Array.from({ length: 30 }, (_, turn) => gone(pair, 'school', at + turn * 15_000, 5000)).flat()
    const power = (pair: number, at: number): Happening[] => [
      { at, pair, side: 'home', what: 'unplugged' },
      { at: at + 8 * minuteMs, pair, side: 'home', what: 'plugged' },
    ]
    return [
      this.#one('weak Wi-Fi', 'connection', 12 * 60, begin(), weak),
      this.#one('flapping', 'connection', 120, begin(), flaps),
      this.#one('battery', 'power', 65, begin(), power),
      this.camera(this.next(), begin()),
      ...[6, 11].map(minutes =>
        this.#one(`class without power for ${minutes} min`, 'connection', 65, begin(), (pair, at) =>
          gone(pair, 'school', at, minutes * minuteMs),
        ),
      ),
    ]
  }

  camera(pair: number, at: number): Fault {
    const happenings: Happening[] = [
      { at, pair, side: 'school', what: 'camera_gone' },
      { at: at + 4 * minuteMs, pair, side: 'school', what: 'camera_back' },
    ]
    return { name: 'camera', at, key: this.#key(pair, 'picture'), withinSeconds: 65, happenings }
  }

  /** Too short for anybody to be called. */
  cut(at: number, ms: number): Fault {
    const happenings = gone(this.next(), ms === 25_000 ? 'home' : 'school', at, ms)
    return { name: `cut of ${ms / secondMs} s`, at, key: null, withinSeconds: 0, happenings }
  }

  #key(pair: number, family: string): string {
    return `trajectory:${this.#names.code(pair)}/${family}`
  }

  #one(
    name: string,
    family: string,
    withinSeconds: number,
    at: number,
    of: (pair: number, at: number) => readonly Happening[],
  ): Fault {
    const pair = this.next()
    return { name, at, key: this.#key(pair, family), withinSeconds, happenings: of(pair, at) }
  }
}

function gone(pair: number, side: Side, at: number, ms: number): Happening[] {
  return [
    { at, pair, side, what: 'goes' },
    { at: at + ms, pair, side, what: 'comes' },
  ]
}
