import { findVerdicts } from '../../calls/verdict/queries.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { type Look, reachOf } from '../../people/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Board, BoardPair, BoardTicket } from './api.ts'
import { findBoardPairs, judgePairs, type Wanted } from './queries.ts'
import { findQuestioned } from './questioned-queries.ts'
import { withReadiness } from './readiness-queries.ts'
import { findLiveStorms } from './storm-queries.ts'
import { findBoardTickets } from './ticket-queries.ts'

type Parts = {
  sql: Database
  lessons: Pick<LessonClock, 'catchUp' | 'statusOf' | 'hereSince' | 'lessonAround'>
}

/** Open pairs with what is said of them now. `checked`: of which it is told what their sets last found. */
export async function findPairs(
  { sql, lessons }: Parts,
  wanted: Wanted,
  checked?: (pair: BoardPair) => boolean,
): Promise<BoardPair[]> {
  const known = findBoardPairs(sql, wanted)
  const [pairs, said] = await Promise.all([
    known,
    wanted.names === undefined
      ? findVerdicts(sql, 'all')
      : known.then(pairs =>
          findVerdicts(
            sql,
            pairs.map(({ trajectory }) => trajectory),
          ),
        ),
    lessons.catchUp(),
  ])
  return withReadiness(sql, judgePairs(pairs, said, lessons, wanted.now), checked)
}

type Asked = Wanted & { roles: readonly Look[] }

/** The whole board, or the pairs with these names; who may not see the queue sees no tickets. */
export async function findBoard(
  { personal, ...parts }: Parts & { personal: PersonalData },
  { roles, ...wanted }: Asked,
): Promise<Board> {
  const { names, counsellor, now } = wanted
  const found = findPairs(parts, wanted)
  const ticketsOf = (codes: readonly string[] | 'all') =>
    reachOf(roles, 'seeQueue') === undefined
      ? new Map<string, BoardTicket>()
      : findBoardTickets({ sql: parts.sql, personal }, { codes, isNameless: roles.includes('wall') })
  const [pairs, questioned, storms, tickets] = await Promise.all([
    found,
    findQuestioned(parts.sql, counsellor),
    findLiveStorms(parts.sql, counsellor),
    names === undefined
      ? ticketsOf('all')
      : found.then(pairs => ticketsOf(pairs.map(({ trajectory }) => trajectory))),
  ])
  const withTicket = <One extends object>(one: One, of: string) => {
    const ticket = tickets.get(of)
    return ticket ? { ...one, ticket } : one
  }
  return {
    at: now,
    pairs: pairs.map(pair => withTicket(pair, pair.trajectory)),
    storms: storms.map(storm => withTicket(storm, storm.key)),
    questioned: [...questioned],
  }
}
