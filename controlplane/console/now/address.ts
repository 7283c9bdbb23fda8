import { type BoardGroup, boardGroups } from './arrangement.ts'

/** The part of the address that is this page's: the filter, and the groups that were opened or closed by hand. */
export type NowAddress = { q?: string; open?: string; closed?: string }

export function parseNowAddress(search: Record<string, unknown>): NowAddress {
  const address: NowAddress = {}
  for (const name of ['q', 'open', 'closed'] as const) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') address[name] = value
  }
  return address
}

/** Groups that ask for nobody start as a count; those that ask for somebody are always open. */
const startsOpen: Record<BoardGroup, boolean> = {
  storm: false,
  asks: true,
  soon: true,
  back: true,
  connecting: false,
  unknown: true,
  good: false,
  no_lesson: false,
  off: false,
  connected: false,
}
const neverClosed: readonly BoardGroup[] = ['asks', 'soon']

export function canClose(group: BoardGroup): boolean {
  return !neverClosed.includes(group)
}

export function isOpen(group: BoardGroup, address: NowAddress): boolean {
  if (address.q || !canClose(group)) return true
  if (named(address.open).includes(group)) return true
  return startsOpen[group] && !named(address.closed).includes(group)
}

/** The address after a click on the heading of a group. */
export function toggled(group: BoardGroup, address: NowAddress): NowAddress {
  const opens = !isOpen(group, address)
  const list = (text: string | undefined, includes: boolean) =>
    boardGroups.filter(each => (each === group ? includes : named(text).includes(each))).join(',')
  const { q } = address
  return parseNowAddress({
    q,
    open: list(address.open, opens && !startsOpen[group]),
    closed: list(address.closed, !opens && startsOpen[group]),
  })
}

function named(text: string | undefined): string[] {
  return text?.split(',') ?? []
}
