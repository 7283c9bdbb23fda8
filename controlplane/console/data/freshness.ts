import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'

/** Any news of a kind, or only news that names what the answer is about. */
type When = 'any' | 'named'
type Names = (key: readonly unknown[], answer: unknown) => readonly unknown[]

export type Row = {
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

export const listPaceMs = 1_000

/** What the second word of the key names. */
export const ofKey: Names = ([, name]) => [name]

/** Names in an answer, beside the one in the key; none as long as it has not come. */
export function named<Answer>(
  names: (answer: Answer) => readonly unknown[],
  ofQuery: Names = () => [],
): Names {
  return (key, answer) => [...ofQuery(key, answer), ...(answer === undefined ? [] : names(answer as Answer))]
}

/**
 * Questions of the console, by the first word of their key, and the news that makes their answers old. Each area says
 * its own; what nothing makes old is asked when somebody wants it: most of those are written down each time.
 */
export type News = Readonly<Record<string, Row>>

/** What the levels below the areas ask. */
export const everywhere = {
  'place-picker': { when: { location: 'any', registered: 'any', trajectory: 'any' }, paceMs: listPaceMs },
  'open-help': {
    when: { help: 'any', ticket: 'any', trajectory: 'any', location: 'any', registered: 'any' },
  },
  'board-children': { when: {} },
  'account-name': { when: {} },
  person: { when: {} },
  'own-sign-ins': { when: { people: 'any' } },
  search: { when: {} },
  'search-classes': { when: {} },
  'sign-in': { when: {} },
} as const satisfies News

/** The row of a question; undefined: its key begins with no word of the table. */
export function rowOf(table: News, [name]: readonly unknown[]): Row | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined
}

/** Whether this news makes the answer to a question old. */
export function isMadeOld(nudge: Nudge, row: Row, key: readonly unknown[], answer: unknown): boolean {
  return kindsIn(nudge, row).some(([kind, changed]) => {
    if (changed === 'many' || row.when[kind] === 'any') return true
    const names = new Set(row.names?.(key, answer))
    return changed.some(name => names.has(name))
  })
}

/** As above, of an answer that is still under way: where the key does not say what it is about, that may be anything. */
export function mayBeMadeOld(nudge: Nudge, row: Row, key: readonly unknown[]): boolean {
  return row.names === ofKey ? isMadeOld(nudge, row, key, undefined) : namedIn(nudge, row).length > 0
}

/** What the news names of all that a question may be about; `all`: more than can be named. */
export function namedIn(nudge: Nudge, row: Row): 'all' | readonly string[] {
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
