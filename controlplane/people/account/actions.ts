import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { LinkLanguage } from '../link/rules.ts'
import { type Role, roles } from '../rules.ts'
import type { AccountRefusal } from './api.ts'
import { type PersonName, serverIssuer } from './queries.ts'

type Known = { sql: Database; personal: PersonalData }
type Person = PersonName & { issuer: string; subject: string; roles: readonly Role[] }

/** The account of a person at an issuer; made when it is not there, its name brought up to date when it is. */
export async function ensureAccount(
  tx: Transaction,
  personal: PersonalData,
  { issuer, subject, roles: given, ...name }: Person,
  now: number,
): Promise<string> {
  const [known] = await tx<{ id: string }[]>`
    select id from accounts where issuer = ${issuer} and subject = ${subject}`
  const id = known?.id ?? (await addAccount(tx, { issuer, subject, roles: given }, now))
  await sealName(tx, personal, id, name)
  return id
}

async function addAccount(
  tx: Transaction,
  { issuer, subject, roles: given }: Pick<Person, 'issuer' | 'subject' | 'roles'>,
  now: number,
): Promise<string> {
  const [row] = await tx<{ id: string; isNew: boolean }[]>`
    insert into accounts (sealed, key_id, issuer, subject, roles, created_at)
    values ('', '', ${issuer}, ${subject}, ${[...given]}::text[], ${now}::timestamptz)
    on conflict (issuer, subject) do update set issuer = excluded.issuer
    returning id, (xmax = 0) as "isNew"`
  const { id, isNew } = row!
  const actor = issuer === serverIssuer ? 'server' : id
  const detail = { roles: [...given], issuer }
  if (isNew) await recordAct(tx, { at: now, actor, act: 'account_added', subject: `account:${id}`, detail })
  return id
}

/** Seals a name under the newest key. */
export async function sealName(
  tx: Transaction,
  personal: PersonalData,
  id: string,
  name: PersonName,
): Promise<void> {
  await holdPersonalKeys(tx)
  const { sealed, keyId } = personal.seal(`account:${id}`, name)
  const words = personal.wordHashes([name.firstName, name.name, name.email]).map(hash => hash.toString('hex'))
  await tx`
    update accounts set sealed = ${sealed}, key_id = ${keyId},
      word_hashes = (select coalesce(array_agg(decode(w, 'hex')), '{}') from unnest(${words}::text[]) w)
    where id = ${id}`
}

/**
 * The account through which the server lets somebody in as `role` when no provider can; who shut it, or took the role
 * away, is overruled by who stands at the server, and that is written down. Returns its id.
 */
export function ensureServerAccount({ sql, personal }: Known, role: Role, now: number): Promise<string> {
  const name = { firstName: 'Noodtoegang', name: role, email: null }
  return sql.begin(async tx => {
    const person = { ...name, issuer: serverIssuer, subject: role, roles: [role] }
    const id = await ensureAccount(tx, personal, person, now)
    const opened = await tx`
      update accounts set disabled_at = null, roles = ${[role]}::text[]
      where id = ${id} and (disabled_at is not null or not ${role} = any(roles)) returning id`
    const subject = `account:${id}`
    if (opened.length > 0) await recordAct(tx, { at: now, actor: 'server', act: 'account_enabled', subject })
    return id
  })
}

type Changed = { ok: true; changes: Changes } | { ok: false; refusal: AccountRefusal }
/** `actor`: the account that decides. `now`: ms since 1970 UTC. */
type Decision = { id: string; actor: string; now: number }

/** Gives an account exactly these roles; nobody changes their own. */
export function changeRoles(
  sql: Database,
  { id, actor, now, roles: given }: Decision & { roles: readonly Role[] },
): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    const account = await holdAccount(tx, id)
    const wanted = roles.filter(role => given.includes(role))
    const refusal = account
      ? await whyNot(tx, { id, actor, staysAdmin: wanted.includes('admin') })
      : 'unknown_account'
    if (!account || refusal) return { ok: false, refusal: refusal ?? 'unknown_account' }
    await tx`update accounts set roles = ${wanted}::text[] where id = ${id}`
    const detail = { from: account.roles, to: wanted }
    await recordAct(tx, { at: now, actor, act: 'roles_changed', subject: `account:${id}`, detail })
    return { ok: true, changes: { people: [id] } }
  })
}

/** Shuts an account: its sign-ins end at once. */
export function disableAccount(sql: Database, { id, actor, now }: Decision): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    const account = await holdAccount(tx, id)
    const refusal = account ? await whyNot(tx, { id, actor, staysAdmin: false }) : 'unknown_account'
    if (refusal) return { ok: false, refusal }
    await tx`update accounts set disabled_at = ${now}::timestamptz where id = ${id} and disabled_at is null`
    await tx`
      update sign_ins set ended_at = ${now}::timestamptz, ended_by = ${actor}
      where account_id = ${id} and ended_at is null`
    await tx`delete from sign_in_links where account_id = ${id}`
    await recordAct(tx, { at: now, actor, act: 'account_disabled', subject: `account:${id}` })
    return { ok: true, changes: { people: [id] } }
  })
}

export function enableAccount(sql: Database, { id, actor, now }: Decision): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    if (!(await holdAccount(tx, id))) return { ok: false, refusal: 'unknown_account' }
    await tx`update accounts set disabled_at = null where id = ${id}`
    await recordAct(tx, { at: now, actor, act: 'account_enabled', subject: `account:${id}` })
    return { ok: true, changes: { people: [id] } }
  })
}

/** Whether sets may name this person where they help; the sets where they do hear of it. */
export function showFirstName(
  sql: Database,
  { isShown, actor, now }: By & { isShown: boolean },
): Promise<{ ok: true; changes: Changes }> {
  return sql.begin(async tx => {
    await tx`update accounts set first_name_shown = ${isShown} where id = ${actor}`
    await queueWork(tx, 'helper_named', [actor], now)
    const detail = { shown: isShown }
    await recordAct(tx, { at: now, actor, act: 'first_name_shown', subject: `account:${actor}`, detail })
    return { ok: true as const, changes: { people: [actor] } }
  })
}

/** In which language mails to this person are. */
export function chooseLanguage(
  sql: Database,
  { language, actor, now }: By & { language: LinkLanguage },
): Promise<{ ok: true; changes: Changes }> {
  return sql.begin(async tx => {
    await tx`update accounts set language = ${language} where id = ${actor}`
    const detail = { language }
    await recordAct(tx, { at: now, actor, act: 'language_chosen', subject: `account:${actor}`, detail })
    return { ok: true as const, changes: {} }
  })
}

/**
 * Holds the account and every open administrator, always in the same order: of two administrators who shut each
 * other out one waits for the other, and stays.
 */
async function holdAccount(tx: Transaction, id: string): Promise<{ roles: Role[] } | undefined> {
  const held = await tx<{ id: string; roles: Role[] }[]>`
    select id, roles from accounts where id = ${id} or ('admin' = any(roles) and disabled_at is null)
    order by id for no key update`
  return held.find(account => account.id === id)
}

async function whyNot(
  tx: Transaction,
  { id, actor, staysAdmin }: { id: string; actor: string; staysAdmin: boolean },
): Promise<'own_account' | 'last_administrator' | undefined> {
  if (id === actor) return 'own_account'
  if (staysAdmin) return undefined
  const others = await tx`
    select from accounts where 'admin' = any(roles) and disabled_at is null and id <> ${id} limit 1`
  return others.length === 0 ? 'last_administrator' : undefined
}
