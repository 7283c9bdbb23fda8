import type { TrajectoriesQuery } from '../../overview/trajectories/api.ts'
import { type Phase, phases } from '../../trajectories/milestone/rules.ts'

export const sortable = ['code', 'place', 'phase', 'deadline'] as const

/** What the list shows, as it stands in the address. */
export type TrajectoriesAddress = Pick<
  TrajectoriesQuery,
  'q' | 'phase' | 'late' | 'lessons' | 'whose' | 'sort' | 'direction'
>

type Words = { [Name in keyof TrajectoriesAddress]?: unknown }

/** What the address says, as far as it is known here; unknown words fall away. */
export function parseTrajectoriesAddress(search: Words): TrajectoriesAddress {
  const { q, whose } = search
  const phase = chosenPhases(search.phase).join(',')
  const lessons = (['none', 'now'] as const).find(word => word === search.lessons)
  const sort = sortable.find(sort => sort === search.sort)
  return {
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 100) }),
    ...(phase !== '' && { phase }),
    ...(search.late === 'yes' && { late: 'yes' as const }),
    ...(lessons && { lessons }),
    ...(typeof whose === 'string' && /^(me|[0-9a-f-]{36})$/.test(whose) && { whose }),
    ...(sort && { sort }),
    ...(search.direction === 'down' && { direction: 'down' as const }),
  }
}

export function chosenPhases(value: unknown): Phase[] {
  const named = typeof value === 'string' ? value.split(',') : []
  return phases.filter(phase => named.includes(phase))
}

/** The address with something else in it; undefined takes a word away. */
export function withWords(address: TrajectoriesAddress, change: Words): TrajectoriesAddress {
  return parseTrajectoriesAddress({ ...address, ...change })
}

export function withPhase(address: TrajectoriesAddress, phase: Phase): TrajectoriesAddress {
  const chosen = chosenPhases(address.phase)
  const next = chosen.includes(phase) ? chosen.filter(each => each !== phase) : [...chosen, phase]
  return withWords(address, { phase: next.join(',') })
}

export function withoutFilters({ sort, direction }: TrajectoriesAddress): TrajectoriesAddress {
  return parseTrajectoriesAddress({ sort, direction })
}

export function hasFilters({ q, phase, late, lessons, whose }: TrajectoriesAddress): boolean {
  return [q, phase, late, lessons, whose].some(word => word !== undefined)
}
