import type { Database } from '../postgres/database.ts'

type Count = { current: number; ttl: number }
type Tell = (failure: Error | null, count?: Count) => void

/** Addresses over their limit that are remembered here, so that a flood costs the database nothing. */
const overMax = 5_000

/**
 * Where @fastify/rate-limit counts, so that every server counts the same: in PostgreSQL, by the database's clock.
 * `door`: a name that no other caller uses; limits of a door are told apart by their order.
 */
export function rateStoreIn(sql: Database, door: string) {
  let limits = 0
  const over = new Map<string, { current: number; until: number }>()

  async function count(key: string, windowMs: number, max: number | undefined): Promise<Count> {
    const known = over.get(key)
    const leftMs = known === undefined ? 0 : known.until - performance.now()
    if (known !== undefined && leftMs > 0) return { current: known.current, ttl: Math.ceil(leftMs) }
    over.delete(key)
    const [row] = await sql<Count[]>`
      insert into rate_counts as r (key, count, until_at)
      values (${key}, 1, now() + make_interval(secs => ${windowMs / 1000}))
      on conflict (key) do update set
        count = case when r.until_at <= now() then 1 else r.count + 1 end,
        until_at = case when r.until_at <= now() then excluded.until_at else r.until_at end
      returning count as current, ${leftOf(sql)} as ttl`
    const { current, ttl } = row!
    if (max === undefined || current <= max) return { current, ttl }
    if (over.size >= overMax) over.clear()
    over.set(key, { current, until: performance.now() + ttl })
    return { current, ttl }
  }

  async function read(key: string): Promise<Count> {
    const [row] = await sql<Count[]>`
      select count as current, ${leftOf(sql)} as ttl from rate_counts where key = ${key} and until_at > now()`
    return row ?? { current: 0, ttl: 0 }
  }

  return class RateStore {
    readonly #name = `${door} ${limits++}`

    incr(key: string, tell: Tell, windowMs: number, max?: number): void {
      count(`${this.#name} ${key}`, windowMs, max).then(found => tell(null, found), tell)
    }

    read(key: string, tell: Tell): void {
      read(`${this.#name} ${key}`).then(found => tell(null, found), tell)
    }

    child(): RateStore {
      return new RateStore()
    }
  }
}

const leftOf = (sql: Database) => sql`greatest(0, ceil(extract(epoch from until_at - now()) * 1000))::int4`

/** Forgets what counts no more. */
export async function purgeRateCounts(sql: Database): Promise<void> {
  await sql`delete from rate_counts where until_at < now()`
}
