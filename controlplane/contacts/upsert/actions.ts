import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { type WrittenContact, writeContacts } from '../actions.ts'
import { type Owner, openContact } from '../queries.ts'
import { type ContactRole, contactsMax, whyWrongReach } from '../rules.ts'

type Reach = { name: string | null; phone: string | null; email: string | null }

/** What a row of a file says of somebody: of whom, and how to reach them. What it leaves empty stays as it is. */
export type SaidContact = Owner & { role: ContactRole } & Reach

/** `at`: which of those that were said. `wrong: 'conflict'`: there are as many contacts as there may be. */
export type WrongContact = {
  at: number
  field: keyof Reach
  wrong: 'missing' | 'unreadable' | 'too_long' | 'conflict'
  expected: string
}
export type ContactsTaken =
  | { ok: true; outcomes: ('added' | 'changed' | 'same')[] }
  | { ok: false; wrong: WrongContact[] }

type Ids = { trajectoryId: string | null; locationId: string | null }
type Held = { ids: Ids; contacts: WrittenContact[] }

/**
 * Takes contacts in, in the transaction and the act of the file they stand in. Somebody with this role at the same
 * trajectory or place is the same when the name, the phone or the e-mail is; else they are added. `outcomes`: of each,
 * in order. With one that is wrong nothing is written. `now`: ms since 1970 UTC.
 * @throws Error when a trajectory or place is not there
 */
export async function upsertContacts(
  tx: Transaction,
  personal: PersonalData,
  said: readonly SaidContact[],
  now: number,
): Promise<ContactsTaken> {
  const wrong = findWrongContacts(said)
  if (wrong.length > 0) return { ok: false, wrong }
  await holdPersonalKeys(tx)
  const owners = await holdOwners(tx, personal, said)
  const outcomes: ('added' | 'changed' | 'same')[] = []
  const written: (WrittenContact & Ids)[] = []
  const ids = await makeIds(tx, said.length)
  for (const [at, { role, phone, email, ...one }] of said.entries()) {
    const { ids: of, contacts } = owners.get(keyOf(one))!
    const name = one.name ?? ''
    const known = contacts.find(other => other.role === role && isSamePerson(other, { name, phone, email }))
    const before = known ?? { phone: null, email: null, bestHours: null }
    const contact = {
      ...{ id: known?.id ?? ids[at]!, role, name, bestHours: before.bestHours },
      ...{ phone: phone ?? before.phone, email: email ?? before.email },
    }
    if (known && isSame(known, contact)) {
      outcomes.push('same')
      continue
    }
    outcomes.push(known ? 'changed' : 'added')
    if (known) Object.assign(known, contact)
    else contacts.push(contact)
    if (contacts.length > contactsMax)
      wrong.push({ at, field: 'name', wrong: 'conflict', expected: `≤ ${contactsMax}` })
    written.push({ ...of, ...contact })
  }
  if (wrong.length > 0) return { ok: false, wrong }
  // Who was said twice is written once, as said last.
  const last = new Map(written.map(one => [one.id, one]))
  if (last.size > 0) await writeContacts(tx, personal, [...last.values()], now)
  return { ok: true, outcomes }
}

/** What is wrong with them by themselves. */
export function findWrongContacts(said: readonly SaidContact[]): WrongContact[] {
  return said.flatMap((one, at) => whyWrongReach(one).map(why => ({ at, ...why })))
}

const keyOf = (owner: Owner) =>
  'trajectory' in owner ? `trajectory:${owner.trajectory}` : `location:${owner.location}`

function isSamePerson(
  one: WrittenContact,
  other: { name: string; phone: string | null; email: string | null },
) {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
  const digits = (phone: string | null) => phone?.replaceAll(/\D/g, '')
  return (
    plain(one.name) === plain(other.name) ||
    (other.phone !== null && digits(one.phone) === digits(other.phone)) ||
    (other.email !== null && one.email?.toLowerCase() === other.email.toLowerCase())
  )
}

function isSame(one: WrittenContact, other: WrittenContact): boolean {
  return one.name === other.name && one.phone === other.phone && one.email === other.email
}

async function makeIds(tx: Transaction, count: number): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`select uuidv7() as id from generate_series(1, ${count}::int4)`
  return rows.map(({ id }) => id)
}

/** The trajectories and places, held so that their contacts are counted one after another, with who is known there. */
async function holdOwners(
  tx: Transaction,
  personal: PersonalData,
  said: readonly SaidContact[],
): Promise<Map<string, Held>> {
  const trajectories = said.flatMap(one => ('trajectory' in one ? [one.trajectory] : []))
  const locations = said.flatMap(one => ('location' in one ? [one.location] : []))
  const ofTrajectories = await tx<{ id: string; code: string }[]>`
    select id, code from trajectories where code = any(${trajectories}::text[]) order by id for no key update`
  const ofLocations = await tx<{ id: string; code: string }[]>`
    select id, code from locations where code = any(${locations}::text[]) order by id for no key update`
  const contacts = await tx<(Sealed & Ids & { id: string; role: ContactRole })[]>`
    select id, role, sealed, key_id as "keyId", trajectory_id as "trajectoryId", location_id as "locationId"
    from contacts
    where trajectory_id = any(${ofTrajectories.map(({ id }) => id)}::uuid[])
      or location_id = any(${ofLocations.map(({ id }) => id)}::uuid[])
    order by id`
  const byOwner = Map.groupBy(contacts, one => one.trajectoryId ?? one.locationId ?? '')
  const held = ({ id }: { id: string }, ids: Ids, owner: Owner) => {
    const known = (byOwner.get(id) ?? []).map(one => ({
      ...{ id: one.id, role: one.role },
      ...openContact(personal, one.id, one),
    }))
    return [keyOf(owner), { ids, contacts: known }] as const
  }
  const owners = new Map<string, Held>([
    ...ofTrajectories.map(row =>
      held(row, { trajectoryId: row.id, locationId: null }, { trajectory: row.code }),
    ),
    ...ofLocations.map(row => held(row, { trajectoryId: null, locationId: row.id }, { location: row.code })),
  ])
  const missing = said.find(one => !owners.has(keyOf(one)))
  if (missing) throw new Error(`a contact is said of ${keyOf(missing)}, which is not there`)
  return owners
}
