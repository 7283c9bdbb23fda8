import type { CallFact } from '../../../protocol/call.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { SoundState } from '../../telemetry/sound/rules.ts'
import type { LineReport } from '../line/rules.ts'

/** What a side of a pair does, as far as its set can tell. */
export type SideState = 'in_call' | 'waiting' | 'idle' | 'gone' | 'unknown'

/** What a set said of a call, by its corrected time, ms since 1970 UTC. */
export type CallTold = { fact: CallFact; measuredAt: number }

/**
 * What holds of the call. `receivedAt`: when it was told last. `stateSince`, `inCallUntil`: as `callRun` tells.
 */
export type KnownCall = CallTold & { receivedAt: number; stateSince: number; inCallUntil: number | null }

/** All that is known of the set of one side; instants in ms since 1970 UTC. */
export type KnownSide = {
  presence: PresenceState
  presenceSince: number | null
  heardAt: number | null
  reportIntervalSeconds: number
  call: KnownCall | null
  /** Since when the child says "ik ben er", as far as that holds; of a school set null. */
  hereSince: number | null
  /** Since when somebody at it asks for help, and nobody closed that. */
  helpSince: number | null
  sound: SoundState
  soundSince: number | null
  /** Null: it cannot be told. */
  udp: 'open' | 'blocked' | null
  /** A storm at the provider of its place is known. */
  isProviderDown: boolean
  /** The last dozen, in any order. */
  reports: readonly LineReport[]
}

export type SideLimits = {
  /** A fact of a set that was not heard for so many report intervals says nothing any more. */
  staleIntervals: number
  /** So far a set's clock may be off when it says that its time to tell of calls has begun. */
  callSlackSeconds: number
}

/** When silence may be ours. `graceUntil`: sets are given time to come back; `troubledSince`: a storm of ours is known. */
export type OwnTrouble = { graceUntil: number | null; troubledSince: number | null }

/**
 * `since`: since when it is so. `app`: the call application, null: it cannot be told. `isUp`: connected, whatever its call does. `isOurs`: its silence may be our doing.
 * `dueAt`: when time alone may make it otherwise; undefined: never.
 */
export type SideNow = {
  state: SideState
  since: number
  app: 'running' | 'stopped' | null
  isUp: boolean
  isOurs: boolean
  dueAt: number | undefined
}

function callState({ app, media }: CallFact): SideState {
  if (media === 'both' || media === 'in') return 'in_call'
  if (app === 'stopped') return 'idle'
  return app === 'running' && media !== 'unknown' ? 'waiting' : 'unknown'
}

/**
 * Since when a call is as it was told last, whatever direction changed meanwhile, and until when the set was in one
 * before (null: it was in none, or still is). `told`: in any order, the last of them holds.
 */
export function callRun(told: readonly CallTold[]): { stateSince: number; inCallUntil: number | null } {
  let state: SideState | undefined
  let run = { stateSince: 0, inCallUntil: null as number | null }
  for (const { fact, measuredAt } of told.toSorted((a, b) => a.measuredAt - b.measuredAt)) {
    const next = callState(fact)
    if (next === state) continue
    const inCallUntil = state === 'in_call' ? measuredAt : run.inCallUntil
    run = { stateSince: measuredAt, inCallUntil: next === 'in_call' ? null : inCallUntil }
    state = next
  }
  return run
}

type Asked = { callFrom: number; trouble: OwnTrouble; limits: SideLimits; now: number }

/** What a side does at `now`; null: no set serves it, so nobody can tell. */
export function judgeSide(known: KnownSide | null, { callFrom, trouble, limits, now }: Asked): SideNow {
  const nothing = {
    state: 'unknown',
    since: callFrom,
    app: null,
    isUp: false,
    isOurs: false,
    dueAt: undefined,
  } as const
  if (!known) return nothing
  const { presence, presenceSince, heardAt } = known
  const presenceFrom = presenceSince ?? callFrom
  if (presence === 'online') return { ...online(known, callFrom, limits, now), isUp: true, isOurs: false }
  const isOurs = presence !== 'unheard' && presence !== 'degraded' && isOurSilence(known, trouble, now)
  const isGone = presence === 'lost' || presence === 'off'
  return {
    ...nothing,
    state: isGone && !isOurs ? 'gone' : 'unknown',
    since: isGone ? (heardAt ?? presenceFrom) : presenceFrom,
    isOurs,
    dueAt: isOurs ? (trouble.graceUntil ?? undefined) : undefined,
  }
}

/** The least that sets are given to come back: what was heard after that began is not silent by our doing. */
const graceMinMs = 90_000
/** In a storm of ours sets went silent this long before it was known at most. */
const stormBeforeMs = 600_000

function isOurSilence(
  { presence, presenceSince, heardAt }: KnownSide,
  trouble: OwnTrouble,
  now: number,
): boolean {
  // Who says goodbye is heard at that moment.
  const saidGoodbye = presence === 'off' && heardAt !== null && heardAt >= (presenceSince ?? 0)
  if (saidGoodbye) return false
  const { graceUntil, troubledSince } = trouble
  const heard = heardAt ?? 0
  if (graceUntil !== null && now < graceUntil && heard < graceUntil - graceMinMs) return true
  return troubledSince !== null && heard >= troubledSince - stormBeforeMs
}

type Held = Pick<SideNow, 'state' | 'since' | 'app' | 'dueAt'>

function online(known: KnownSide, callFrom: number, limits: SideLimits, now: number): Held {
  const { call, helpSince, hereSince, presenceSince } = known
  const earliest = callFrom - limits.callSlackSeconds * 1000
  const staleAt =
    Math.max(known.heardAt ?? 0, call?.receivedAt ?? 0) +
    limits.staleIntervals * known.reportIntervalSeconds * 1000 +
    1
  const isTold = call !== null && call.measuredAt >= earliest && now < staleAt
  const told: Held = isTold
    ? { state: callState(call.fact), since: call.stateSince, app: appOf(call.fact), dueAt: staleAt }
    : { state: 'unknown', since: presenceSince ?? callFrom, app: null, dueAt: undefined }
  if (told.state === 'in_call' || told.state === 'waiting') return told
  // Who had a lesson since it was said is not waiting by that word any more.
  const isSpent = isTold && call.inCallUntil !== null && call.inCallUntil > (hereSince ?? 0)
  const words = [helpSince, isSpent ? null : hereSince].filter(at => at !== null && at >= earliest)
  return words.length === 0 ? told : { ...told, state: 'waiting', since: Math.min(...(words as number[])) }
}

function appOf({ app }: CallFact): SideNow['app'] {
  return app === 'unknown' ? null : app
}
