import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { searchMax } from '../../overview/list/rules.ts'
import { ask } from '../data/fetch.ts'
import { useMay } from '../session/useMay.ts'
import { type Answer, kindsInOrder } from './searchOrder.ts'

const typingMs = 150
/** Less than this finds everything. */
const shortest = 2

/** One thing that was found. `choice` names it among the others. */
export type Hit =
  | { kind: 'trajectories'; choice: string; row: Answer['trajectories'][number] }
  | { kind: 'sets'; choice: string; row: Answer['sets'][number] }
  | { kind: 'locations'; choice: string; row: Answer['locations'][number] }
  | { kind: 'tickets'; choice: string; row: Answer['tickets'][number] }
/** `isMore`: there may be more of this kind than are shown. */
export type HitGroup = { kind: Hit['kind']; hits: Hit[]; isMore: boolean }

const noGroups: HitGroup[] = []
const noTickets = { tickets: [] }

/** What was found for what stands there; old hits stay while new ones are looked for. */
export function useHits(text: string) {
  const typed = text.trim()
  const [q] = useDebouncedValue(typed, typingMs)
  const { may } = useMay('seeSets')
  const { may: mayTickets } = useMay('seeTickets')
  const isAsked = q.length >= shortest && may
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['search', q],
    async queryFn({ signal }): Promise<Answer> {
      const [found, { tickets }] = await Promise.all([
        ask('/api/search', {}, { q }, signal),
        mayTickets ? ask('/api/search/tickets', {}, { q }, signal) : noTickets,
      ])
      return { ...found, tickets }
    },
    enabled: isAsked,
    placeholderData: keepPreviousData,
    // What is found by a name is written down: the same words are not asked for again within a moment.
    staleTime: 30_000,
    select: answer => groupsOf(answer, q),
  })
  const isShown = typed.length >= shortest && may && data !== undefined
  const groups = isShown ? data : noGroups
  /** Whether the hits belong to what stands there now. */
  const isCurrent =
    !may || typed.length < shortest || (q === typed && !isPlaceholderData && (isError || isShown))
  const state = isError ? 'failed' : !isCurrent ? 'searching' : groups.length === 0 ? 'none' : 'found'
  return { groups, isCurrent, state } as const
}

function groupsOf(answer: Answer, q: string): HitGroup[] {
  const of: Record<Hit['kind'], Hit[]> = {
    trajectories: answer.trajectories.map(row => ({ kind: 'trajectories', choice: `t ${row.code}`, row })),
    sets: answer.sets.map(row => ({ kind: 'sets', choice: `s ${row.label}`, row })),
    locations: answer.locations.map(row => ({ kind: 'locations', choice: `l ${row.code}`, row })),
    tickets: answer.tickets.map(row => ({ kind: 'tickets', choice: `m ${row.no}`, row })),
  }
  return kindsInOrder(answer, q)
    .map(kind => ({ kind, hits: of[kind], isMore: of[kind].length >= searchMax }))
    .filter(({ hits }) => hits.length > 0)
}
