import { civilDay, type Day, dayAfter, dayOf, minuteOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import type { ExpectationOf } from '../../devices/presence/actions.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findWork } from '../../platform/work/queries.ts'
import { everyKey, type WorkKind } from '../../platform/work/rules.ts'
import type { LessonNow as Told } from '../api.ts'
import { expectationOfSet, nothingExpected } from '../expectation/rules.ts'
import { findCodesAt, findLessonFacts, type KnownLessons } from '../fact/queries.ts'
import {
  addLessonMinutes,
  type LessonFacts,
  type LessonNow,
  lessonMinutes,
  lessonStatus,
  nextLesson,
  tellable,
} from '../rules.ts'
import { dutyHours, endOfLessons, lessonAround } from '../window/rules.ts'

/** The lessons of every trajectory in memory, so that judging one takes microseconds and no question to the database. */
export type LessonClock = {
  /** Reads anew, all or these alone: at the start, every few seconds, and after a change before anybody is told of it. */
  refresh(codes?: readonly string[] | 'all'): Promise<void>
  /** Reads what is committed and not worked out yet: who just saved sees it at once. Before a person is answered. */
  catchUp(): Promise<void>
  /** What a trajectory is in at an instant near now; null: it is not known. */
  statusOf(code: string, at: number): Told | null
  expectationOf: ExpectationOf
  /** When somebody should be at the helpdesk on these days: in the hours of schools, and whenever a lesson is given. */
  dutyHoursOn(days: readonly Day[]): Promise<{ startsAt: number; endsAt: number }[]>
  /** The lesson at an instant, or the one that comes next that day; undefined: none, or not known. */
  lessonAround(code: string, at: number): { from: number; until: number } | undefined
  /** Minutes of lesson between two instants, the first not before yesterday; undefined: not known. */
  lessonMinutes(code: string, from: number, to: number): number | undefined
  /** The instant by which so many minutes of lesson have passed since then; undefined: not within two weeks. */
  afterLessonMinutes(code: string, since: number, minutes: number): number | undefined
  /** When the next lesson begins that the child is expected in; undefined: none in sight. */
  nextLesson(code: string, at: number): number | undefined
  /** When the lessons of that day end; undefined: it has none, or is not known. */
  endOfLessons(code: string, at: number): number | undefined
  /** Since when the child said to be there, as far as that holds; null: it does not. */
  hereSince(code: string, at: number): number | null
  /** All that decides when it has lessons, pauses apart as well; undefined: it is not known. */
  knownOf(code: string): Pick<KnownLessons, 'facts' | 'pauses'> | undefined
  /** Trajectories that are in a lesson now. */
  countLessons(at: number): number
}

type Parts = { sql: Database; now(): number }

/** What ended before yesterday plays no part in what is now. */
const daysBack = 1
const yearsAhead = 2
/** Thousands are asked for at once, and of many no lesson is known. */
const daysInSight = 14
/** @throws when the database cannot be asked; at a later `refresh` too, and then what was known stays. */
export async function startLessonClock(parts: Parts): Promise<LessonClock> {
  const known = openKnown(parts)
  const { momentOf, judge } = openJudge(parts.now())
  const { refresh, ofCode } = known
  const catchUp = catchingUp(parts.sql, refresh)
  await refresh('all')
  return {
    refresh: (codes = 'all') => refresh(codes),
    catchUp,
    statusOf(code, at) {
      const known = ofCode(code)
      return known ? tellable(judge(known.facts, at)) : null
    },
    expectationOf({ label, kind }, at) {
      const serves = known.ofSet(label)
      return serves ? expectationOfSet(kind, judge(serves.facts, at), at) : nothingExpected
    },
    lessonAround(code, at) {
      const known = ofCode(code)
      return known && lessonAround(known.facts, momentOf(at).today, at)
    },
    lessonMinutes(code, from, to) {
      const known = ofCode(code)
      return known && lessonMinutes(known.facts, from, to)
    },
    afterLessonMinutes(code, since, minutes) {
      const known = ofCode(code)
      return known && addLessonMinutes(known.facts, since, minutes, daysInSight)
    },
    nextLesson(code, at) {
      const known = ofCode(code)
      return known && nextLesson(known.facts, at)
    },
    endOfLessons(code, at) {
      const known = ofCode(code)
      return known && endOfLessons(known.facts, dayOf(at))
    },
    hereSince(code, at) {
      const said = ofCode(code)?.here ?? []
      return said.find(({ from, until }) => from <= at && (until === null || at < until))?.from ?? null
    },
    knownOf: ofCode,
    async dutyHoursOn(days) {
      await catchUp()
      return days.flatMap(day => dutyHours(known.school(), known.all(), civilDay(day)))
    },
    countLessons: at => known.all().filter(({ facts }) => judge(facts, at).status === 'lesson').length,
  }
}

type Codes = readonly string[] | 'all'

/** What was read of every trajectory, and of a school of which nothing is known but its holidays. */
function openKnown({ sql, now }: Parts) {
  let holidays = holidaysAround(now())
  let byCode = new Map<string, KnownLessons>()
  let bySet = new Map<string, KnownLessons>()
  let turn: Promise<unknown> = Promise.resolve()
  let school = schoolIn(holidays.closed)

  async function read(codes: Codes): Promise<void> {
    const at = now()
    if (holidays.year !== yearOf(at)) {
      holidays = holidaysAround(at)
      school = schoolIn(holidays.closed)
    }
    const since = dayAfter(dayOf(at), -daysBack).day
    const asked = { since, holidays: holidays.closed, now: at }
    const known = await findLessonFacts(sql, codes === 'all' ? asked : { ...asked, codes })
    byCode = new Map([...(codes === 'all' ? [] : byCode), ...known.map(one => [one.code, one] as const)])
    bySet = new Map([...byCode.values()].flatMap(one => one.sets.map(label => [label, one] as const)))
  }

  return {
    ofCode: (code: string) => byCode.get(code),
    ofSet: (label: string) => bySet.get(label),
    all: () => [...byCode.values()],
    school: () => school,
    /** One after another: what was read first must not be put in place last. */
    refresh(codes: Codes): Promise<void> {
      const done = turn.then(() => read(codes))
      turn = done.catch(() => undefined)
      return done
    },
  }
}

/** Thousands are asked for one instant: its day and minute are worked out once. */
function openJudge(now: number) {
  let moment = { at: Number.NaN, today: dayOf(now), minute: 0 }
  function momentOf(at: number) {
    if (moment.at !== at) moment = { at, today: dayOf(at), minute: minuteOf(at) }
    return moment
  }
  function judge(facts: LessonFacts, at: number): LessonNow {
    const { today, minute } = momentOf(at)
    return lessonStatus(facts, at, today, minute)
  }
  return { momentOf, judge }
}

/** Reads what work waits for and was not read yet. */
function catchingUp(sql: Database, refresh: (codes: Codes) => Promise<void>) {
  let caughtUp: ReadonlySet<number> = new Set()
  return async (): Promise<void> => {
    const waiting = await findWork(sql, ['lessons', 'lessons_at_place'])
    const unread = waiting.filter(({ id }) => !caughtUp.has(id))
    if (unread.length > 0) {
      const keysOf = (wanted: WorkKind) => unread.filter(({ kind }) => kind === wanted).map(({ key }) => key)
      const codes = keysOf('lessons')
      const isAll = codes.includes(everyKey)
      await refresh(isAll ? 'all' : [...codes, ...(await findCodesAt(sql, keysOf('lessons_at_place')))])
    }
    caughtUp = new Set(waiting.map(({ id }) => id))
  }
}

const yearOf = (at: number) => Number(dayOf(at).day.slice(0, 4))

/** The holidays of the school years around an instant. */
function holidaysAround(at: number): { year: number; closed: ReturnType<typeof closedDays> } {
  const year = yearOf(at)
  return { year, closed: closedDays(year - 1, year + yearsAhead) }
}

/** A school of which nothing is known but that it is Flemish. */
function schoolIn(closed: LessonFacts['closed']): LessonFacts {
  return { timetable: undefined, exceptions: new Map(), bells: undefined, closed, away: [] }
}
