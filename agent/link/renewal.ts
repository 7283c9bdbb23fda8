import type { Static } from 'typebox'
import type { Certificate } from '../../protocol/enrolment.ts'
import type { Clock, Random } from '../clock.ts'
import { validityOf } from '../identity/certificate.ts'
import type { HeldIdentity } from '../identity/held-identity.ts'
import { type Log, reasonOf } from '../log.ts'
import type { ServerTime } from '../orders/server-time.ts'

export type RenewalTimes = {
  /** from the beginning of a certificate, by the server's clock */
  renewFromMs: number
  /** a fleet enrolled on one day spreads its renewals over this */
  renewSpreadMs: number
  /** an unanswered request is repeated, a refused one made anew, after this, a fifth more or less */
  renewAgainMs: number
  /** a quiet moment to reconnect is waited for at most this long */
  quietMs: number
}

export type RenewalParts = {
  held: HeldIdentity
  serverTime: ServerTime
  clock: Clock
  random: Random
  log: Log
  times: RenewalTimes
  makeRequest: (keyFile: string) => Promise<string>
  /** whether nothing waits to be sent */
  isQuiet: () => boolean
  /** ends this connection and opens the next at once */
  reconnect: () => void
}

/** Timers hold no longer than 24 days; a due date is looked at again at least this often. */
const lookAgainMs = 6 * 3_600_000
const quietCheckMs = 250
const jitterShare = 0.2

/** Asks for the next certificate in time, with a new key, and moves to it once it has proven itself. */
export class Renewal {
  readonly #parts: RenewalParts
  readonly #spreadMs: number
  #timer: NodeJS.Timeout | undefined
  #send: ((csr: string) => void) | undefined
  #notBefore = Number.NEGATIVE_INFINITY

  constructor(parts: RenewalParts) {
    this.#parts = parts
    this.#spreadMs = parts.random() * parts.times.renewSpreadMs
  }

  /** The control plane said welcome on a connection; `send` carries a request over it. */
  welcomed(send: (csr: string) => void): void {
    this.#send = send
    void this.#attempt(async () => {
      const { held, log } = this.#parts
      if (await held.welcomed()) log('info', 'the new certificate is in force', { slot: held.slot })
      await this.#look()
    })
  }

  /** That connection is over. */
  gone(): void {
    this.#send = undefined
    clearTimeout(this.#timer)
  }

  hear(certificate: Static<typeof Certificate>): void {
    void this.#attempt(async () => {
      const { held, log } = this.#parts
      if (!held.request) return
      if ('refused' in certificate) {
        log('warn', 'the next certificate is refused', { why: certificate.refused })
        this.#notBefore = this.#parts.clock.steady() + this.#againMs()
        if (certificate.refused === 'bad_csr') await held.dropRequest()
        return
      }
      const why = await held.takeChain(certificate.chain)
      if (why !== undefined) return log('error', 'a certificate that cannot be used', { why })
      log('info', 'certificate received, on trial', { slot: held.slot })
      this.#notBefore = this.#parts.clock.steady() + this.#againMs()
      this.#waitForQuiet(this.#parts.clock.steady() + this.#parts.times.quietMs)
    })
  }

  async #look(): Promise<void> {
    const { held, serverTime, clock, times } = this.#parts
    clearTimeout(this.#timer)
    const now = serverTime.now()
    if (!this.#send || now === undefined || held.isOnTrial) return
    const { notBefore } = validityOf((await held.credential()).cert)
    const due = notBefore + times.renewFromMs + this.#spreadMs - now
    const waitMs = Math.max(held.request ? 0 : due, this.#notBefore - clock.steady())
    if (waitMs > 0) return this.#later(waitMs)
    await this.#renew()
  }

  async #renew(): Promise<void> {
    const { held, log, makeRequest } = this.#parts
    if (!held.request) log('info', 'renewal begins, a new key is made')
    const csr = await held.openRequest(makeRequest)
    this.#later(this.#againMs())
    if (!this.#send) return
    log('info', 'certificate asked for')
    this.#send(csr)
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#send) return
    this.#timer = setTimeout(() => void this.#attempt(() => this.#look()), Math.min(ms, lookAgainMs))
  }

  #waitForQuiet(deadline: number): void {
    const { clock, isQuiet, reconnect } = this.#parts
    clearTimeout(this.#timer)
    if (!this.#send) return
    if (isQuiet() || clock.steady() >= deadline) reconnect()
    else this.#timer = setTimeout(() => this.#waitForQuiet(deadline), quietCheckMs)
  }

  #againMs(): number {
    const { times, random } = this.#parts
    return times.renewAgainMs * (1 + jitterShare * (2 * random() - 1))
  }

  /** A disk that refuses must not end the agent; the next try comes with the next connection or hour. */
  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#parts.log('error', 'renewal failed', { why: reasonOf(error) })
      this.#later(this.#againMs())
    }
  }
}
