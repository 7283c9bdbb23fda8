import { recordAct, recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Child, ChildAnswer } from '../api.ts'
import { holdTrajectory, openChild } from '../queries.ts'
import { type Refusal, refuse } from '../refusal/rules.ts'

type Known = { sql: Database; personal: PersonalData }
type ChildOutcome = { ok: true; code: string; child: Child | null; changes: Changes } | Refusal

type Row = { id: string; sealed: Buffer | null; keyId: string | null }

/** First name and class, and that they were read, by whom. `child` null: not known. */
export function readChild({ sql, personal }: Known, code: string, by: By): Promise<ChildAnswer | Refusal> {
  return sql.begin(async (tx): Promise<ChildAnswer | Refusal> => {
    const [row] = await tx<Row[]>`
      select id, sealed, key_id as "keyId" from trajectories where code = ${code}`
    if (!row) return refuse('unknown_trajectory', code)
    await recordReads(tx, { at: by.now, accountId: by.actor, records: [`child:${code}`], how: 'detail' })
    const { id, sealed, keyId } = row
    const isKnown = sealed !== null && keyId !== null
    return { code, child: isKnown ? openChild(personal, id, { sealed, keyId }) : null }
  })
}

/** Puts this child in the place of what was known. */
export function changeChild(
  { sql, personal }: Known,
  code: string,
  child: Child,
  { actor, now }: By,
): Promise<ChildOutcome> {
  return sql.begin(async (tx): Promise<ChildOutcome> => {
    await holdPersonalKeys(tx)
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    await keepChildren(tx, personal, [{ id: held.id, child }])
    await recordAct(tx, { at: now, actor, act: 'child_changed', subject: `trajectory:${code}` })
    return { ok: true, code, child, changes: { trajectory: [code] } }
  })
}

/** Seals again what an older key sealed, some children at a time, but for those in use. Returns how many. */
export function resealChildren({ sql, personal }: Known, batch: number): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from trajectories where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    const children = rows.map(({ id, ...sealed }) => ({ id, child: openChild(personal, id, sealed) }))
    await keepChildren(tx, personal, children)
    return rows.length
  })
}

/** Seals children under the newest key; first names and classes find them. Call `holdPersonalKeys` before. */
export async function keepChildren(
  tx: Transaction,
  personal: PersonalData,
  children: readonly { id: string; child: Child }[],
): Promise<void> {
  const rows = children.map(({ id, child }) => {
    const { sealed, keyId } = personal.seal(`child:${id}`, child)
    const { firstName, className } = child
    const inOneWord = className?.replaceAll(/\s/g, '') ?? null
    const words = personal.wordHashes([firstName, className, inOneWord]).map(hash => hash.toString('hex'))
    return { id, sealed: sealed.toString('hex'), key: keyId, words }
  })
  await tx`
    update trajectories t set sealed = decode(i.sealed, 'hex'), key_id = i.key,
      word_hashes = (select coalesce(array_agg(decode(w, 'hex')), '{}') from jsonb_array_elements_text(i.words) w)
    from jsonb_to_recordset(${tx.json(rows)}) as i(id uuid, sealed text, key text, words jsonb)
    where t.id = i.id`
}
