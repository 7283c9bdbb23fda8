import { clientKey } from './client-address.ts'

/**
 * A TLS handshake costs about a millisecond of the one thread, so those who come back at once may not starve those who
 * are connected. Handshakes start one a turn of the event loop, and more after a long turn, which shows that others
 * have work: then they get about this share of the time, in starts per millisecond.
 */
const startsPerBusyMs = 0.25
const startsPerTurnMax = 16

/** Handshakes under way at once; one that takes longer than this waits for the other side and counts no more. */
const underWayMax = 64
const underWayMsMax = 500

/** Who waits for a handshake, of one address and in all, and for how long: a set that gave up must not cost one. */
const waitingPerAddressMax = 4096
const waitingMax = 3 * waitingPerAddressMax
const waitingMsMax = 5000

const lookAgainMs = 20

export type BudgetClock = {
  /** ms, of a clock that only goes forward. */
  now(): number
  /** After what is ready to be read was read. */
  nextTurn(run: () => void): void
  later(run: () => void, ms: number): void
}

const realClock: BudgetClock = {
  now: () => performance.now(),
  nextTurn: run => setImmediate(run),
  later: (run, ms) => setTimeout(run, ms).unref(),
}

type Waiting = { start(): void; refuse(): void; since: number }

/**
 * Says when each connection may begin its handshake, or that it waited too long: one of each address in turn, and of an
 * address first the one that came first.
 */
export function startConnectBudget({ now, nextTurn, later }: BudgetClock = realClock) {
  const waiting = startQueues()
  const startedAt: number[] = []
  const credit = openCredit(now())
  const planTurn = onceAtATime(nextTurn, () => {
    startSome(now())
    plan()
  })
  const lookAgain = onceAtATime(
    run => later(run, lookAgainMs),
    () => {
      forgetSlow(now())
      plan()
    },
  )

  function plan(): void {
    if (waiting.size() === 0) return
    if (startedAt.length < underWayMax) planTurn()
    else lookAgain()
  }

  function startSome(at: number): void {
    credit.grow(at)
    forgetSlow(at)
    while (startedAt.length < underWayMax && waiting.size() > 0 && credit.take()) {
      startedAt.push(at)
      waiting.next()?.start()
    }
  }

  function forgetSlow(at: number): void {
    while (at - (startedAt[0] ?? at) > underWayMsMax) startedAt.shift()
    for (const late of waiting.takeFrom(at - waitingMsMax)) late.refuse()
  }

  return {
    /**
     * Calls one of the two: `start` in a later turn, `refuse` when too many wait or the wait was too long. Returns how
     * to wait no longer.
     */
    enter(address: string, { start, refuse }: Pick<Waiting, 'start' | 'refuse'>): () => void {
      const key = clientKey(address)
      const one = { start, refuse, since: now() }
      if (!waiting.add(key, one)) refuse()
      plan()
      return () => waiting.remove(key, one)
    },
    /** A handshake ended, well or badly: another may begin. */
    ended(): void {
      startedAt.shift()
      plan()
    },
  }
}

/** Who waits, by address. Addresses take turns. */
function startQueues() {
  const queues = new Map<string, Set<Waiting>>()
  let size = 0

  function remove(address: string, one: Waiting): void {
    const queue = queues.get(address)
    if (!queue?.delete(one)) return
    size--
    if (queue.size === 0) queues.delete(address)
  }

  return {
    size: () => size,
    remove,
    /** False: there is no room. */
    add(address: string, one: Waiting): boolean {
      const queue = queues.get(address) ?? new Set()
      if (size >= waitingMax || queue.size >= waitingPerAddressMax) return false
      queues.set(address, queue.add(one))
      size++
      return true
    },
    next(): Waiting | undefined {
      const [turn] = queues
      if (turn === undefined) return undefined
      const [address, queue] = turn
      const [first] = queue
      if (first) remove(address, first)
      // The address whose turn it was is the last from now on.
      if (queues.delete(address)) queues.set(address, queue)
      return first
    },
    /** Takes out those that came before `since`. */
    takeFrom(since: number): Waiting[] {
      const late = [...queues].flatMap(([address, queue]) => {
        const those: [string, Waiting][] = []
        for (const one of queue) {
          if (one.since >= since) break
          those.push([address, one])
        }
        return those
      })
      for (const [address, one] of late) remove(address, one)
      return late.map(([, one]) => one)
    },
  }
}

/** How many may start: one a turn, and more after a long one. */
function openCredit(from: number) {
  let lookedAt = from
  let credit = 0
  return {
    grow(at: number): void {
      credit = Math.min(startsPerTurnMax, Math.max(1, credit + (at - lookedAt) * startsPerBusyMs))
      lookedAt = at
    },
    take(): boolean {
      if (credit < 1) return false
      credit--
      return true
    },
  }
}

/** Plans a run, and not another one before it ran. */
function onceAtATime(plan: (run: () => void) => void, run: () => void): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    plan(() => {
      isPlanned = false
      run()
    })
  }
}
