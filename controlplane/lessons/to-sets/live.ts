import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Broker } from '../../platform/broker/broker.ts'
import type { AtHello } from '../../platform/intake/contract.ts'
import type { Message } from '../../platform/intake/reading.ts'
import type { CommandKeys } from '../../platform/keys/command-key.ts'
import type { Log } from '../../platform/log.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { everyKey } from '../../platform/work/rules.ts'
import type { LessonClock } from '../clock/live.ts'
import { findCodesAt } from '../fact/queries.ts'
import { findLacking, findLessonsOf, type LessonsOf, renewWindows } from '../window/actions.ts'

/** Messages signed at once; between two such slices others get their turn. */
const sliceMax = 20
/** A set that was away takes what it is told this long after the last day it tells of. */
const holdsForMs = 15 * 86_400_000
const minuteMs = 60_000

type Parts = {
  sql: Database
  /** Started after this, and asked for when there is something to say. */
  broker(): Broker | undefined
  keys: CommandKeys
  now(): number
}

/** Signs and sends to sets when they have lessons, a few at a time; who is not connected hears it at its hello. */
export type SendLessons = (lessons: readonly LessonsOf[]) => Promise<void>

export function openLessonsToSets({ broker, keys, now }: Omit<Parts, 'sql'>): SendLessons {
  async function sendOne({ deviceId, body }: LessonsOf): Promise<void> {
    const at = now()
    const until = Math.max(at, body.until * minuteMs) + holdsForMs
    const seconds = Math.ceil((until - at) / 1000)
    const { jws } = await keys.sign({ kind: 'lessons', device: deviceId, body, seconds, now: at })
    broker()?.send(deviceId, 'lessons', { jws })
  }

  return async lessons => {
    for (let from = 0; from < lessons.length; from += sliceMax) {
      await Promise.all(lessons.slice(from, from + sliceMax).map(sendOne))
      await nextTurn()
    }
  }
}

type Coming = { sendLessons: SendLessons; log: Log }
const untold = 'sets could not be told when they have lessons'

/** A set that comes with less than it must know hears the rest. */
export function lessonsAtHello({ sendLessons, log }: Coming): AtHello {
  return async (tx, hellos) => {
    const lacking = await findLacking(tx, hellos.map(heldByHello))
    return [() => void sendLessons(lacking).catch(failure => log.error({ failure: String(failure) }, untold))]
  }
}

function heldByHello({ device, body }: Message<'hello'>) {
  return { deviceNo: device.no, revision: body.lessons_revision ?? 0 }
}

type Following = {
  sql: Database
  lessons: Pick<LessonClock, 'refresh'>
  nudges: Pick<Nudges, 'tell'>
  sendLessons: SendLessons
  now(): number
}

type LessonWork = 'lessons' | 'lessons_at_place' | 'lessons_to_set'

/** What follows when the lessons of trajectories may have changed: the clock, the windows and the sets, the screens. */
export function lessonWork({ sql, lessons, nudges, sendLessons, now }: Following): WorkOf<LessonWork> {
  async function renew(codes: readonly string[] | 'all'): Promise<void> {
    await lessons.refresh(codes)
    nudges.tell({ lessons: codes })
    await renewWindows(sql, codes, now())
  }

  return {
    lessons: keys => renew(keys.includes(everyKey) ? 'all' : keys),
    lessons_at_place: async places => renew(await findCodesAt(sql, places)),
    async lessons_to_set(sets) {
      await sendLessons(await findLessonsOf(sql, sets))
    },
  }
}
