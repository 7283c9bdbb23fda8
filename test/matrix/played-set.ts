import type { LineReport } from '../../controlplane/calls/line/rules.ts'
import { type CallTold, callRun, type KnownSide } from '../../controlplane/calls/side/rules.ts'
import type { CallFact } from '../../protocol/call.ts'
import type { Before, SetSaid } from './reading.ts'

const reportSeconds = 60
const beaconSeconds = 900
/** The broker misses a set that falls silent after one and a half times its keep-alive. */
const willSeconds = 45
const dayMs = 86_400_000

/** What a set says, on its way. `order`: its number. `measured`, `arrives` (not before): ms since 1970 UTC. */
type Message = {
  said: Omit<SetSaid, 'link' | 'bye' | 'provider'>
  order: number
  measured: number
  arrives: number
}

/** A set and its link as a case goes on. Instants in ms since 1970 UTC. */
export class PlayedSet {
  readonly known: KnownSide
  #link: NonNullable<SetSaid['link']> | 'off'
  #line: NonNullable<SetSaid['line']> = 'good'
  #willAt = Number.POSITIVE_INFINITY
  #onItsWay: Message[] = []
  #told: (CallTold & { order: number })[] = []
  readonly #begins: number

  constructor(before: Before, begins: number) {
    const isOn = before === 'on' || before === 'in_call'
    const since = before === 'never' ? null : isOn ? begins : begins - dayMs
    this.#begins = begins
    this.#link = isOn ? 'up' : 'off'
    this.known = {
      presence: isOn ? 'online' : before === 'never' ? 'unheard' : 'off',
      presenceSince: since,
      heardAt: since,
      reportIntervalSeconds: reportSeconds,
      call: null,
      hereSince: null,
      helpSince: null,
      sound: 'ok',
      soundSince: since,
      udp: null,
      isProviderDown: false,
      reports: [],
    }
  }

  /** `order`: the second at which it is said; `weHear`: whether the control plane is there. */
  say(
    said: SetSaid,
    { order, measured, arrives }: Omit<Message, 'said'>,
    now: number,
    weHear: boolean,
  ): void {
    const { link, bye, provider, line, ...rest } = said
    if (provider) this.known.isProviderDown = provider === 'down'
    if (link) this.#change(link, now, weHear)
    if (bye) this.#goodbye(now, weHear)
    if (line) this.#line = line
    if (Object.keys(rest).length > 0) this.#onItsWay.push({ said: rest, order, measured, arrives })
  }

  /** A second passes: what was measured goes on its way, what can arrive does, and the broker may miss the set. */
  pass(now: number, weHear: boolean): void {
    const secondsOn = (now - this.#begins) / 1000
    if (this.#link !== 'off' && secondsOn % reportSeconds === 0)
      this.#onItsWay.push({ said: { line: this.#line }, order: secondsOn, measured: now, arrives: now })
    if (!weHear) return
    if (now >= this.#willAt) this.#miss(now)
    if (this.#link === 'beacon' && secondsOn % beaconSeconds === 0) this.known.heardAt = now
    if (this.#link !== 'up') return
    const arrived = this.#onItsWay.filter(({ arrives }) => arrives <= now)
    this.#onItsWay = this.#onItsWay.filter(({ arrives }) => arrives > now)
    for (const message of arrived) this.#take(message, now)
    if (arrived.length > 0) this.#isHeard(now)
  }

  #change(link: NonNullable<SetSaid['link']>, now: number, weHear: boolean): void {
    this.#link = link
    this.#willAt = link === 'cut' ? now + willSeconds * 1000 : Number.POSITIVE_INFINITY
    if (!weHear) return
    if (link === 'reset') this.#miss(now)
    if (link === 'beacon') this.#move('degraded', now)
    if (link === 'up' || link === 'beacon') this.known.heardAt = now
    if (link === 'up') this.#isHeard(now)
  }

  #goodbye(now: number, weHear: boolean): void {
    this.#link = 'off'
    if (!weHear) return
    this.#move('off', now)
    this.known.heardAt = now
  }

  #miss(now: number): void {
    this.#willAt = Number.POSITIVE_INFINITY
    if (this.known.presence === 'online') this.#move('suspect', now)
  }

  /** As a hello does: it says again what holds. */
  #isHeard(now: number): void {
    if (this.known.presence !== 'online') {
      this.#move('online', now)
      if (this.known.call) this.known.call.receivedAt = now
    }
    this.known.heardAt = now
  }

  #move(presence: KnownSide['presence'], now: number): void {
    this.known.presence = presence
    this.known.presenceSince = now
  }

  #take({ said, order, measured }: Message, now: number): void {
    const { known } = this
    if (said.line) known.reports = [reportOf(said.line, measured), ...known.reports].slice(0, 12)
    if (said.udp) known.udp = said.udp
    if (said.help !== undefined) known.helpSince = said.help ? measured : null
    if (said.here !== undefined) known.hereSince = said.here ? measured : null
    if (said.sound && said.sound !== known.sound) [known.sound, known.soundSince] = [said.sound, now]
    if (said.call) this.#takeCall(said.call, order, measured, now)
  }

  #takeCall(word: NonNullable<SetSaid['call']>, order: number, measuredAt: number, receivedAt: number): void {
    const fact = { ...calls[word], since: measuredAt }
    this.#told = [...this.#told, { fact, measuredAt, order }].toSorted((a, b) => a.order - b.order)
    const { order: _, ...last } = this.#told.at(-1)!
    this.known.call = { ...last, receivedAt, ...callRun(this.#told) }
  }
}

const calls: Record<NonNullable<SetSaid['call']>, Pick<CallFact, 'app' | 'media'>> = {
  both: { app: 'running', media: 'both' },
  in: { app: 'running', media: 'in' },
  out: { app: 'running', media: 'out' },
  none: { app: 'running', media: 'none' },
  stopped: { app: 'stopped', media: 'none' },
  unknown: { app: 'unknown', media: 'unknown' },
}

function reportOf(line: NonNullable<SetSaid['line']>, measuredAt: number): LineReport {
  const numbers = line === 'unknown' ? {} : { loss: 0, rtt: 30, jitter: 5, ...(line === 'good' ? {} : line) }
  const {
    loss = null,
    rtt = null,
    jitter = null,
  } = numbers as { loss?: number; rtt?: number; jitter?: number }
  return {
    measuredAt,
    seconds: reportSeconds,
    loss_mean_percent: loss,
    loss_max_percent: loss,
    rtt_p50_ms: rtt,
    jitter_ms: jitter,
  }
}
