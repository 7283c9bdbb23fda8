import type { Static } from 'typebox'
import type { DoorOutcomes } from '../../protocol/doors.ts'
import { type Beacon, BeaconAnswer, LateRenewalAnswer, setDoorPaths } from '../../protocol/enrolment.ts'
import type { Clock, Random } from '../clock.ts'
import { validityOf } from '../identity/certificate.ts'
import type { HeldIdentity } from '../identity/held-identity.ts'
import { signProof } from '../identity/proof.ts'
import { type Log, reasonOf } from '../log.ts'
import type { ServerTime } from '../orders/server-time.ts'
import { type Answered, askSetDoor } from './set-door.ts'

export type LastResortTimes = {
  doorMs: number
  /** MQTT is given this long before the set shows itself by a beacon */
  beaconAfterMs: number
  /** from one beacon to the next, and from one late renewal to the next */
  beaconMs: number
}

export type LastResortParts = {
  held: HeldIdentity
  serverTime: ServerTime
  clock: Clock
  random: Random
  log: Log
  times: LastResortTimes
  makeRequest: (keyFile: string) => Promise<string>
}

/** How a walk past all doors went. `refused`: somebody of ours said a final no. */
export type ShutWalk = { outcomes: DoorOutcomes; refused: boolean }

/** A wait is this share longer or shorter by chance. */
const jitterShare = 0.1

/** What a set does when no door lets MQTT in: the other key, a late renewal, or a beacon. */
export class LastResort {
  readonly #parts: LastResortParts
  #shutSince: number | undefined
  #beaconDueAt = Number.NEGATIVE_INFINITY
  #renewalDueAt = Number.NEGATIVE_INFINITY
  #beacon: DoorOutcomes['beacon'] = 'not_tried'

  constructor(parts: LastResortParts) {
    this.#parts = parts
  }

  /** How the beacon went, the last time that it was sent. */
  get beacon(): DoorOutcomes['beacon'] {
    return this.#beacon
  }

  /** A door was open. */
  opened(): void {
    this.#shutSince = undefined
    this.#beacon = 'not_tried'
  }

  /** After a walk on which no door was open: whether to try again at once. Never throws. */
  async shut({ outcomes, refused }: ShutWalk, signal: AbortSignal): Promise<'again' | 'wait'> {
    const { held, clock, log, times } = this.#parts
    const now = clock.steady()
    this.#shutSince ??= now
    try {
      if (refused && (await held.refused())) {
        log('warn', 'the new certificate is refused, back to the one before')
        return 'again'
      }
      const saidNo = outcomes.mqtt_ws === 'refused' || outcomes.mqtt === 'refused'
      if (saidNo && now >= this.#renewalDueAt && (await this.#mayHaveRunOut())) {
        this.#renewalDueAt = now + this.#jittered(times.beaconMs)
        if (await this.#renewLate(signal)) return 'again'
      }
      if (!refused && now - this.#shutSince >= times.beaconAfterMs && now >= this.#beaconDueAt) {
        this.#beaconDueAt = now + this.#jittered(times.beaconMs)
        await this.#sendBeacon(outcomes, signal)
      }
    } catch (error) {
      log('error', 'the last resort failed', { why: reasonOf(error) })
    }
    return 'wait'
  }

  /** By the server's clock; the set's own may be wrong by years, so an unknown time counts as run out. */
  async #mayHaveRunOut(): Promise<boolean> {
    const { held, serverTime } = this.#parts
    const now = serverTime.now()
    return now === undefined || now >= validityOf((await held.credential()).cert).notAfter
  }

  async #renewLate(signal: AbortSignal): Promise<boolean> {
    const { held, serverTime, clock, log, makeRequest } = this.#parts
    const csr = await held.openRequest(makeRequest)
    const proof = { purpose: 'renew', device: held.deviceId, at: clock.now(), csr }
    const heard = await this.#ask<Static<typeof LateRenewalAnswer>>(
      setDoorPaths.renew,
      proof,
      LateRenewalAnswer,
      signal,
    )
    if (heard?.is !== 'answered') {
      log('warn', 'the certificate has run out and is not renewed', whyNot(heard))
      if (heard?.is === 'refused' && heard.refusal === 'bad_csr') await held.dropRequest()
      return false
    }
    serverTime.heard(heard.answer.now)
    const why = await held.takeChain(heard.answer.chain)
    log(why ? 'error' : 'info', why ? 'a certificate that cannot be used' : 'certificate renewed late', {
      why: why ?? null,
    })
    return why === undefined
  }

  async #sendBeacon(outcomes: DoorOutcomes, signal: AbortSignal): Promise<void> {
    const { held, serverTime, clock, log } = this.#parts
    const proof: Static<typeof Beacon> = {
      purpose: 'beacon',
      device: held.deviceId,
      at: clock.now(),
      doors: { ...outcomes, beacon: 'open' },
    }
    const heard = await this.#ask<Static<typeof BeaconAnswer>>(
      setDoorPaths.beacon,
      proof,
      BeaconAnswer,
      signal,
    )
    this.#beacon = heard?.is === 'shut' ? heard.shut.outcome : heard?.is === 'refused' ? 'refused' : 'open'
    if (heard?.is === 'answered') serverTime.heard(heard.answer.now)
    log('info', 'MQTT is shut out, beacon', { outcome: this.#beacon, ...whyNot(heard) })
  }

  #ask<Answer>(
    path: string,
    proof: object,
    schema: Parameters<typeof askSetDoor>[0]['schema'],
    signal: AbortSignal,
  ): Promise<Answered<Answer> | undefined> {
    const { held, times } = this.#parts
    const [door] = held.doors(['beacon'])
    if (!door) return Promise.resolve(undefined)
    const question = { door, root: held.root, path, schema, timeoutMs: times.doorMs, signal }
    return signProof(held, proof).then(jws => askSetDoor<Answer>({ ...question, body: { jws } }))
  }

  #jittered(ms: number): number {
    return ms * (1 + jitterShare * (2 * this.#parts.random() - 1))
  }
}

function whyNot(heard: Answered<unknown> | undefined): { why: string | null } {
  if (!heard) return { why: 'this set knows no set door' }
  if (heard.is === 'answered') return { why: null }
  if (heard.is === 'shut') return { why: `${heard.shut.outcome}: ${heard.shut.why}` }
  return { why: heard.is === 'refused' ? heard.refusal : heard.why }
}
