import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Board, BoardPair } from '../../overview/board/api.ts'
import { ask } from '../data/fetch.ts'
import { useNamed } from '../data/news.ts'
import { serverNow } from '../ui/clock.ts'
import { news } from './news.ts'

const boardKey = ['board']
const pauseMs = 400
const againMs = 3_000
/** When nothing else was asked for so long, something is: that it is answered shows that the board can be. */
const quietMsMax = 20_000
const lookMs = 1_000
/** What ends at an instant has ended when it is asked, and not every browser asks at once; ms. */
const afterMs = 300
const spreadMs = 1_000
/** More sets and trajectories than this are asked for by asking for everything; keeps the address below the contract's limit. */
const namedMax = 200

/** The board, kept true by asking only for what nudges name, and for what was to end by now. */
export function useBoard() {
  const client = useQueryClient()
  const changes = useMemo(() => followChanges(client), [client])
  useEffect(() => changes.stop, [changes])
  useEffect(() => {
    const stayFresh = () => {
      const board = client.getQueryData<Board>(boardKey)
      if (!board || !changes.isQuiet()) return
      changes.add(board.pairs.length === 0 ? 'all' : changingByTime(board))
    }
    const timer = setInterval(stayFresh, lookMs)
    return () => clearInterval(timer)
  }, [changes, client])
  useNamed(news.board, changes.add)
  const board = useQuery({ queryKey: boardKey, queryFn: ({ signal }) => ask('/api/board', {}, {}, signal) })
  useEffect(() => {
    if (board.data) changes.follow(board.data.pairs)
  }, [board.data, changes])
  return board
}

function followChanges(client: QueryClient) {
  const waiting = new Set<string>()
  let everything = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let ending: ReturnType<typeof setTimeout> | undefined
  let askedAt = Date.now()

  const plan = (delayMs: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void run()
    }, delayMs)
  }
  const run = async () => {
    if (client.isFetching({ queryKey: boardKey }) > 0) return plan(pauseMs)
    askedAt = Date.now()
    const named = new Set(waiting)
    const all = everything || named.size > namedMax
    waiting.clear()
    everything = false
    if (all) return client.invalidateQueries({ queryKey: boardKey })
    // What is shown waits for this answer.
    await client.invalidateQueries({ queryKey: boardKey, refetchType: 'none' })
    const answer = await ask('/api/board', {}, { sets: [...named].join(',') }).catch(() => undefined)
    if (answer) {
      client.setQueryData<Board>(boardKey, board => board && patched(board, answer, named))
    } else {
      for (const label of named) waiting.add(label)
      plan(againMs)
    }
  }
  return {
    add: (named: 'all' | readonly string[]) => {
      if (named === 'all') everything = true
      else for (const name of named) waiting.add(name)
      plan(Math.max(0, askedAt + pauseMs - Date.now()))
    },
    isQuiet: () => Date.now() - askedAt >= quietMsMax,
    /** One question for all that end at the same time. */
    follow: (pairs: readonly BoardPair[]) => {
      clearTimeout(ending)
      const first = firstEnd(pairs)
      if (first === undefined) return
      const delayMs = Math.max(0, first - serverNow()) + afterMs + Math.random() * spreadMs
      ending = setTimeout(() => {
        for (const code of endedBy(pairs, serverNow())) waiting.add(code)
        if (waiting.size > 0) plan(0)
      }, delayMs)
    },
    stop: () => {
      clearTimeout(timer)
      clearTimeout(ending)
      timer = undefined
    },
  }
}

/** The pairs of which time alone changes what is said of them; without any the first, which will do. */
function changingByTime({ pairs }: Board): string[] {
  const changing = pairs.filter(({ home, school }) => [home, school].some(isChangingByTime))
  return (changing.length > 0 ? changing : pairs.slice(0, 1)).map(({ trajectory }) => trajectory)
}

function isChangingByTime(side: BoardPair['home']): boolean {
  return side?.breaks !== undefined || side?.mendedAt !== undefined
}

/** When the first thing that trajectories are in ends; ms since 1970 UTC; undefined: nothing does today. */
export function firstEnd(pairs: readonly BoardPair[]): number | undefined {
  const first = pairs.reduce(
    (first, { lesson }) => Math.min(first, lesson?.until ?? first),
    Number.POSITIVE_INFINITY,
  )
  return Number.isFinite(first) ? first : undefined
}

/** The codes of the trajectories for which what they are in has ended. */
export function endedBy(pairs: readonly BoardPair[], now: number): string[] {
  return pairs.flatMap(({ trajectory, lesson }) =>
    lesson !== null && lesson.until !== null && lesson.until <= now ? [trajectory] : [],
  )
}

/** The board with the answer about the named sets and trajectories in place: changed pairs, new ones, and without those that ended. */
export function patched(board: Board, answer: Board, named: ReadonlySet<string>): Board {
  const fresh = new Map(answer.pairs.map(pair => [pair.trajectory, pair]))
  const kept = board.pairs.filter(pair => fresh.has(pair.trajectory) || !holds(pair, named))
  const known = new Set(kept.map(pair => pair.trajectory))
  return {
    ...answer,
    pairs: [
      ...kept.map(pair => fresh.get(pair.trajectory) ?? pair),
      ...answer.pairs.filter(pair => !known.has(pair.trajectory)),
    ],
  }
}

function holds(pair: BoardPair, named: ReadonlySet<string>): boolean {
  return (
    named.has(pair.trajectory) || [pair.home, pair.school].some(side => side !== null && named.has(side.set))
  )
}
