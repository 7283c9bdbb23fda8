import type { Socket } from 'node:net'
import type { LessonsBody } from '../protocol/lessons.ts'
import type { ByeReason, Welcome } from '../protocol/presence.ts'
import { Checks, type ExpectedOfSet } from './checks/checks.ts'
import type { Surroundings } from './checks/surroundings.ts'
import type { Clock, Random } from './clock.ts'
import { Help } from './help/help.ts'
import { HeldIdentity } from './identity/held-identity.ts'
import type { Identity } from './identity/identity.ts'
import { constantFacts, hello, type Identified } from './introduction.ts'
import { Lessons } from './lessons/lessons.ts'
import { isCallTime, knowsLessons, lockAt, nextEndAt } from './lessons/rules.ts'
import { Today } from './lessons/today.ts'
import { DoorWatch } from './link/door-watch.ts'
import { LastResort } from './link/last-resort.ts'
import { Link, type LinkParts } from './link/link.ts'
import { Renewal } from './link/renewal.ts'
import type { LinkTimes } from './link/times.ts'
import { waysOf } from './link/ways.ts'
import type { Log } from './log.ts'
import type { Outbox } from './memory/outbox/outbox.ts'
import type { SavedState } from './memory/saved-state.ts'
import { Messages } from './messages/messages.ts'
import { ordersOf } from './orders/orders.ts'
import { RemoteActs } from './orders/remote-acts.ts'
import { ServerTime } from './orders/server-time.ts'
import { Reporter, type Told } from './report/reporter.ts'
import { fixedRhythm, rhythmAt } from './report/rhythm.ts'
import type { Occasion, Sensing } from './report/sensing.ts'

export type AgentParts = Identified & {
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
  /** what the settings of the set say of it; left out: nothing */
  expected?: ExpectedOfSet
  /** what the checks look at beside what is measured; left out: nobody knows */
  surroundings?: Surroundings
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
  /** What the control plane has for who sits at the set. */
  messages: Messages
  /** What was done to the set from afar. */
  acts: RemoteActs
  /** What it said of itself last. */
  told: () => Told
  /** What the set found when it looked itself over, and how to let it look again. */
  checks: Checks
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
  let link: Link | undefined
  const speaking = { ...parts, queued: () => link?.wake() }
  const now = () => serverTime.now() ?? clock.now()
  const kept = await openKept(speaking, now)
  const { lessons } = kept
  const fixed = reportSeconds === undefined ? undefined : fixedRhythm(reportSeconds)
  const rhythm = () => fixed ?? rhythmAt(lessons.held, now())
  const reporter: Reporter = new Reporter({
    ...speaking,
    rhythm,
    occasion: () => occasionAt(lessons, now(), serverTime.now() !== undefined),
    constantFacts: constantFacts(parts),
  })
  const certificates = certificateLife(parts, serverTime, () => link?.renew())
  const doors = new DoorWatch(() => certificates?.lastResort.beacon ?? 'not_tried')
  const checks = await Checks.open({
    ...speaking,
    serverNow: () => serverTime.now(),
    lessons: () => lessons.held,
    rhythm,
    look: of => reporter.look(of),
    askLine: parts.sensing.ask,
    doors: () => doors.seen,
  })
  const opened = new Link({
    ...parts,
    deviceId: parts.identity.deviceId,
    ways: waysOf(parts.identity, parts.times.doorMs, parts.onSocket),
    orders: ordersOf({ ...parts, ...kept, serverTime, checks, renewal: certificates?.renewal }),
    hello: connection => hello(parts, { startedAt, connection, facts: reporter.facts, lessons }),
    isLesson: () => rhythm().isLesson,
    onServerTime: hearingTime(parts, serverTime),
    ...doorNews(parts, doors, reporter, certificates),
  })
  link = opened
  await reporter.start()
  opened.start()
  checks.start()
  return {
    stop: async reason => {
      kept.help.stop()
      kept.messages.stop()
      await Promise.all([checks.stop(), reporter.stop()])
      await opened.stop(reason)
      await kept.acts.kept()
      await savedState.save({ clean: true, dropped: outbox.dropped })
      outbox.close()
    },
    ...kept,
    told: () => reporter.told,
    checks,
    ...hoursOf(lessons, now),
    isReached: () => doors.seen.isReached,
  }
}

/** What the set keeps of its lessons, of what is said on its page, and of what was done to it from afar. */
async function openKept(parts: AgentParts & { queued: () => void }, now: () => number) {
  const { directory, log, clock } = parts
  const lessons = await Lessons.open(directory, log)
  const help = await Help.open(parts)
  const messages = await Messages.open({ ...parts, now })
  const today = await Today.open(parts)
  const acts = await RemoteActs.open({ directory, now: clock.now, log })
  return { lessons, help, messages, today, acts }
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

type DoorNews = Pick<LinkParts, 'onTried' | 'onOpen' | 'onOver' | 'onShut'>

/** What the link finds at the doors, for all whom it concerns. */
function doorNews(
  { onReached }: AgentParts,
  doors: DoorWatch,
  reporter: Reporter,
  certificates: ReturnType<typeof certificateLife>,
): DoorNews {
  return {
    onTried: (door, isClear) => doors.tried(door, isClear),
    onOpen: (door, outcomes) => {
      certificates?.lastResort.opened()
      doors.opened(outcomes)
      reporter.tell({ door, doors: outcomes })
      onReached?.(true)
    },
    onOver: () => {
      certificates?.renewal.gone()
      doors.over()
      onReached?.(false)
    },
    onShut: async (walk, signal) => {
      doors.shut(walk.outcomes)
      return certificates?.lastResort.shut(walk, signal) ?? 'wait'
    },
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

/** The last look at a call comes within this before its time is over. */
const callEndsMs = 10_000

/** `isTold`: the control plane told the time. By the set's own clock, which may be wrong by hours, no call is looked for. */
function occasionAt({ held }: Lessons, now: number, isTold: boolean): Occasion {
  const endAt = nextEndAt(held, now, batteryAheadMinutes)
  return {
    isCallTime: isTold && isCallTime(held, now),
    callTimeEnds: !isCallTime(held, now + callEndsMs),
    lessonEndsInMs: endAt === undefined ? undefined : endAt - now,
  }
}
