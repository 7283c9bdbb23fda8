import type { ServerResponse } from 'node:http'
import { findOnDuty } from '../../duty/queries.ts'
import { findStanding } from '../../people/sign-in/list-queries.ts'
import type { Log } from '../../platform/log.ts'
import type { Nudges } from '../../platform/nudges.ts'
import { type Database, isAway } from '../../platform/postgres/database.ts'
import { findOwnNames } from './queries.ts'
import { hearsOwnOnly, type Listener, namesOfSets, type Told, toldTo } from './rules.ts'

const beatMs = 15_000
/** How often all streams are held against the sign-ins that hold. */
const checkMs = 1_000
const streamsMax = 500
/** Windows of one browser without locks open a stream each. */
const streamsOfOneMax = 20
/** A browser that does not read is let go; it comes back and reads everything anew. */
const unsentBytesMax = 1_048_576

type Stream = Listener & { signInId: string; raw: ServerResponse }
type Parts = { sql: Database; nudges: Nudges; log: Log; now(): number }
type Changed = Parameters<Parameters<Nudges['listen']>[0]>[0]

/** The event streams of all browsers: who hears of what, for as long as their sign-ins hold. */
export function startStreams(parts: Parts) {
  const streams = new Set<Stream>()
  const tell = tellersOf(streams, parts)
  const check = checkerOf(streams, parts)
  let stopListening: (() => void) | undefined
  const beat = setInterval(() => {
    for (const { raw } of streams) write(raw, 'beat', {})
  }, beatMs)
  const checking = setInterval(() => void check(), checkMs)

  return {
    /** How many there are already, when one more is too many. */
    tooMany(signInId: string): number | undefined {
      const ofThis = [...streams].filter(stream => stream.signInId === signInId).length
      if (ofThis >= streamsOfOneMax) return ofThis
      return streams.size >= streamsMax ? streams.size : undefined
    },
    /** Tells a browser what changes from now on. */
    open(stream: Stream): void {
      streams.add(stream)
      stopListening ??= parts.nudges.listen(tell)
      write(stream.raw, 'beat', {})
      stream.raw.on('close', () => {
        streams.delete(stream)
        if (streams.size > 0) return
        stopListening?.()
        stopListening = undefined
      })
    },
    stop(): void {
      clearInterval(beat)
      clearInterval(checking)
      for (const { raw } of streams) raw.end()
    },
  }
}

/** Passes on what changed, to each as far as they may hear it. */
function tellersOf(streams: ReadonlySet<Stream>, { sql, log }: Parts) {
  let asking = false

  /** Whose sets these are is asked once for everybody; while that runs they hear that something changed. */
  async function tellOwners(owners: readonly Stream[], changed: Changed): Promise<void> {
    const names = namesOfSets(changed)
    if (asking || names.length === 0) return pass(owners, changed, () => 'many')
    asking = true
    try {
      const own = await findOwnNames(
        sql,
        owners.map(({ accountId }) => accountId),
        names,
      )
      pass(owners, changed, ({ accountId }) => own.get(accountId) ?? new Set())
    } catch (failure) {
      if (!isAway(failure)) log.error({ failure: String(failure) }, 'whose sets changed is not known')
      pass(owners, changed, () => 'many')
    } finally {
      asking = false
    }
  }

  return (changed: Changed) => {
    const owners = [...streams].filter(hearsOwnOnly)
    pass(
      [...streams].filter(stream => !hearsOwnOnly(stream)),
      changed,
      () => 'many',
    )
    if (owners.length > 0) void tellOwners(owners, changed)
  }
}

function pass(
  streams: readonly Stream[],
  changed: Changed,
  ownOf: (stream: Stream) => ReadonlySet<string> | 'many',
): void {
  for (const stream of streams) {
    const told = toldTo(stream, changed, ownOf(stream))
    if (told) write(stream.raw, 'nudge', told)
  }
}

/** Ends the streams of sign-ins that have ended, and those whose roles are others than when they were opened. */
function checkerOf(streams: ReadonlySet<Stream>, { sql, log, now }: Parts) {
  let checking = false

  return async () => {
    if (checking || streams.size === 0) return
    checking = true
    try {
      // What is opened meanwhile was not asked about.
      const asked = [...streams]
      const ids = [...new Set(asked.map(({ signInId }) => signInId))]
      const standing = await findStanding(sql, ids, {
        now: now(),
        onDuty: (accounts, at) => findOnDuty(sql, accounts, at),
      })
      for (const { raw, signInId, roles } of asked) {
        const held = standing.get(signInId) ?? []
        if (held.length === 0) write(raw, 'signed_out', {})
        if (held.join() !== roles.join()) raw.end()
      }
    } catch (failure) {
      // Away: nothing changes meanwhile that could be heard; the next look ends what has to end.
      if (!isAway(failure)) log.error({ failure: String(failure) }, 'streams could not be checked')
    } finally {
      checking = false
    }
  }
}

function write(raw: ServerResponse, event: 'nudge' | 'beat' | 'signed_out', data: Told): void {
  if (raw.writableEnded) return
  if (raw.writableLength > unsentBytesMax) raw.destroy()
  else raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
