import type { Socket } from 'node:net'
import type { Facts } from '../protocol/facts.ts'
import type { LessonsBody } from '../protocol/lessons.ts'
import type { ByeReason, HelloBody, Welcome } from '../protocol/presence.ts'
import { protocolVersion, understoodVersions } from '../protocol/version.ts'
import type { Clock, Random } from './clock.ts'
import { Help } from './help/help.ts'
import { HeldIdentity } from './identity/held-identity.ts'
import type { Identity } from './identity/identity.ts'
import { Lessons } from './lessons/lessons.ts'
import { isCallTime, knowsLessons, lockAt, nextEndAt } from './lessons/rules.ts'
import { Today } from './lessons/today.ts'
import { LastResort } from './link/last-resort.ts'
import { Link } from './link/link.ts'
import { Renewal } from './link/renewal.ts'
import type { LinkTimes } from './link/times.ts'
import { waysOf } from './link/ways.ts'
import type { Log } from './log.ts'
import type { Outbox } from './memory/outbox.ts'
import type { SavedState } from './memory/saved-state.ts'
import { ordersOf } from './orders/orders.ts'
import { RemoteActs } from './orders/remote-acts.ts'
import { ServerTime } from './orders/server-time.ts'
import { Reporter, type Told } from './report/reporter.ts'
import { fixedRhythm, rhythmAt } from './report/rhythm.ts'
import type { Occasion, Sensing } from './report/sensing.ts'

export type AgentParts = {
  identity: Identity
  /** the folder of this set */
  directory: string
  savedState: SavedState
  outbox: Outbox
  sensing: Sensing
  clock: Clock
  random: Random
  log: Log
  times: LinkTimes
  /** a fixed rhythm whatever the hour; undefined: by the lessons */
  reportSeconds: number | undefined
  versions: { agent: string; runtime: string; system: string | null }
  /** a practice set: says so in its facts and in every report */
  simulated: boolean
  /** the control plane's clock, ms since 1970 UTC, just heard */
  onServerTime: (now: number) => void
  /** the socket of the hands; left out: this set has none */
  handsDoor?: string
  /** the control plane welcomed the set; left out: nobody asks */
  onWelcome?: (welcome: Welcome) => void
  /** a connection to it, and what it carries; left out: nobody counts */
  onSocket?: (socket: Socket) => void
  /** whether the control plane is reached; left out: nobody asks */
  onReached?: (isReached: boolean) => void
}

export type Agent = {
  /** Says goodbye, saves that the run ended on purpose, and closes the outbox. */
  stop: (reason: ByeReason) => Promise<void>
  /** What is otherwise today, as said on the set's page. */
  today: Today
  /** The help button, and how far the last press has come. */
  help: Help
  /** What was done to the set from afar. */
  acts: RemoteActs
  /** What it said of itself last. */
  told: () => Told
  /** Whether the lesson lock holds; while the set knows no lessons, by school hours. */
  isLocked: () => boolean
  /** Whether there is a lesson; undefined: the set does not know. */
  isLesson: () => boolean | undefined
  /** Whose set this is; undefined: nobody told it yet. */
  side: () => LessonsBody['side'] | undefined
  /** Whether the control plane is reached now. */
  isReached: () => boolean
}

/** Starts an agent over opened parts: reads everything once, then connects and reports until it is stopped. */
export async function startAgent(parts: AgentParts): Promise<Agent> {
  const { outbox, savedState, clock, reportSeconds } = parts
  const startedAt = clock.now()
  const serverTime = new ServerTime(clock.up, clock.now)
  const { lessons, help, today, acts } = await openKept(parts, () => link.wake())
  let isReached = false
  const reach = (now: boolean) => {
    isReached = now
    parts.onReached?.(now)
  }
  const now = () => serverTime.now() ?? clock.now()
  const fixed = reportSeconds === undefined ? undefined : fixedRhythm(reportSeconds)
  const rhythm = () => fixed ?? rhythmAt(lessons.held, now())
  const reporter: Reporter = new Reporter({
    ...parts,
    rhythm,
    occasion: () => occasionAt(lessons, now()),
    constantFacts: constantFacts(parts),
    queued: () => link.wake(),
  })
  const certificates = certificateLife(parts, serverTime, () => link.renew())
  const link = new Link({
    ...parts,
    deviceId: parts.identity.deviceId,
    ways: waysOf(parts.identity, parts.times.doorMs, parts.onSocket),
    orders: ordersOf({ ...parts, serverTime, lessons, help, acts, renewal: certificates?.renewal }),
    hello: connection => hello(parts, { startedAt, connection, facts: reporter.facts, lessons }),
    isLesson: () => rhythm().isLesson,
    onServerTime: hearingTime(parts, serverTime),
    onOpen: (door, doors) => {
      certificates?.lastResort.opened()
      reporter.tell({ door, doors })
      reach(true)
    },
    onOver: () => {
      certificates?.renewal.gone()
      reach(false)
    },
    onShut: async (walk, signal) => certificates?.lastResort.shut(walk, signal) ?? 'wait',
  })
  await reporter.start()
  link.start()
  return {
    stop: async reason => {
      help.stop()
      await reporter.stop()
      await link.stop(reason)
      await savedState.save({ clean: true, dropped: outbox.dropped })
      outbox.close()
    },
    help,
    today,
    acts,
    told: () => reporter.told,
    ...hoursOf(lessons, now),
    isReached: () => isReached,
  }
}

/** What the set keeps of its lessons, of what was said on its page, and of what was done to it from afar. */
async function openKept(parts: AgentParts, queued: () => void) {
  const { directory, log, clock } = parts
  const lessons = await Lessons.open(directory, log)
  const help = await Help.open({ ...parts, queued })
  const today = await Today.open({ ...parts, queued })
  const acts = await RemoteActs.open({ directory, now: clock.now, log })
  return { lessons, help, today, acts }
}

/** What the set knows of its lessons. */
function hoursOf(lessons: Lessons, now: () => number): Pick<Agent, 'isLocked' | 'isLesson' | 'side'> {
  const isLocked = () => lockAt(lessons.held, now()) !== undefined
  return {
    isLocked,
    isLesson: () => (knowsLessons(lessons.held, now()) ? isLocked() : undefined),
    side: () => lessons.held?.side,
  }
}

/** Takes what the control plane says of the time, and tells once when it is not believed. */
function hearingTime({ log, onServerTime }: AgentParts, serverTime: ServerTime): (heard: number) => void {
  let wasBelieved = true
  return heard => {
    const isBelieved = serverTime.heard(heard)
    if (wasBelieved && !isBelieved) log('error', 'the control plane turns its clock back: not believed')
    wasBelieved = isBelieved
    onServerTime(heard)
  }
}

/** What keeps a certificate in force; a set without one has none of it. */
function certificateLife(parts: AgentParts, serverTime: ServerTime, reconnect: () => void) {
  const { identity: held, outbox } = parts
  if (!(held instanceof HeldIdentity)) return undefined
  const makeRequest = async (keyFile: string) =>
    (await import('./identity/requests.ts')).makeKeyAndRequest(keyFile)
  const shared = { ...parts, held, serverTime, makeRequest }
  return {
    renewal: new Renewal({ ...shared, isQuiet: () => outbox.depth === 0, reconnect }),
    lastResort: new LastResort(shared),
  }
}

/** A charge is asked to last for the lesson that is on, or begins within so many minutes. */
const batteryAheadMinutes = 120

function occasionAt({ held }: Lessons, now: number): Occasion {
  const endAt = nextEndAt(held, now, batteryAheadMinutes)
  return {
    isCallTime: isCallTime(held, now),
    lessonEndsInMs: endAt === undefined ? undefined : endAt - now,
  }
}

function constantFacts({ versions, simulated }: AgentParts): Facts {
  return {
    versions: { ...versions, protocol: protocolVersion },
    ...(simulated ? { simulated } : {}),
  }
}

type Now = { startedAt: number; connection: number; facts: Facts; lessons: Lessons }

function hello(parts: AgentParts, { startedAt, connection, facts, lessons }: Now): HelloBody {
  const { outbox, savedState } = parts
  return {
    versions: { ...understoodVersions },
    capabilities: [],
    boot_id: savedState.state.bootId,
    agent_started_at: startedAt,
    cause: savedState.cause,
    connection,
    oldest: outbox.oldest() ?? null,
    last_seq: outbox.lastSeq,
    outbox: { depth: outbox.depth, dropped: outbox.dropped },
    facts,
    ...(lessons.held ? { lessons_revision: lessons.held.revision } : {}),
  }
}
