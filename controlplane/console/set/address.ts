import type { Span } from '../../overview/set/series-api.ts'

type EntryKind = 'presence' | 'fact'
export const shownSpans = ['hour', 'day', 'week'] as const satisfies readonly Span[]
export const entryKinds = ['presence', 'fact'] as const satisfies readonly EntryKind[]

/** The part of the address that is this page's; the hour that runs and everything are left out. `day`: "YYYY-MM-DD". */
export type SetAddress = { span?: Span; kind?: EntryKind; day?: string }

export function parseSetAddress(search: Record<string, unknown>): SetAddress {
  const span = shownSpans.find(span => span === search.span)
  const kind = entryKinds.find(kind => kind === search.kind)
  const day =
    typeof search.day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.day) ? search.day : undefined
  return { ...(span && { span }), ...(kind && { kind }), ...(day && { day }) }
}
