import type { FleetTrajectory, Population } from './population.ts'
import { castScenarios, type Troubles } from './scenarios.ts'
import type { Stage } from './stage.ts'
import { hasTimetable } from './timetables.ts'

export const storyNames = ['usual', 'storm', 'quiet'] as const
export type StoryName = (typeof storyNames)[number]

/** One thing that is done. `at`: seconds after the story began; `page`: where one sees what becomes of it. */
export type Deed = {
  readonly at: number
  readonly what: keyof Stage
  readonly isOn: boolean
  readonly sets: readonly string[]
  readonly says: string
  readonly page: string
}

export type Story = {
  /** What is wrong besides with other sets. */
  readonly troubles: Troubles
  /** The trajectories whose lesson has just begun. */
  readonly begun: ReadonlySet<string>
  readonly deeds: readonly Deed[]
}

type Pair = FleetTrajectory & { homeSet: string; schoolSet: string }

/** So many pairs of the demonstration go to one school. */
const pairsAtSchool = 4
const schoolLevel = 'primary'

/** Of the first pairs that are well, some at one school: where that loses its line, several do. */
export function gatherSchool(population: Population, seed: number): Population {
  const pairs = schoolPairs(population, seed)
  const codes = new Set(pairs.map(({ code }) => code))
  const location = pairs[0]!.school.location
  const move = (one: FleetTrajectory): FleetTrajectory =>
    codes.has(one.code) ? { ...one, school: { ...one.school, location } } : one
  return { ...population, trajectories: population.trajectories.map(move) }
}

/** What a story does with this population, which was gathered; the same for the same seed. */
export function writeStory(name: StoryName, population: Population, seed: number): Story {
  if (name === 'quiet') return { troubles: 'none', begun: new Set(), deeds: [] }
  return name === 'storm' ? writeStorm(population) : writeUsual(population, seed)
}

function writeUsual(population: Population, seed: number): Story {
  const school = schoolPairs(population, seed)
  const taken = new Set(school.map(({ code }) => code))
  const [shown, asks, flaps] = wellPairs(population, seed).filter(({ code }) => !taken.has(code))
  const pairs = [shown!, asks!, flaps!, ...school]
  return {
    troubles: 'steady',
    begun: new Set(pairs.map(({ code }) => code)),
    deeds: [...unplug(shown!), ...ask(asks!), ...loseLine(school), ...flap(flaps!)].toSorted(
      (a, b) => a.at - b.at,
    ),
  }
}

const pageOf = ({ code }: Pair) => `/trajectories/${code}`

function unplug(pair: Pair): Deed[] {
  const common = { what: 'noCamera', sets: [pair.schoolSet], page: pageOf(pair) } as const
  return [
    { ...common, at: 10, isOn: true, says: `${pair.code}: the camera of ${pair.schoolSet} is unplugged` },
    { ...common, at: 150, isOn: false, says: `${pair.code}: the camera of ${pair.schoolSet} is back` },
  ]
}

function ask(pair: Pair): Deed[] {
  const common = { what: 'asking', sets: [pair.homeSet], page: pageOf(pair) } as const
  return [{ ...common, at: 25, isOn: true, says: `${pair.code}: the child at ${pair.homeSet} presses help` }]
}

function loseLine(pairs: readonly Pair[]): Deed[] {
  const [{ school }] = pairs as [Pair]
  const common = { what: 'cut', sets: pairs.map(({ schoolSet }) => schoolSet), page: '/' } as const
  const codes = codesOf(pairs)
  return [
    { ...common, at: 60, isOn: true, says: `${codes}: their school ${school.location} loses its line` },
    { ...common, at: 120, isOn: false, says: `${codes}: the line of ${school.location} is back` },
  ]
}

function flap(pair: Pair): Deed[] {
  const common = { what: 'restless', sets: [pair.schoolSet], page: pageOf(pair) } as const
  return [{ ...common, at: 65, isOn: true, says: `${pair.code}: ${pair.schoolSet} comes and goes` }]
}

/** Of the sets of a provider that are in a lesson, so many go; of all fewer than make a storm of the platform. */
const share = 0.6
const shareOfAll = 0.14
const fewest = 8

function writeStorm(population: Population): Story {
  const inLesson = pairsOf(population).filter(
    ({ plan }) => hasTimetable[plan.phase] && plan.phase !== 'paused',
  )
  const begun = new Set(inLesson.map(({ code }) => code))
  const providers = new Map(population.places.map(({ code, provider }) => [code, provider]))
  const sides = inLesson.flatMap(pair => [
    { pair, set: pair.homeSet, provider: providers.get(pair.home.location) },
    { pair, set: pair.schoolSet, provider: providers.get(pair.school.location) },
  ])
  const [hit] = [...Map.groupBy(sides, ({ provider }) => provider)]
    .map(([provider, own]) => ({ provider, own, gone: own.slice(0, Math.round(own.length * share)) }))
    .filter(({ gone }) => gone.length >= fewest && gone.length < sides.length * shareOfAll)
  const { provider, own, gone } = hit!
  const common = { what: 'cut', sets: gone.map(({ set }) => set), page: '/' } as const
  const codes = codesOf(gone.map(({ pair }) => pair))
  const many = `${gone.length} of the ${own.length} sets in a lesson`
  const deeds: Deed[] = [
    { ...common, at: 60, isOn: true, says: `${codes}: their provider ${provider} fails for ${many}` },
    { ...common, at: 240, isOn: false, says: `${codes}: ${provider} is back` },
  ]
  return { troubles: 'steady', begun, deeds }
}

const codesOf = (pairs: readonly Pair[]) => [...new Set(pairs.map(({ code }) => code))].join(', ')

function pairsOf({ trajectories }: Population): Pair[] {
  return trajectories.flatMap(one => {
    const [homeSet, schoolSet] = [one.home.set, one.school.set]
    return homeSet && schoolSet ? [{ ...one, homeSet, schoolSet }] : []
  })
}

/** Nothing is wrong with either set, and they have lessons. */
function wellPairs(population: Population, seed: number): Pair[] {
  const cast = castScenarios(population.sets, seed, 'steady')
  return pairsOf(population).filter(
    ({ plan, homeSet, schoolSet }) => plan.phase === 'live' && !cast.has(homeSet) && !cast.has(schoolSet),
  )
}

function schoolPairs(population: Population, seed: number): Pair[] {
  return wellPairs(population, seed)
    .filter(({ level }) => level === schoolLevel)
    .slice(0, pairsAtSchool)
}
