import type { SecureContext } from 'node:tls'
import { attemptsAfter, nextWaitMs } from '../../agent/link/backoff.ts'
import { linkTimes } from '../../agent/link/times.ts'
import { LoadSet } from './load-set.ts'

export type CrowdParts = {
  port: number
  /** Each gets connections above this; each crowd on one control plane has a higher one. */
  epoch: number
  /** How they come: `again` as after a short loss of the line, all within seconds; `gently` so many at once. */
  coming: 'again' | 'gently'
  contexts: ReadonlyMap<string, SecureContext>
}

/** `welcomed`: sets that are connected and welcome now. `lastAt`: when the last one became so, ms since 1970 UTC. */
export type CrowdState = { welcomed: number; attempts: number; lastAt: number; cpuSeconds: number }

const pingEveryMs = 1000
const gentlyAtOnce = 50

/** Sets that say nothing but come back, by the agent's own rule, as often as their connection ends. */
export function startCrowd(parts: CrowdParts) {
  const { epoch, coming, contexts } = parts
  const crowd = openCrowd(parts)
  let isOver = false

  async function keepConnected(deviceId: string, tls: SecureContext, connection: number, failures: number) {
    while (!isOver) {
      await pause(nextWaitMs(failures, linkTimes, Math.random))
      connection++
      failures = attemptsAfter(failures, await crowd.connect(deviceId, tls, connection).heldMs, linkTimes)
    }
  }

  async function comeGently(waiting: [string, SecureContext][]): Promise<void> {
    for (let next = waiting.shift(); next && !isOver; next = waiting.shift()) {
      const [deviceId, tls] = next
      const { isWelcome, heldMs } = crowd.connect(deviceId, tls, epoch)
      void heldMs.then(held => keepConnected(deviceId, tls, epoch, attemptsAfter(0, held, linkTimes)))
      await Promise.race([isWelcome, heldMs])
    }
  }

  const pinging = setInterval(() => {
    const now = performance.now()
    for (const set of crowd.sets) set.ping(now)
  }, pingEveryMs)
  if (coming === 'gently') {
    const waiting = [...contexts]
    for (let one = 0; one < gentlyAtOnce; one++) void comeGently(waiting)
  } else {
    for (const [deviceId, tls] of contexts)
      void keepConnected(deviceId, tls, epoch, linkTimes.welcomedAttempts)
  }

  return {
    state(): CrowdState {
      const { user, system } = process.cpuUsage()
      return { ...crowd.state, cpuSeconds: (user + system) / 1e6 }
    },
    end(): void {
      isOver = true
      clearInterval(pinging)
      for (const set of crowd.sets) set.end()
      crowd.state.welcomed = 0
    },
  }
}

/** Those of a crowd that are connected, or try to be. */
function openCrowd({ port, epoch }: CrowdParts) {
  const startedAt = Date.now()
  const sets = new Set<LoadSet>()
  const state = { welcomed: 0, attempts: 0, lastAt: 0 }
  /** As an agent keeps it: what it holds is not sent again. */
  const lessons = new Map<string, number>()

  /** `heldMs`: once it is over, how long it was welcome; 0: it never was. */
  function connect(deviceId: string, tls: SecureContext, connection: number) {
    state.attempts++
    const over = Promise.withResolvers<number>()
    let welcomedAt: number | undefined
    const end = () => {
      clearTimeout(late)
      if (!sets.delete(set)) return
      set.end()
      if (welcomedAt !== undefined) state.welcomed--
      over.resolve(welcomedAt === undefined ? 0 : performance.now() - welcomedAt)
    }
    const late = setTimeout(end, linkTimes.connectMs)
    const speech = { speech: 'setwacht', window: 1, acknowledged: () => undefined } as const
    const set = new LoadSet({
      ...speech,
      port,
      tls,
      deviceId,
      epoch,
      connection,
      startedAt,
      lessonsHeld: lessons.get(deviceId),
      toldLessons: revision => lessons.set(deviceId, revision),
      failed: end,
    })
    sets.add(set)
    void set.accepted.then(() => clearTimeout(late))
    const isWelcome = set.ready.then(() => {
      welcomedAt = performance.now()
      state.welcomed++
      state.lastAt = Date.now()
    })
    return { isWelcome, heldMs: over.promise }
  }

  return { sets, state, connect }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms).unref()
  })
}
