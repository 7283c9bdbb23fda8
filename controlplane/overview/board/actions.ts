import { recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { dayOf, startOf } from '../../calendar/day/rules.ts'
import { findAskingForHelp } from '../../help/case/queries.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { nearMs } from '../../lessons/status/rules.ts'
import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { openChild } from '../../trajectories/queries.ts'
import { asksForPerson } from '../asks/rules.ts'
import { refreshListed } from '../listed/actions.ts'
import { type BoardChildren, boardChildrenMax, type PersonAnswer } from '../trajectories/api.ts'
import type { BoardPair } from './api.ts'
import { findLiveStorms } from './storm-queries.ts'
import { findPairs } from './whole-queries.ts'

type Clock = Pick<LessonClock, 'catchUp' | 'statusOf' | 'hereSince' | 'lessonAround'>
type Parts = { sql: Database; personal: PersonalData; lessons: Clock }
type Asked = By & {
  /** Of trajectories; those after the fiftieth are left out. */
  codes: readonly string[]
  /** Whose trajectories; undefined: everybody's. */
  counsellor: string | undefined
}

/**
 * First name and class of the children that ask for a person now, and no storm explains it, or for help at a set; others
 * are left out. That it was read is written down once for each person, child and lesson: the board asks again and again.
 */
export async function readBoardChildren(
  { sql, personal, lessons }: Parts,
  { codes, counsellor, actor, now }: Asked,
): Promise<BoardChildren['children']> {
  const asked = codes.slice(0, boardChildrenMax)
  await refreshListed(sql)
  const [pairs, asking, storms] = await Promise.all([
    findPairs({ sql, lessons }, { names: asked, counsellor, now }),
    findAskingForHelp(sql, asked),
    findLiveStorms(sql, counsellor),
  ])
  const named = new Set(asked)
  const explained = new Set(storms.flatMap(({ pairs }) => pairs))
  const asks = (pair: BoardPair) => asksForPerson(pair, now) && !explained.has(pair.trajectory)
  const open = pairs.filter(pair => named.has(pair.trajectory) && (asks(pair) || asking.has(pair.trajectory)))
  const codesOf = open.map(pair => pair.trajectory)
  return readOnce({ sql, personal, lessons }, { codes: codesOf, how: 'board', actor, now })
}

/** First name and class of one child for the top of a page, written down as on the board; `child` null: not known. */
export async function readChildOfPage(
  parts: Parts,
  { code, actor, now }: By & { code: string },
): Promise<PersonAnswer | undefined> {
  const [known] = await parts.sql`select from trajectories where code = ${code}`
  if (!known) return undefined
  await parts.lessons.catchUp()
  const [child] = await readOnce(parts, { codes: [code], how: 'page', actor, now })
  return { child: child ? { firstName: child.firstName, className: child.className } : null }
}

type Reading = By & { codes: readonly string[]; how: 'board' | 'page' }

/** Names of children; what this person read in this lesson before is not written down again. */
async function readOnce(
  { sql, personal, lessons }: Parts,
  { codes, how, actor, now }: Reading,
): Promise<BoardChildren['children']> {
  if (codes.length === 0) return []
  return sql.begin(async tx => {
    const rows = await tx<(Sealed & { id: string; code: string })[]>`
      select id, code, sealed, key_id as "keyId" from trajectories
      where code = any(${[...codes]}::text[]) and sealed is not null order by code`
    if (rows.length === 0) return []
    const since = new Map(rows.map(({ code }) => [`child:${code}`, beganAt(lessons, code, now)]))
    const records = await findUnread(tx, since, { actor, how })
    if (records.length > 0) await recordReads(tx, { at: now, accountId: actor, records, how })
    return rows.map(({ id, code, ...sealed }) => ({ trajectory: code, ...openChild(personal, id, sealed) }))
  })
}

/** When the lesson began, with its run-up; without one the day. */
function beganAt(lessons: Clock, code: string, now: number): number {
  const lesson = lessons.lessonAround(code, now)
  const began = lesson && lesson.from - nearMs
  return began !== undefined && began <= now ? began : startOf(dayOf(now).day)
}

/** The records that this person did not read in this way since then. */
async function findUnread(
  tx: Transaction,
  since: ReadonlyMap<string, number>,
  { actor, how }: Pick<Reading, 'actor' | 'how'>,
): Promise<string[]> {
  const records = [...since.keys()]
  const earliest = Math.min(...since.values())
  const read = await tx<{ record: string; at: number }[]>`
    select record, max(at) as at from access_log
    where account_id = ${actor} and how = ${how} and at >= ${earliest}::timestamptz
      and record = any(${records}::text[]) group by record`
  const lastRead = new Map(read.map(({ record, at }) => [record, at]))
  return records.filter(record => (lastRead.get(record) ?? 0) < (since.get(record) ?? 0))
}
