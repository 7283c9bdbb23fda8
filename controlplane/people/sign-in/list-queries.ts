import type { Database } from '../../platform/postgres/database.ts'
import type { SignInRow } from '../account/api.ts'
import { type Entry, idleEnd, type KnownSignIn, type Look, looksOf, standingOf } from '../rules.ts'
import type { OnDuty } from '../viewer/queries.ts'

const listedForMs = 30 * 86_400_000
/** Rows of one answer, newest first. */
const signInsMax = 200

type Row = {
  id: string
  how: Entry
  browser: string
  createdAt: number
  usedAt: number
  endsAt: number
  endedAt: number | null
  endedBy: string | null
}

/** The sign-ins of an account in the last thirty days. `asking`: the sign-in that asks. `now`: ms since 1970 UTC. */
export async function findSignIns(
  sql: Database,
  { accountId, asking, now, onDuty }: { accountId: string; asking: string; now: number; onDuty: OnDuty },
): Promise<SignInRow[]> {
  const isOnDuty = (await onDuty([accountId], now)).has(accountId)
  const rows = await sql<Row[]>`
    select id, how, browser, created_at as "createdAt", used_at as "usedAt", ends_at as "endsAt",
      ended_at as "endedAt", ended_by as "endedBy"
    from sign_ins where account_id = ${accountId} and created_at > ${now - listedForMs}::timestamptz
    order by created_at desc, id desc limit ${signInsMax}`
  return rows.map(row => {
    const { id, how, browser, createdAt, usedAt } = row
    const state = stateOf(row, { now, isOnDuty })
    const lasts = how === 'wall' || state === 'idle'
    const endsAt = row.endedAt ?? (lasts ? row.endsAt : Math.min(row.endsAt, idleEnd(usedAt)))
    return { id, how, browser, createdAt, usedAt, endsAt, state, isThis: id === asking }
  })
}

function stateOf(row: Row, { now, isOnDuty }: { now: number; isOnDuty: boolean }): SignInRow['state'] {
  const standing = standingOf(row, now)
  if (standing === 'open') return 'open'
  if (row.endedAt === null) return standing === 'idle' && isOnDuty ? 'idle' : 'expired'
  return row.endedBy === 'signed_out' || row.endedBy === 'replaced' ? row.endedBy : 'ended'
}

/** Whether an account is there. */
export async function isAccount(sql: Database, id: string): Promise<boolean> {
  const [row] = await sql`select from accounts where id = ${id}`
  return row !== undefined
}

/** Whose a sign-in is; undefined: there is none. */
export async function findOwner(sql: Database, id: string): Promise<string | undefined> {
  const [row] = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from sign_ins where id = ${id}`
  return row?.accountId
}

/** Of these sign-ins those that hold now, with as what each looks. `now`: ms since 1970 UTC. */
export async function findStanding(
  sql: Database,
  ids: readonly string[],
  { now, onDuty }: { now: number; onDuty: OnDuty },
): Promise<Map<string, Look[]>> {
  const rows = await sql<(KnownSignIn & { id: string; accountId: string })[]>`
    select s.id, s.account_id as "accountId", s.how, s.used_at as "usedAt", s.ends_at as "endsAt",
      s.ended_at as "endedAt", a.roles, s.granted_roles as granted
    from sign_ins s join accounts a on a.id = s.account_id
    where s.id = any(${[...ids]}::uuid[]) and s.ended_at is null and a.disabled_at is null`
  const idle = rows.filter(row => standingOf(row, now) === 'idle').map(({ accountId }) => accountId)
  const duty = idle.length === 0 ? new Set() : await onDuty(idle, now)
  const standing = rows.map(
    row => [row.id, looksOf(row, { now, isOnDuty: duty.has(row.accountId) })] as const,
  )
  return new Map(standing.filter(([, held]) => held.length > 0))
}
