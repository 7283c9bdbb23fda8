import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Counter, Gauge, type Registry } from 'prom-client'
import { asListenRefused } from '../http/listen.ts'
import type { Log } from '../log.ts'
import { probeStun } from './probe.ts'
import { watchSilences } from './silences.ts'
import type { Outcome, Place } from './worker.ts'

const program = new URL('./worker.ts', import.meta.url)

/** We ask ourselves this often, and at once again without an answer. */
const probeEveryMs = 500
const probeAgainMs = 50
const answerWithinMs = 250
/** So many times without an answer is silence; so many, and then each time twice as many, a thread that hangs. */
const missesOfSilence = 2
const missesOfHanging = 4

/** A thread that ended is started again after this, then after twice as long, up to the last. */
const restartMsMin = 50
const restartMsMax = 30_000
/** One that worked for so long begins at the shortest wait again. */
const worksMs = 60_000

type Parts = {
  place: Place
  /** When the whole server was last there; undefined: not known. */
  silentSince: number | undefined
  registry: Registry
  log: Log
  /** ms since 1970 UTC */
  now(): number
}

/**
 * Answers STUN binding requests over UDP, in a thread of its own: a busy event loop would look like a slow line. The
 * thread is started again whenever it ends, and asked as a set would ask.
 * @throws StartRefused when the port is taken.
 */
export async function startStunResponder({ place, silentSince, registry, log, now }: Parts) {
  const silences = watchSilences(now, silentSince)
  const figures = countStun(registry, silences.since)
  const ending = new AbortController()
  let worker = await openThread(place)
  const at = { ...place, port: worker.port }

  async function keepRunning(): Promise<void> {
    let waitMs = restartMsMin
    while (!ending.signal.aborted) {
      const startedAt = performance.now()
      const why = await worker.ended
      if (ending.signal.aborted) return
      silences.silent()
      figures.restarts.inc()
      log.error({ why }, 'the STUN responder ended; it is started again')
      waitMs = performance.now() - startedAt > worksMs ? restartMsMin : Math.min(restartMsMax, waitMs * 2)
      worker = await reopen(at, waitMs, ending.signal)
    }
  }

  async function keepProbing(): Promise<void> {
    let misses = 0
    let hangsAt = missesOfHanging
    while (!ending.signal.aborted) {
      await pause(misses === 0 ? probeEveryMs : probeAgainMs, ending.signal)
      const answered = await probeStun(reachable(at), answerWithinMs)
      misses = answered ? 0 : misses + 1
      if (answered) {
        hangsAt = missesOfHanging
        tellHeard(silences.answered())
      } else if (misses >= missesOfSilence && silences.silent()) {
        log.error('the STUN responder does not answer')
      }
      if (misses < hangsAt) continue
      hangsAt *= 2
      await worker.stop()
    }
  }

  function tellHeard(silence: { from: number; until: number } | undefined): void {
    if (silence) log.info({ silentMs: silence.until - silence.from }, 'the STUN responder answers again')
  }

  if (await probeStun(reachable(at), answerWithinMs)) tellHeard(silences.answered())
  const running = [keepRunning(), keepProbing()]
  return {
    port: at.port,
    /** Since when it does not answer; ms since 1970 UTC; undefined: it does. */
    silentSince: silences.since,
    takeSilences: silences.take,
    async stop(): Promise<void> {
      ending.abort()
      await worker.stop()
      await Promise.all(running)
    },
  }
}

type Thread = { port: number; ended: Promise<string>; stop(): Promise<unknown> }

/** @throws StartRefused when the port is taken. */
async function openThread(place: Place): Promise<Thread> {
  const worker = new Worker(program, { workerData: place })
  const ended = new Promise<string>(resolve => {
    worker.once('error', failure => resolve(String(failure)))
    worker.once('exit', code => resolve(`exit ${code}`))
  })
  const said = new Promise<Outcome>(resolve => worker.once('message', resolve))
  const outcome = await Promise.race([said, ended.then(asFailure)])
  if ('port' in outcome) return { port: outcome.port, ended, stop: () => worker.terminate() }
  await worker.terminate()
  const failure = Object.assign(new Error(outcome.failure.message), outcome.failure)
  throw asListenRefused(failure, 'SETWACHT_STUN_PORT', place.port)
}

const asFailure = (message: string): Outcome => ({ failure: { code: '', message } })

/** A thread in the place of one that ended: tried until one listens. One that is not wanted any more is none. */
async function reopen(place: Place, firstMs: number, signal: AbortSignal): Promise<Thread> {
  for (let waitMs = firstMs; ; waitMs = Math.min(restartMsMax, waitMs * 2)) {
    await pause(waitMs, signal)
    if (signal.aborted) return { port: place.port, ended: Promise.resolve('stopped'), stop: async () => 0 }
    const thread = await openThread(place).catch(() => undefined)
    if (thread && signal.aborted) await thread.stop()
    if (thread) return thread
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

/** Where we reach ourselves: an address that stands for all of them is none to ask. */
function reachable({ host, port }: Place): Place {
  if (host === '0.0.0.0') return { host: '127.0.0.1', port }
  return { host: host === '::' ? '::1' : host, port }
}

function countStun(registry: Registry, silentSince: () => number | undefined) {
  const registers = [registry]
  new Gauge({
    name: 'setwacht_stun_answering',
    help: '1: the STUN responder answers our own requests; 0: it does not, and sets cannot measure their line',
    registers,
    collect() {
      this.set(silentSince() === undefined ? 1 : 0)
    },
  })
  return {
    restarts: new Counter({
      name: 'setwacht_stun_restarts_total',
      help: 'Times the thread of the STUN responder ended and was started again',
      registers,
    }),
  }
}
