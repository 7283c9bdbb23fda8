import type { PendingQuery } from 'postgres'
import type { PersonalData, Sealed } from '../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { Contact, TrajectoryContacts } from './api.ts'
import { asDialled, type ContactRole } from './rules.ts'

type Sql = Database | Transaction

/** Whose contact somebody is, by code. */
export type Owner = { trajectory: string } | { location: string }

/** What is sealed of a contact. */
export type SealedContact = Omit<Contact, 'id' | 'role'>

/** Trajectories and places of one answer to a search. */
const matchesMax = 200

/** Opens what was sealed of a contact. */
export function openContact(personal: PersonalData, id: string, sealed: Sealed): SealedContact {
  return personal.open<SealedContact>(`contact:${id}`, sealed)
}

/** Whether there is such a trajectory or place. */
export async function isKnown(sql: Sql, owner: Owner): Promise<boolean> {
  const [row] =
    'trajectory' in owner
      ? await sql`select from trajectories where code = ${owner.trajectory}`
      : await sql`select from locations where code = ${owner.location}`
  return row !== undefined
}

/** Whom one can call for a trajectory or at a place, in the order in which they were added. */
export async function findContacts(sql: Sql, personal: PersonalData, owner: Owner): Promise<Contact[]> {
  const rows = await sql<(Sealed & { id: string; role: ContactRole })[]>`
    select c.id, c.role, c.sealed, c.key_id as "keyId" from contacts c where ${ofOwner(sql, owner)} order by c.id`
  return rows.map(({ id, role, ...sealed }) => ({ id, role, ...openContact(personal, id, sealed) }))
}

function ofOwner(sql: Sql, owner: Owner): PendingQuery<never[]> {
  return 'trajectory' in owner
    ? sql`c.trajectory_id = (select id from trajectories where code = ${owner.trajectory})`
    : sql`c.location_id = (select id from locations where code = ${owner.location})`
}

/** Those of a trajectory and of the place of its school side, whose code comes along; undefined: no such trajectory. */
export async function findTrajectoryContacts(
  sql: Sql,
  personal: PersonalData,
  code: string,
): Promise<(TrajectoryContacts & { place: string | null }) | undefined> {
  const [row] = await sql<{ place: string | null }[]>`
    select l.code as place from trajectories t left join locations l on l.id = t.school_location_id
    where t.code = ${code}`
  if (!row) return undefined
  const { place } = row
  const [contacts, school] = await Promise.all([
    findContacts(sql, personal, { trajectory: code }),
    place === null ? [] : findContacts(sql, personal, { location: place }),
  ])
  return { contacts, school, place }
}

/** Whether a contact is of a place, or of a trajectory of this counsellor. */
export async function isContactFor(sql: Sql, id: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`
    select from contacts c left join trajectories t on t.id = c.trajectory_id
    where c.id = ${id} and (c.location_id is not null or t.counsellor_id = ${counsellor})`
  return row !== undefined
}

/**
 * Codes of the trajectories and places with a contact that has every word of `text` in its name, phone or e-mail, at
 * most 200 of each. Whoever shows them writes down that they were found: `contacts:<code>`, `search`.
 */
export async function findContactMatches(
  sql: Sql,
  personal: PersonalData,
  text: string,
): Promise<{ trajectories: string[]; locations: string[] }> {
  const searches = personal.searchHashes(asDialled(text))
  if (searches.length === 0) return { trajectories: [], locations: [] }
  const holds = (hashes: readonly Buffer[]) => sql`c.word_hashes @> (
    select array_agg(decode(w, 'hex')) from unnest(${hashes.map(hash => hash.toString('hex'))}::text[]) w
  )`
  const matching = searches.map(holds).reduce((one, other) => sql`${one} or ${other}`)
  const [trajectories, locations] = await Promise.all([
    sql<{ code: string }[]>`
      select distinct t.code from contacts c join trajectories t on t.id = c.trajectory_id
      where ${matching} order by t.code limit ${matchesMax}`,
    sql<{ code: string }[]>`
      select distinct l.code from contacts c join locations l on l.id = c.location_id
      where ${matching} order by l.code limit ${matchesMax}`,
  ])
  return { trajectories: trajectories.map(({ code }) => code), locations: locations.map(({ code }) => code) }
}

/** Of each place who looks after its computers, the first one named, by code. */
export async function findIctContacts(
  sql: Sql,
  personal: PersonalData,
): Promise<Map<string, Omit<SealedContact, 'bestHours'>>> {
  const rows = await sql<(Sealed & { id: string; code: string })[]>`
    select distinct on (l.code) l.code, c.id, c.sealed, c.key_id as "keyId"
    from contacts c join locations l on l.id = c.location_id where c.role = 'school_ict' order by l.code, c.id`
  return new Map(rows.map(({ code, id, ...sealed }) => [code, openContact(personal, id, sealed)]))
}

/** How many contacts each key sealed. */
export async function countSealedContacts(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from contacts group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
