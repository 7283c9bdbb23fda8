import { setImmediate as nextTurn } from 'node:timers/promises'
import { type LessonsOf, renewWindows } from './lessons/window/actions.ts'
import type { Broker } from './platform/broker/broker.ts'
import type { CommandKeys } from './platform/keys/command-key.ts'
import type { Database } from './platform/postgres/database.ts'

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

/** Tells sets when they have lessons. */
export type LessonsToSets = {
  /** Makes the windows of the sets of these trajectories anew, and sends those that changed. */
  renew(codes: readonly string[] | 'all'): Promise<void>
  /** Signs and sends, a few at a time; who is not connected hears it at its hello. */
  send(lessons: readonly LessonsOf[]): Promise<void>
}

export function openLessonsToSets({ sql, broker, keys, now }: Parts): LessonsToSets {
  async function sendOne({ deviceId, body }: LessonsOf): Promise<void> {
    const at = now()
    const until = Math.max(at, body.until * minuteMs) + holdsForMs
    const seconds = Math.ceil((until - at) / 1000)
    const { jws } = await keys.sign({ kind: 'lessons', device: deviceId, body, seconds, now: at })
    broker()?.send(deviceId, 'lessons', { jws })
  }

  async function send(lessons: readonly LessonsOf[]): Promise<void> {
    for (let from = 0; from < lessons.length; from += sliceMax) {
      await Promise.all(lessons.slice(from, from + sliceMax).map(sendOne))
      await nextTurn()
    }
  }

  return {
    send,
    async renew(codes) {
      await send(await renewWindows(sql, codes, now()))
    },
  }
}
