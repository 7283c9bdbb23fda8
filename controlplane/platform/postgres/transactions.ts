import { setTimeout as delay } from 'node:timers/promises'
import type postgres from 'postgres'

/** At the same time; who comes later waits. More than twice the turns of the schedule: each holds one while its work takes another. */
const transactionsMax = 16
/** A connection that failed is closed within this, or it did not fail. */
const closesWithinMs = 100
const endWithinSeconds = 1

type Types = { instant: number; bigint: number }
type Desk = { sql: postgres.Sql<Types>; closed: Promise<void>; isClosed: boolean }
type Work<T> = (tx: postgres.TransactionSql<Types>) => Promise<T>

/**
 * Gives each transaction a connection that nothing else uses, and never uses one again that broke. The driver's own
 * pool hands a broken connection on while the transaction that had it may still speak: its late `rollback` ends the
 * process when the connection is not there yet, and undoes somebody else's transaction when it is.
 *
 * @param connect opens a pool of one connection, `onclose` is called when that connection closes
 */
export function startTransactions(connect: (onclose: () => void) => postgres.Sql<Types>) {
  const free: Desk[] = []
  const all = new Set<Desk>()
  const waiting: (() => void)[] = []
  let running = 0

  function openDesk(): Desk {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const desk: Desk = { sql: connect(close), closed, isClosed: false }
    function close(): void {
      desk.isClosed = true
      resolve()
      const place = free.indexOf(desk)
      if (place >= 0) free.splice(place, 1).forEach(discard)
    }
    all.add(desk)
    return desk
  }

  function discard(desk: Desk): void {
    all.delete(desk)
    void desk.sql.end({ timeout: 0 })
  }

  async function enter(): Promise<Desk> {
    if (running < transactionsMax) running += 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    return free.pop() ?? openDesk()
  }

  /** Hands the place to who waits longest. A desk that could not begin may yet close under the next who uses it. */
  function leave(desk: Desk, hasBegun: boolean): void {
    if (desk.isClosed || !hasBegun) discard(desk)
    else free.push(desk)
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    /** Runs `work` in a transaction. @throws what `work` throws, or how the connection broke; then nothing is known of it */
    async begin<T>(work: Work<T>): Promise<T> {
      const desk = await enter()
      let hasBegun = false
      const begun: Work<T> = tx => {
        hasBegun = true
        return settleWhileOpen(desk, work(tx))
      }
      try {
        return (await desk.sql.begin(begun)) as T
      } finally {
        leave(desk, hasBegun)
      }
    },
    async end(): Promise<void> {
      await Promise.all([...all].map(desk => desk.sql.end({ timeout: endWithinSeconds })))
    },
  }
}

/** Never settles once the connection is closed: the driver reports that by itself, and must not be made to roll back. */
async function settleWhileOpen<T>(desk: Desk, work: Promise<T>): Promise<T> {
  const failure = await work.then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  )
  if (failure && isSaidByLine(failure.cause)) {
    await Promise.race([desk.closed, delay(closesWithinMs, undefined, { ref: false })])
  }
  if (desk.isClosed) return new Promise<never>(() => undefined)
  return work
}

/** A failure of the connection and not an answer of PostgreSQL; it may be that of another connection. */
function isSaidByLine(failure: unknown): boolean {
  return failure instanceof Error && failure.name !== 'PostgresError' && 'code' in failure
}
