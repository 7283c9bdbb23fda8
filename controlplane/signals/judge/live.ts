import { Counter, type Registry } from 'prom-client'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { laterMs, openTouched, type Touched } from '../touched/live.ts'
import { findStanding, type Wanted } from './actions.ts'
import { openFailures } from './failing-actions.ts'
import { judgeAll } from './pass-actions.ts'
import { findDue, findNextDue } from './queries.ts'
import { earliest } from './signal-rules.ts'

type Parts = {
  sql: Database
  lessons: LessonClock
  nudges: Nudges
  registry: Registry
  log: Log
  clock: Clock
}

/** Judges what changed once it is committed, and what time alone may change when it is due. */
export type JudgeLoop = {
  /** What is due by now, and what else waits. With a held clock it settles when all of it is judged. */
  tick(): Promise<void>
  /** When it last looked without a failure, also where nothing was to be judged; ms since 1970 UTC. Null: never. */
  passedAt(): number | null
  stop(): Promise<void>
}

/** So many names at once of what may wait: what somebody waits for comes in between. */
const laterMax = 64
const everything = 1_000_000
/** So much longer than it judges these it leaves the rest of the house alone. */
const restFactor = 9
const restMsMax = 2000
const retryMs = 1000

export function startJudge(parts: Parts): JudgeLoop {
  const { sql, nudges, clock } = parts
  const touched = openTouched()
  const looking = openLooking(parts, touched)
  let turn: Promise<void> = Promise.resolve()
  /** Of what may wait there is more than was taken. */
  let isMore = false

  /** One look after another; `isWhole`: at all that waits or is due, together. */
  function look(isWhole: boolean): Promise<void> {
    turn = turn.then(async () => {
      const now = clock.now()
      if (isWhole) touched.hurry()
      const { again, lastedMs } = await looking.look(() => take(isWhole, now), now)
      const rest = isMore ? Math.min(restMsMax, lastedMs * restFactor) : undefined
      alarm.wake(earliest(again, rest, touched.isLater() ? laterMs : undefined))
    })
    return turn
  }

  async function take(isWhole: boolean, now: number): Promise<Taken> {
    const soon = touched.takeSoon()
    if (soon && !isWhole) return { wanted: soon, hasDue: false }
    const most = isWhole ? everything : laterMax
    // A held clock is moved by who holds it, who says when to look for what is due.
    const due = isWhole || !clock.isHeld ? await findDue(sql, now, most) : []
    const later = touched.takeLater(due, most)
    isMore = due.length >= most || touched.isWaiting()
    return { wanted: together(soon, later), hasDue: true }
  }

  const alarm = openAlarm(() => void look(false))
  const unwatch = nudges.watch(changes => {
    if (looking.isOwn(changes)) return
    const isSoon = touched.see(changes)
    if (isSoon) alarm.wake(0)
    else if (touched.isLater()) alarm.wake(laterMs)
  })
  alarm.wake(0)
  return {
    tick: () => look(clock.isHeld),
    passedAt: looking.passedAt,
    async stop() {
      unwatch()
      alarm.stop()
      looking.stop()
      await turn
    },
  }
}

function together(one: Wanted | undefined, other: Wanted | undefined): Wanted | undefined {
  if (one === 'all' || other === undefined) return one
  if (other === 'all' || one === undefined) return other
  return { codes: [...one.codes, ...other.codes], labels: [...one.labels, ...other.labels] }
}

/** What is to be judged; undefined: nothing. `hasDue`: also what is due, as far as there is room. */
type Taken = { wanted: Wanted | undefined; hasDue: boolean }

/** Looks once, and says in how many ms to look again at the latest; undefined: when something happens. */
function openLooking(parts: Parts, touched: Touched) {
  const { sql, nudges, clock, registry } = parts
  const failures = openFailures(parts)
  const seconds = measure(registry)
  let passedAt: number | null = null
  let isStopped = false
  let told: Changes | undefined

  async function lookNow(take: () => Promise<Taken>, now: number): Promise<number | undefined> {
    let wanted: Wanted | undefined
    try {
      const taken = await take()
      wanted = taken.wanted
      if (wanted !== undefined) {
        const outcome = await judgeAll(sql, wanted, await findStanding(parts, now), now)
        told = outcome.changes
        nudges.tell(told)
        await failures.note(outcome, now)
      }
      passedAt = now
      const dueAt = clock.isHeld ? undefined : await findNextDue(sql)
      if (dueAt === undefined) return undefined
      // What is due although it was just looked for found no room, or nobody judges it.
      return taken.hasDue && dueAt <= now ? laterMs : Math.max(0, dueAt - clock.now())
    } catch (failure) {
      if (wanted !== undefined) touched.giveBack(wanted)
      failures.told(failure)
      return retryMs
    }
  }

  return {
    async look(
      take: () => Promise<Taken>,
      now: number,
    ): Promise<{ again: number | undefined; lastedMs: number }> {
      if (isStopped) return { again: undefined, lastedMs: 0 }
      const began = performance.now()
      const again = await lookNow(take, now)
      const lastedMs = performance.now() - began
      seconds.inc(lastedMs / 1000)
      return { again, lastedMs }
    },
    passedAt: () => passedAt,
    /** What judging itself brought is no reason to judge again. */
    isOwn: (changes: Changes) => changes === told,
    stop(): void {
      isStopped = true
    },
  }
}

/** Rings once, at the earliest time that it was asked for. */
function openAlarm(ring: () => void) {
  let timer: NodeJS.Timeout | undefined
  let ringsAt = Infinity
  let isStopped = false
  return {
    /** In so many ms at the latest. */
    wake(inMs: number | undefined): void {
      const at = performance.now() + (inMs ?? Infinity)
      if (isStopped || at >= ringsAt) return
      clearTimeout(timer)
      ringsAt = at
      timer = setTimeout(() => {
        ringsAt = Infinity
        ring()
      }, inMs)
    },
    stop(): void {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

function measure(registry: Registry): Counter {
  return new Counter({
    name: 'setwacht_judge_seconds_total',
    help: 'Time that judging took',
    registers: [registry],
  })
}
