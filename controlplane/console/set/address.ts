import type { Span, Timeline } from '../../overview/set/series-api.ts'

type EntryKind = Timeline['entries'][number]['kind']
export const shownSpans = ['hour', 'day', 'week'] as const satisfies readonly Span[]
export const entryKinds = ['presence', 'fact'] as const satisfies readonly EntryKind[]

/** The part of the address that is this page's; the hour and everything are left out. */
export type SetAddress = { span?: Span; kind?: EntryKind }

export function parseSetAddress(search: Record<string, unknown>): SetAddress {
  const span = shownSpans.find(span => span === search.span)
  const kind = entryKinds.find(kind => kind === search.kind)
  return { ...(span && { span }), ...(kind && { kind }) }
}
