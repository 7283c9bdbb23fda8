import type { DevicesPage } from '../../overview/devices/api.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import type { SetsPage } from '../../overview/sets/api.ts'
import type { TrajectoriesPage, TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { SetDetail } from './fetch.ts'

/** Any news of a kind, or only news that names what the answer is about. */
type When = 'any' | 'named'
type Names = (key: readonly unknown[], answer: unknown) => readonly unknown[]

type Row = {
  when: { [Kind in NudgeKind]?: When }
  /** What the answer is about: labels of sets, codes of trajectories and places, ids of accounts. */
  names?: Names
  /** Asked again at most once in this time; ms. Left out: at once. */
  paceMs?: number
  /** The answers are pages of one list: what makes one old may move a row to another. */
  isList?: true
  /** The page itself asks, for no more than what is named. */
  isOwn?: true
}

const listPaceMs = 1_000

/** What the second word of the key names. */
const ofKey: Names = ([, name]) => [name]

/** Names in an answer, beside the one in the key; none as long as it has not come. */
function named<Answer>(names: (answer: Answer) => readonly unknown[], ofQuery: Names = () => []): Names {
  return (key, answer) => [...ofQuery(key, answer), ...(answer === undefined ? [] : names(answer as Answer))]
}

/**
 * Every question of the console, by the first word of its key, and the news that makes its answer old. What nothing
 * makes old is asked when somebody wants it: most of those are written down each time.
 */
export const madeOld = {
  board: {
    when: {
      report: 'named',
      facts: 'named',
      presence: 'named',
      device: 'named',
      registered: 'any',
      trajectory: 'named',
      lessons: 'named',
    },
    isOwn: true,
  },
  'board-children': { when: {} },
  sets: {
    when: { report: 'named', facts: 'named', presence: 'named', device: 'named', registered: 'any' },
    names: named<SetsPage>(({ rows }) => rows.map(({ label }) => label)),
    paceMs: listPaceMs,
    isList: true,
  },
  'set-picker': { when: { registered: 'any', trajectory: 'any' }, paceMs: listPaceMs },
  set: {
    when: {
      report: 'named',
      facts: 'named',
      presence: 'named',
      device: 'named',
      registered: 'named',
      trajectory: 'named',
      lessons: 'named',
      location: 'named',
    },
    names: named<SetDetail>(set => [set.otherSide?.set, set.trajectory, set.place?.code], ofKey),
  },
  series: { when: { report: 'named', presence: 'named' }, names: ofKey },
  timeline: { when: { facts: 'named', presence: 'named' }, names: ofKey },
  enrolment: { when: { device: 'named', registered: 'named' }, names: ofKey },
  devices: {
    when: { device: 'any', registered: 'any', presence: 'named' },
    names: named<DevicesPage>(({ rows }) => rows.map(({ label }) => label)),
    paceMs: listPaceMs,
    isList: true,
  },
  trajectories: {
    when: { trajectory: 'any', registered: 'any', lessons: 'any', presence: 'named' },
    names: named<TrajectoriesPage>(({ rows }) => rows.flatMap(({ home, school }) => [home.set, school.set])),
    paceMs: listPaceMs,
    isList: true,
  },
  trajectory: {
    when: {
      trajectory: 'named',
      registered: 'named',
      presence: 'named',
      lessons: 'named',
      location: 'named',
    },
    names: named<TrajectoryDetail>(
      ({ home, school }) => [home, school].flatMap(({ set, place }) => [set, place?.code]),
      ofKey,
    ),
  },
  counsellors: { when: { people: 'any' } },
  lessons: { when: { lessons: 'named', trajectory: 'named' }, names: ofKey },
  locations: { when: { location: 'any', registered: 'any' } },
  'place-picker': { when: { location: 'any', registered: 'any' }, paceMs: listPaceMs },
  location: {
    when: { location: 'named', trajectory: 'named', presence: 'named', registered: 'any' },
    names: named<LocationDetail>(
      ({ trajectories }) => trajectories.flatMap(({ code, set }) => [code, set]),
      ofKey,
    ),
    paceMs: listPaceMs,
  },
  calendar: { when: { location: 'any', lessons: 'any' } },
  duty: { when: { duty: 'any', people: 'any' } },
  accounts: { when: { people: 'any' } },
  'account-name': { when: {} },
  'account-sign-ins': { when: { people: 'named' }, names: ofKey },
  'own-sign-ins': { when: { people: 'any' } },
  audit: { when: {} },
  search: { when: {} },
  'sign-in': { when: {} },
} as const satisfies Record<string, Row>

export type QueryName = keyof typeof madeOld

/** The row of a question; undefined: its key begins with no word of the table. */
export function rowOf([name]: readonly unknown[]): Row | undefined {
  return typeof name === 'string' && Object.hasOwn(madeOld, name) ? madeOld[name as QueryName] : undefined
}

/** Whether this news makes the answer to a question old. */
export function isMadeOld(nudge: Nudge, key: readonly unknown[], answer: unknown): boolean {
  const row = rowOf(key)
  if (row === undefined) return false
  return kindsIn(nudge, row).some(([kind, changed]) => {
    if (changed === 'many' || row.when[kind] === 'any') return true
    const names = new Set(row.names?.(key, answer))
    return changed.some(name => names.has(name))
  })
}

/** What the news names of all that a question may be about; `all`: more than can be named. */
export function namedIn(nudge: Nudge, name: QueryName): 'all' | readonly string[] {
  const row: Row = madeOld[name]
  const named: string[] = []
  for (const [kind, changed] of kindsIn(nudge, row)) {
    if (changed === 'many' || row.when[kind] === 'any') return 'all'
    named.push(...changed)
  }
  return named
}

function kindsIn(nudge: Nudge, { when }: Row): [NudgeKind, readonly string[] | 'many'][] {
  return (Object.keys(when) as NudgeKind[]).flatMap((kind): [NudgeKind, readonly string[] | 'many'][] => {
    const changed = nudge[kind]
    return changed === undefined ? [] : [[kind, changed]]
  })
}
