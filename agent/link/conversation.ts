import type { StoredRange } from '../../protocol/envelope.ts'
import type { DownwardPayload, NumberedKind, UpwardKind } from '../../protocol/messages.ts'
import { defaultPace, type State, type Welcome } from '../../protocol/presence.ts'
import type { Clock, Random } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Outbox, Waiting } from '../memory/outbox/outbox.ts'
import type { Heard } from './downward.ts'
import { Sending, type SendingTimes } from './sending.ts'
import { encodeNumbered } from './upward.ts'

export type ConversationTimes = SendingTimes & {
  /** `hello` is repeated after this, then after twice as long, up to the last, until `welcome` */
  helloMs: number
  helloMaxMs: number
  /** a kind of which the control plane takes no more today is tried again after this */
  putOffMs: number
}

export type ConversationParts = {
  outbox: Outbox
  clock: Clock
  random: Random
  log: Log
  times: ConversationTimes
  /** the payload of `hello` on this connection, as things are now */
  hello: () => string
  publish: (kind: UpwardKind, payload: string) => void
  /** the control plane's clock, ms since 1970 UTC, read now */
  onServerTime: (now: number) => void
  /** the control plane knows higher counters than ours */
  onFloor: (floor: NonNullable<Welcome['floor']>) => void
  onWelcome: (welcome: Welcome) => void
}

/** Never busier than this, whatever the pace. */
const leastTickMs = 20

/** What is said on one connection: `hello` until `welcome`, then what waits, until it is named as stored. */
export class Conversation {
  readonly #parts: ConversationParts
  #helloTimer: NodeJS.Timeout | undefined
  #sendTimer: NodeJS.Timeout | undefined
  #sending: Sending | undefined
  #quiet = false
  #ended = false
  /** Said hello again and not yet welcomed: nothing numbered goes before. */
  #saysAgain = false
  #helloAgainAt = Number.NEGATIVE_INFINITY
  /** What was refused left holes: from there on what waits leaves by its numbers, lowest first. */
  #byNumber = false
  /** Kinds that are put off, and until when (steady). */
  readonly #putOff = new Map<NumberedKind, number>()

  constructor(parts: ConversationParts) {
    this.#parts = parts
  }

  begin(): void {
    this.#sayHello(this.#parts.times.helloMs)
  }

  /** Something new waits in the outbox. */
  wake(): void {
    this.#pump()
  }

  hear(heard: Exclude<Heard, { kind: 'ask' | 'lessons' | 'message' | 'certificate' | 'help_state' }>): void {
    if (this.#ended) return
    switch (heard.kind) {
      case 'welcome':
        this.#welcomed(heard.payload)
        break
      case 'ack':
        this.#parts.onServerTime(heard.payload.now)
        this.#stored(heard.payload.stored)
        break
      case 'state':
        this.#told(heard.payload)
        break
      case 'refused':
        this.#refused(heard.payload)
        break
    }
  }

  end(): void {
    clearTimeout(this.#helloTimer)
    clearTimeout(this.#sendTimer)
    this.#ended = true
  }

  #sayHello(waitMs: number): void {
    const { times, publish, hello } = this.#parts
    publish('hello', hello())
    const again = () => this.#sayHello(Math.min(waitMs * 2, times.helloMaxMs))
    this.#helloTimer = setTimeout(again, waitMs)
  }

  #welcomed(welcome: Welcome): void {
    const { now, floor, stored, pace } = welcome
    const { clock, times, random, onServerTime, onFloor, onWelcome } = this.#parts
    clearTimeout(this.#helloTimer)
    this.#saysAgain = false
    onServerTime(now)
    if (floor) {
      this.end()
      onFloor(floor)
      return
    }
    this.#sending ??= new Sending(times, random, defaultPace, clock.steady())
    this.#sending.setPace(pace, clock.steady())
    onWelcome(welcome)
    this.#stored(stored)
  }

  #stored(ranges: readonly StoredRange[]): void {
    if (this.#parts.outbox.forget(ranges)) this.#sending?.land(ranges)
    this.#pump()
  }

  #told({ reason, pace }: State): void {
    this.#sending?.setPace(pace, this.#parts.clock.steady())
    this.#quiet = reason === 'going_down'
    this.#pump()
  }

  /** What is not stored stays in the outbox: it leaves the window, so that what is taken can go. */
  #refused({ reason, numbers }: DownwardPayload['refused']): void {
    const { log, clock, times } = this.#parts
    log('warn', 'the control plane does not store', { reason, messages: countOf(numbers) })
    const now = clock.steady()
    if (reason === 'outbox') return
    const kinds = this.#sending?.kindsOf(numbers) ?? []
    this.#sending?.land(numbers)
    if (reason === 'allowance') for (const kind of kinds) this.#putOff.set(kind, now + times.putOffMs)
    else {
      this.#byNumber = true
      this.#sayHelloAgain(now)
    }
    this.#pump()
  }

  /** A hello says from which number on messages wait: what lies below is forgotten, and holes there are closed. */
  #sayHelloAgain(now: number): void {
    const { helloMs } = this.#parts.times
    if (this.#saysAgain || now - this.#helloAgainAt < helloMs) return
    this.#saysAgain = true
    this.#helloAgainAt = now
    this.#sayHello(helloMs)
  }

  /** Sends what may go now and wakes itself for what may go later. */
  #pump(): void {
    clearTimeout(this.#sendTimer)
    const sending = this.#sending
    if (!sending || this.#quiet || this.#ended || this.#saysAgain) return
    const { outbox, clock } = this.#parts
    const now = clock.steady()
    for (const [kind, until] of this.#putOff) if (until <= now) this.#putOff.delete(kind)
    for (const message of sending.due(now, sending.allowed(now))) this.#send(sending, message, now)
    const room = Math.min(sending.allowed(now), sending.room())
    const choice = { without: [...this.#putOff.keys()], byNumber: this.#byNumber }
    const isOnItsWay = (one: Waiting) => sending.isInFlight(one)
    const fresh = room > 0 ? outbox.next(room, isOnItsWay, sending.inFlight, choice) : []
    for (const message of fresh) this.#send(sending, message, now)
    const newWaits = room > 0 ? fresh.length === room : outbox.depth > sending.inFlight
    const untilMs = [...this.#putOff.values()].map(until => until - now)
    // A disk that does not let itself be read is asked again as rarely as the control plane.
    const nextMs = outbox.isReadable ? sending.nextMs(now, newWaits) : this.#parts.times.resendMs
    const waitMs = Math.min(nextMs ?? Number.POSITIVE_INFINITY, ...untilMs)
    if (waitMs === Number.POSITIVE_INFINITY) return
    this.#sendTimer = setTimeout(() => this.#pump(), Math.max(waitMs, leastTickMs))
  }

  #send(sending: Sending, message: Waiting, now: number): void {
    const whole = this.#parts.outbox.read(message)
    if (whole) {
      this.#parts.publish(message.kind, encodeNumbered(whole))
      sending.sent(message, now)
    } else {
      sending.land([[message.epoch, message.seq, message.seq]])
    }
  }
}

function countOf(ranges: readonly StoredRange[]): number {
  return ranges.reduce((sum, [, from, to]) => sum + to - from + 1, 0)
}
