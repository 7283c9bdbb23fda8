import { recordAct } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { ContactFields, ContactRefusal } from './api.ts'
import { type Owner, openContact, type SealedContact } from './queries.ts'
import { type ContactRole, contactsMax, phoneForms } from './rules.ts'

type Known = { sql: Database; personal: PersonalData }
type Refused = { ok: false; refusal: ContactRefusal }

/** A contact as it is written: what can be looked for is hashed, the rest is sealed. */
export type WrittenContact = { id: string; role: ContactRole } & SealedContact

type Added = { ok: true; id: string; changes: Changes } | Refused

/** Adds somebody to call. */
export function addContact(
  { sql, personal }: Known,
  owner: Owner,
  fields: ContactFields,
  { actor, now }: By,
): Promise<Added> {
  return sql.begin(async (tx): Promise<Added> => {
    await holdPersonalKeys(tx)
    const held = await holdOwner(tx, owner)
    if (!held) return { ok: false, refusal: 'unknown_owner' }
    if (held.contacts >= contactsMax) return { ok: false, refusal: 'too_many_contacts' }
    const [made] = await tx<{ id: string }[]>`select uuidv7() as id`
    const { id } = made!
    await writeContacts(tx, personal, [{ ...held.ids, id, ...fields }], now)
    await recordAct(tx, {
      at: now,
      actor,
      act: 'contact_added',
      ...subjectOf(id, codeOf(owner), fields.role),
    })
    return { ok: true, id, changes: changesOf(owner) }
  })
}

type Changed = { ok: true; changes: Changes } | Refused

/** Puts these fields in the place of what was known. */
export function changeContact(
  { sql, personal }: Known,
  id: string,
  fields: ContactFields,
  { actor, now }: By,
): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    await holdPersonalKeys(tx)
    const owner = await holdContact(tx, id)
    if (!owner) return { ok: false, refusal: 'unknown_contact' }
    await writeContacts(tx, personal, [{ trajectoryId: null, locationId: null, id, ...fields }], now)
    const about = subjectOf(id, codeOf(owner), fields.role)
    await recordAct(tx, { at: now, actor, act: 'contact_changed', ...about })
    return { ok: true, changes: changesOf(owner) }
  })
}

/** Forgets somebody. */
export function removeContact(sql: Database, id: string, { actor, now }: By): Promise<Changed> {
  return sql.begin(async (tx): Promise<Changed> => {
    const owner = await holdContact(tx, id)
    if (!owner) return { ok: false, refusal: 'unknown_contact' }
    const [row] = await tx<{ role: ContactRole }[]>`delete from contacts where id = ${id} returning role`
    const about = subjectOf(id, codeOf(owner), row!.role)
    await recordAct(tx, { at: now, actor, act: 'contact_removed', ...about })
    return { ok: true, changes: changesOf(owner) }
  })
}

function changesOf(owner: Owner): Changes {
  return 'trajectory' in owner ? { trajectory: [owner.trajectory] } : { location: [owner.location] }
}

const codeOf = (owner: Owner) => ('trajectory' in owner ? owner.trajectory : owner.location)
const subjectOf = (id: string, of: string, role: ContactRole) => ({
  subject: `contact:${id}`,
  detail: { of, role },
})

type Ids = { trajectoryId: string | null; locationId: string | null }

/** The trajectory or place, held so that its contacts are counted one after another. */
async function holdOwner(tx: Transaction, owner: Owner): Promise<{ ids: Ids; contacts: number } | undefined> {
  const [row] =
    'trajectory' in owner
      ? await tx<{ id: string }[]>`
          select id from trajectories where code = ${owner.trajectory} for no key update`
      : await tx<{ id: string }[]>`select id from locations where code = ${owner.location} for no key update`
  if (!row) return undefined
  const isTrajectory = 'trajectory' in owner
  const ids = { trajectoryId: isTrajectory ? row.id : null, locationId: isTrajectory ? null : row.id }
  const [counted] = await tx<{ contacts: number }[]>`
    select count(*)::int4 as contacts from contacts where trajectory_id = ${row.id} or location_id = ${row.id}`
  return { ids, contacts: counted!.contacts }
}

async function holdContact(tx: Transaction, id: string): Promise<Owner | undefined> {
  const [row] = await tx<{ trajectory: string | null; location: string | null }[]>`
    select t.code as trajectory, l.code as location from contacts c
    left join trajectories t on t.id = c.trajectory_id left join locations l on l.id = c.location_id
    where c.id = ${id} for no key update of c`
  if (!row) return undefined
  return row.trajectory === null ? { location: row.location! } : { trajectory: row.trajectory }
}

/** Writes contacts, new ones and those that are there, sealed under the newest key: call `holdPersonalKeys` first. */
export async function writeContacts(
  tx: Transaction,
  personal: PersonalData,
  contacts: readonly (WrittenContact & Ids)[],
  now: number,
): Promise<void> {
  const rows = contacts.map(({ id, role, trajectoryId, locationId, name, phone, email, bestHours }) => {
    const { sealed, keyId } = personal.seal(`contact:${id}`, { name, phone, email, bestHours })
    const words = personal.wordHashes([name, email, ...(phone === null ? [] : phoneForms(phone))])
    return {
      ...{ id, role, trajectoryId, locationId, keyId },
      sealed: sealed.toString('hex'),
      words: words.map(word => word.toString('hex')),
    }
  })
  await tx`
    with input as (
      select * from jsonb_to_recordset(${tx.json(rows)}) as i(id uuid, role text, "trajectoryId" uuid,
        "locationId" uuid, "keyId" text, sealed text, words jsonb)
    ),
    known as (
      update contacts c set role = i.role, sealed = decode(i.sealed, 'hex'), key_id = i."keyId",
        word_hashes = array(select decode(w, 'hex') from jsonb_array_elements_text(i.words) w),
        changed_at = ${now}::timestamptz
      from input i where c.id = i.id returning c.id
    )
    insert into contacts (id, role, trajectory_id, location_id, key_id, sealed, word_hashes, changed_at)
    select id, role, "trajectoryId", "locationId", "keyId", decode(sealed, 'hex'),
      array(select decode(w, 'hex') from jsonb_array_elements_text(words) w), ${now}::timestamptz
    from input where id not in (select id from known)`
}

/** Seals again what an older key sealed, some contacts at a time, but for those in use. Returns how many. */
export function resealContacts({ sql, personal }: Known, batch: number): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { id: string; role: ContactRole; changedAt: number })[]>`
      select id, role, sealed, key_id as "keyId", changed_at as "changedAt" from contacts
      where key_id <> ${personal.keyId()} order by id limit ${batch} for no key update skip locked`
    for (const { id, role, changedAt, ...sealed } of rows) {
      const fields = openContact(personal, id, sealed)
      await writeContacts(
        tx,
        personal,
        [{ trajectoryId: null, locationId: null, id, role, ...fields }],
        changedAt,
      )
    }
    return rows.length
  })
}
