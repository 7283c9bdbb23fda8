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

/** Connections that wait for their handshake, and for how long: a set that gave up must not cost one. */
const waitingMax = 4096
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

export type ConnectBudget = ReturnType<typeof startConnectBudget>

/** First come, first served: says when each connection may begin its handshake, or that it waited too long. */
export function startConnectBudget({ now, nextTurn, later }: BudgetClock = realClock) {
  const waiting: Waiting[] = []
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
    if (waiting.length === 0) return
    if (startedAt.length < underWayMax) planTurn()
    else lookAgain()
  }

  function startSome(at: number): void {
    credit.grow(at)
    forgetSlow(at)
    while (startedAt.length < underWayMax && waiting.length > 0 && credit.take()) {
      startedAt.push(at)
      waiting.shift()?.start()
    }
  }

  function forgetSlow(at: number): void {
    while (at - (startedAt[0] ?? at) > underWayMsMax) startedAt.shift()
    while (at - (waiting[0]?.since ?? at) > waitingMsMax) waiting.shift()?.refuse()
  }

  return {
    /** Calls one of the two: `start` in a later turn, `refuse` when too many wait or the wait was too long. */
    enter(start: () => void, refuse: () => void): void {
      if (waiting.length < waitingMax) waiting.push({ start, refuse, since: now() })
      else refuse()
      plan()
    },
    /** A handshake ended, well or badly: another may begin. */
    ended(): void {
      startedAt.shift()
      plan()
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
