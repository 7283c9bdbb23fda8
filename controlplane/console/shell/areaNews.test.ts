import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test } from 'vitest'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import { changeKinds } from '../../platform/changes/rules.ts'
import { isMadeOld, mayBeMadeOld, namedIn, rowOf } from '../data/freshness.ts'
import { followNews } from '../data/news.ts'
import { news } from './areaNews.ts'

const questions = Object.keys(news)
const isOld = (nudge: Nudge, key: readonly unknown[], answer?: unknown) =>
  isMadeOld(nudge, rowOf(news, key)!, key, answer)
const oldBy = (nudge: Nudge) => questions.filter(name => isOld(nudge, [name])).toSorted()

const lists = ['devices', 'sets']
const objects = ['set', 'trajectory', 'location']
/** What news of a kind makes old; a line of the table that goes missing is missed here. */
const expected: Partial<Record<NudgeKind, string[]>> = {
  report: ['board', 'series', 'set', 'sets'],
  facts: ['board', 'set', 'sets', 'timeline'],
  presence: [
    'board',
    ...lists,
    ...objects,
    'series',
    'timeline',
    'trajectories',
    'incident',
    'incident-pairs',
  ],
  device: ['board', ...lists, 'enrolment', 'incident', 'incident-pairs', 'set'],
  registered: [
    'board',
    ...lists,
    ...objects,
    'enrolment',
    'locations',
    'open-help',
    'place-picker',
    'set-picker',
    'ticket-about',
    'trajectories',
  ],
  trajectory: [
    'board',
    'incident-pairs',
    'ticket',
    'ticket-about',
    'free-tickets',
    'tickets',
    'tickets-of',
    'duty',
    'lessons',
    'locations',
    ...objects,
    'open-help',
    'place-picker',
    'set-help',
    'set-picker',
    'sets',
    'trajectories',
  ],
  lessons: [
    'board',
    'incident-pairs',
    'calendar',
    'duty',
    'lessons',
    'set',
    'ticket',
    'free-tickets',
    'tickets',
    'tickets-of',
    'trajectories',
    'trajectory',
  ],
  location: [
    'calendar',
    'location',
    'locations',
    'open-help',
    'place-picker',
    'set',
    'set-help',
    'set-picker',
    'sets',
    'ticket',
    'ticket-about',
    'free-tickets',
    'tickets',
    'tickets-of',
    'trajectory',
  ],
  help: ['open-help', 'set-help', 'ticket'],
  check: ['board', 'set', 'trajectory'],
  verdict: ['board', 'incident-pairs'],
  ticket: [
    'board',
    'incident',
    'incident-pairs',
    'incidents',
    'free-tickets',
    'open-help',
    'ticket',
    'decisions',
    'ticket-mail',
    'tickets',
    'tickets-of',
  ],
  incident: ['board', 'decisions', 'incident', 'incident-pairs', 'incidents', 'maintenance'],
  rules: ['board', 'rule-history', 'rules'],
  people: [
    'account-sign-ins',
    'accounts',
    'counsellors',
    'duty',
    'maintenance',
    'own-sign-ins',
    'rule-history',
    'rules',
    'tokens',
    'walls',
  ],
  links: ['heartbeat', 'tokens', 'webhook'],
  duty: ['duty'],
}

test.each(Object.entries(expected))(
  'news of %s makes old what depends on it, and nothing else',
  (kind, old) => {
    expect(oldBy({ [kind]: 'many' })).toEqual(old.toSorted())
  },
)

test.each(Object.keys(changeKinds))('somebody asks again for news of %s', kind => {
  expect(oldBy({ [kind]: 'many' })).not.toEqual([])
})

test.each(questions.filter(name => Object.values(news[name]!.when).includes('named')))(
  'what is asked as %s is not asked again for news of something else',
  name => {
    for (const [kind, when] of Object.entries(news[name]!.when))
      if (when === 'named') expect(isOld({ [kind]: ['KS-9999'] }, [name, 'KS-0001'])).toBe(false)
  },
)

const side = (set: string, place: string) => ({ set, place: { code: place } })
/** Answers, as far as they name something, and each name that news may know them by. */
const known: [string, unknown[], unknown, NudgeKind, string[]][] = [
  ['sets', [{}, 0], { rows: [{ label: 'KS-0001' }, { label: 'KS-0002' }] }, 'report', ['KS-0001', 'KS-0002']],
  [
    'set',
    ['KS-0001'],
    { otherSide: { set: 'HS-0001' }, trajectory: 'T-2026-0001', place: { code: 'L-1' } },
    'location',
    ['KS-0001', 'HS-0001', 'T-2026-0001', 'L-1'],
  ],
  ['series', ['KS-0001', 'day'], undefined, 'report', ['KS-0001']],
  ['timeline', ['KS-0001', 'all'], undefined, 'facts', ['KS-0001']],
  ['enrolment', ['KS-0001'], undefined, 'device', ['KS-0001']],
  ['devices', [{}, 0], { rows: [{ label: 'KS-0001' }] }, 'presence', ['KS-0001']],
  [
    'trajectories',
    [{}],
    { rows: [{ home: { set: 'HS-0001' }, school: { set: 'KS-0001' } }] },
    'presence',
    ['HS-0001', 'KS-0001'],
  ],
  [
    'trajectory',
    ['T-2026-0001'],
    { home: side('HS-0001', 'L-1'), school: side('KS-0001', 'L-2') },
    'location',
    ['T-2026-0001', 'HS-0001', 'KS-0001', 'L-1', 'L-2'],
  ],
  ['lessons', ['T-2026-0001', ''], undefined, 'lessons', ['T-2026-0001']],
  [
    'location',
    ['L-1'],
    { trajectories: [{ code: 'T-2026-0001', set: 'KS-0001' }] },
    'presence',
    ['L-1', 'T-2026-0001', 'KS-0001'],
  ],
  ['account-sign-ins', ['a-1'], undefined, 'people', ['a-1']],
  ['ticket', ['12'], { ticket: { trajectory: 'T-2026-0001' } }, 'ticket', ['12', 'T-2026-0001']],
  ['tickets-of', ['KS-0001'], undefined, 'ticket', ['KS-0001']],
]

test.each(known)(
  'what is asked as %s is asked again for news of each thing it shows',
  (name, key, answer, kind, names) => {
    for (const each of names) expect(isOld({ [kind]: [each] }, [name, ...key], answer), each).toBe(true)
  },
)

test('an answer that is under way may be about whatever is named, unless its question says what it is about', () => {
  const mayBe = (nudge: Nudge, key: readonly unknown[]) => mayBeMadeOld(nudge, rowOf(news, key)!, key)
  expect(mayBe({ presence: ['KS-0002'] }, ['sets', {}])).toBe(true)
  expect(mayBe({ duty: ['d-1'] }, ['sets', {}])).toBe(false)
  expect(mayBe({ report: ['KS-0001'] }, ['series', 'KS-0001', 'day'])).toBe(true)
  expect(mayBe({ report: ['KS-0002'] }, ['series', 'KS-0001', 'day'])).toBe(false)
})

test('the board asks only for what is named, and for everything when a set is new', () => {
  expect(namedIn({ report: ['KS-0001'], lessons: ['T-2026-0001'] }, news.board!)).toEqual([
    'KS-0001',
    'T-2026-0001',
  ])
  expect(namedIn({ registered: ['KS-0002'] }, news.board!)).toBe('all')
  expect(namedIn({ presence: 'many' }, news.board!)).toBe('all')
  expect(namedIn({ duty: ['d-1'] }, news.board!)).toEqual([])
})

test('every question of the console stands in the table, and nothing else does', () => {
  const console = join(import.meta.dirname, '..')
  const files = globSync('*/**/*.{ts,tsx}', { cwd: console, exclude: ['dist/**', '**/*.test.ts', 'data/**'] })
  const asked = files.flatMap(file =>
    [
      ...readFileSync(join(console, file), 'utf8').matchAll(
        /\b(?:queryKey: |key: |\w*[kK]ey = )\['([\w-]+)'/g,
      ),
    ].map(([, name]) => name),
  )
  const kept = ['timetable-draft']
  expect([...new Set(asked)].filter(name => !kept.includes(name!)).toSorted()).toEqual(questions.toSorted())
})

test('a page on screen asks again at once, a list at most once a second, and what nobody looks at not', async () => {
  const heard = await told({ presence: ['KS-0001'] }, [
    [['set', 'KS-0001'], true],
    [['set', 'KS-0002'], true],
    [['timeline', 'KS-0001', 'all'], false],
    [['locations', {}], true],
  ])
  expect(heard).toEqual(['set,KS-0001'])
  const listed = await told({ registered: ['KS-0003'] }, [
    [['sets', 'a', 0], true],
    [['sets', 'a', 1], true],
  ])
  expect(listed).toEqual(['sets,a,0', 'sets,a,1'])
})

/** What is asked again after this news is told twice; each question with whether somebody looks at the answer. */
async function told(nudge: Nudge, asked: [string[] | unknown[], boolean][]): Promise<string[]> {
  const client = new QueryClient()
  const again: string[] = []
  let isTold = false
  for (const [queryKey, isShown] of asked) {
    const queryFn = () => {
      if (isTold) again.push(queryKey.join())
      return { rows: [] }
    }
    await client.fetchQuery({ queryKey, queryFn })
    const stop = isShown
      ? new QueryObserver(client, { queryKey, queryFn, staleTime: 60_000 }).subscribe(() => {})
      : () => {}
    onTestFinished(stop)
  }
  let tell: (nudge: Nudge) => void = () => {}
  const stop = followNews(
    client,
    listener => {
      tell = listener
      return () => {}
    },
    news,
  )
  isTold = true
  tell(nudge)
  const settled = () => client.isFetching() === 0
  await expect.poll(() => again.length > 0 && settled(), { timeout: 5_000 }).toBe(true)
  stop()
  client.clear()
  return again.toSorted()
}
