import type { BoardPair, BoardStorm } from '../../overview/board/api.ts'
import { isOpen, type NowAddress } from './address.ts'
import { type Arrangement, type BoardGroup, boardGroups, matches, wrongSince } from './arrangement.ts'

/** One row of the list: the heading of a group or of a storm, or a pair. */
export type Item =
  | {
      key: string
      group: Exclude<BoardGroup, 'storm'>
      count: number
      open: boolean
      minutes: number | undefined
    }
  | { key: string; storm: BoardStorm; count: number; open: boolean }
  | { key: string; pair: BoardPair; group: BoardGroup; child: string | undefined }

const minuteMs = 60_000

type Listed = {
  pairs: readonly BoardPair[]
  storms: readonly BoardStorm[]
  shown: Arrangement
  address: NowAddress
  children: ReadonlyMap<string, string>
  at: number
}

/** Values are always the newest; only which row stands where is as arranged. A storm is shown whatever is filtered. */
export function itemsOf({ pairs, storms, shown, address, children, at }: Listed): Item[] {
  const byCode = new Map(pairs.map(pair => [pair.trajectory, pair]))
  const foundIn = (group: BoardGroup) =>
    shown[group]
      .flatMap(code => byCode.get(code) ?? [])
      .filter(pair => matches(pair, address.q ?? '', children.get(pair.trajectory)))
  const rowsOf = (found: readonly BoardPair[], group: BoardGroup): Item[] =>
    found.map(pair => ({ key: pair.trajectory, pair, group, child: children.get(pair.trajectory) }))

  return boardGroups.flatMap((group): Item[] => {
    const found = foundIn(group)
    const open = isOpen(group, address)
    if (group === 'storm') return stormItems(found, open)
    if (found.length === 0) return []
    const oldest = Math.min(...found.map(pair => wrongSince(pair, at)))
    const minutes = group === 'asks' && oldest <= at ? Math.floor((at - oldest) / minuteMs) : undefined
    const heading = { key: group, group, count: found.length, open, minutes }
    return open ? [heading, ...rowsOf(found, group)] : [heading]
  })

  /** Each pair once, under the widest storm; what no storm explains any more and a hand still holds, below. */
  function stormItems(found: readonly BoardPair[], open: boolean): Item[] {
    let rest = found
    const items = storms.flatMap((storm): Item[] => {
      const codes = new Set(storm.pairs)
      const under = rest.filter(({ trajectory }) => codes.has(trajectory))
      rest = rest.filter(({ trajectory }) => !codes.has(trajectory))
      const heading = { key: `storm ${storm.key}`, storm, count: under.length, open }
      return open ? [heading, ...rowsOf(under, 'storm')] : [heading]
    })
    return [...items, ...rowsOf(rest, 'storm')]
  }
}
