import { recordAct, recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { AddressAnswer, HomeAddress } from './api.ts'

type Known = { sql: Database; personal: PersonalData }
type Refused = { ok: false; refusal: 'unknown_location' | 'not_a_home'; where: string }
type Changed = AddressAnswer & { ok: true; changes: Changes }

type Row = { id: string; kind: string; sealed: Buffer | null; keyId: string | null }

/** The address of a home, and that it was read, by whom. `address` null: not known. */
export function readAddress(
  { sql, personal }: Known,
  code: string,
  by: By,
): Promise<AddressAnswer | Refused> {
  return sql.begin(async (tx): Promise<AddressAnswer | Refused> => {
    const home = await findHome(tx, code)
    if (!home.ok) return home
    const { id, sealed, keyId } = home.row
    const read = { at: by.now, accountId: by.actor, records: [`location:${code}`], how: 'detail' } as const
    await recordReads(tx, read)
    const isKnown = sealed !== null && keyId !== null
    return { code, address: isKnown ? openAddress(personal, id, { sealed, keyId }) : null }
  })
}

/** Puts this address in the place of what was known. */
export function changeAddress(
  { sql, personal }: Known,
  code: string,
  address: HomeAddress,
  { actor, now }: By,
): Promise<Changed | Refused> {
  return sql.begin(async (tx): Promise<Changed | Refused> => {
    const home = await findHome(tx, code)
    if (!home.ok) return home
    await sealAddress(tx, personal, home.row.id, address)
    await recordAct(tx, { at: now, actor, act: 'address_changed', subject: `location:${code}` })
    return { ok: true, code, address, changes: {} }
  })
}

/** Seals again what an older key sealed, some homes at a time, but for those in use. Returns how many. */
export function resealAddresses({ sql, personal }: Known, batch: number): Promise<number> {
  return sql.begin(async tx => {
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from locations where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    for (const { id, ...sealed } of rows) {
      await sealAddress(tx, personal, id, openAddress(personal, id, sealed))
    }
    return rows.length
  })
}

async function findHome(tx: Transaction, code: string): Promise<{ ok: true; row: Row } | Refused> {
  const [row] = await tx<Row[]>`
    select id, kind, sealed, key_id as "keyId" from locations where code = ${code}`
  if (!row) return { ok: false, refusal: 'unknown_location', where: code }
  return row.kind === 'home' ? { ok: true, row } : { ok: false, refusal: 'not_a_home', where: code }
}

async function sealAddress(
  tx: Transaction,
  personal: PersonalData,
  id: string,
  address: HomeAddress,
): Promise<void> {
  await holdPersonalKeys(tx)
  const { sealed, keyId } = personal.seal(`location:${id}`, address)
  await tx`update locations set sealed = ${sealed}, key_id = ${keyId} where id = ${id}`
}

function openAddress(personal: PersonalData, id: string, sealed: Sealed): HomeAddress {
  return personal.open<HomeAddress>(`location:${id}`, sealed)
}
