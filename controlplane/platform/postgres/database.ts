import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { StartRefused } from '../start-refused.ts'
import { readTextArray, textArray } from './arrays.ts'
import { startTransactions } from './transactions.ts'

/** How a list of texts comes and goes: `text[]` and `uuid[]` by their numbers in PostgreSQL's own catalogue. */
const textList = (type: 1009 | 2951) => ({
  to: type,
  from: [type],
  serialize: textArray,
  parse: readTextArray,
})

/**
 * Instants (timestamptz) and bigints come and go as numbers: ms since 1970 UTC, and integers up to 2^53.
 */
const types = {
  instant: {
    to: 1184,
    from: [1184],
    serialize: (at: number | Date) => new Date(at).toISOString(),
    parse: (text: string) => Date.parse(text),
  },
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  texts: textList(1009),
  uuids: textList(2951),
}

export type Database = postgres.Sql<{ instant: number; bigint: number }>
export type Transaction = postgres.TransactionSql<{ instant: number; bigint: number }>

/** The same number on every replica: one at a time migrates. */
const migrationLock = 7_240_001
const connectTimeoutSeconds = 5
const poolMax = 10
/** Between two tries to connect; the driver's own pause grows to 20 s, too long for a database that is back. */
const reconnectSeconds = 0.25

/** What a pool may do in the database; undefined: whatever its owner may. The migrations say what that is. */
type DatabaseRole = 'setwacht_intake' | 'setwacht_console'
type Opening = { max?: number | undefined; role?: DatabaseRole | undefined }

/**
 * A pool of connections to PostgreSQL, and those of the transactions (`begin`) beside it. It connects when first used
 * and reconnects by itself.
 */
export function openDatabase(url: string, { max, role }: Opening = {}): Database {
  const pool = connect(url, { max, role })
  const transactions = startTransactions(onclose => connect(url, { max: 1, role, onclose }))
  const endPool = pool.end.bind(pool)
  const end: Database['end'] = async options => {
    await Promise.all([transactions.end(), endPool(options)])
  }
  return Object.assign(pool, { begin: transactions.begin, end })
}

function connect(
  url: string,
  { max = poolMax, role, onclose = () => {} }: Opening & { onclose?: () => void },
): Database {
  return postgres(url, {
    max,
    types,
    // The driver asks for the list types at every connect, and when that breaks nobody catches it: the process ends.
    fetch_types: false,
    connect_timeout: connectTimeoutSeconds,
    backoff: () => reconnectSeconds,
    onclose,
    onnotice: () => {},
    connection: { application_name: 'setwacht', TimeZone: 'UTC', ...(role && { role }) },
  }) as Database
}

/**
 * Brings the schema up to date, one process at a time.
 * @throws StartRefused when PostgreSQL cannot be reached or is too old.
 */
export async function migrate(url: string): Promise<void> {
  const sql = connect(url, { max: 1 })
  try {
    await refuseOldServer(sql)
    await sql`select pg_advisory_lock(${migrationLock})`
    // PostgreSQL has the last word on types; the migrator wants them as text.
    await runMigrations(drizzle(sql as unknown as postgres.Sql), {
      migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
    })
  } catch (failure) {
    throw unreachable(failure) ?? failure
  } finally {
    await sql.end({ timeout: 2 })
  }
}

/** Whether the failure says that the database is away rather than that a statement is wrong. */
export function isAway(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  const { code = '' } = failure as { code?: string }
  return /^(08|57P|53|E[A-Z]+$|CONNECT|CONNECTION_)/.test(code)
}

async function refuseOldServer(sql: Database): Promise<void> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`
  if (Number(row?.version) >= 180_000) return
  throw new StartRefused(
    `DATABASE_URL leads to PostgreSQL ${Math.floor(Number(row?.version) / 10_000)}. Expected 18 or newer.`,
  )
}

function unreachable(failure: unknown): StartRefused | undefined {
  const { code, message } = failure as { code?: string; message?: string }
  const isSignIn = code?.startsWith('28') || code === '3D000'
  if (!isAway(failure) && !isSignIn) return undefined
  return new StartRefused(
    `PostgreSQL does not let us in: ${message ?? code}. Check that it runs and that DATABASE_URL is right, ` +
      'or leave DATABASE_URL out to use the embedded one.',
    { cause: failure },
  )
}
