import { recordAct, recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { saidDays } from '../../locations/bells/rules.ts'
import { takePlaces } from '../../locations/import/actions.ts'
import { findAllPlaces } from '../../locations/import/queries.ts'
import { type PlaceColumn, placeColumns, readPlaceRow, writePlaceRow } from '../../locations/import/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { readTable, type TableRow } from '../../platform/files/table/file.ts'
import { takeTable } from '../../platform/files/table/import.ts'
import type {
  Difference,
  FileRefusal,
  ImportAnswer,
  ImportFile,
  WrongRow,
} from '../../platform/files/table/import-api.ts'
import { takeIn } from '../../platform/files/table/transaction.ts'
import { holdPersonalKeys, type PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { findIctContacts } from '../queries.ts'
import { findWrongContacts, type SaidContact, upsertContacts, type WrongContact } from '../upsert/actions.ts'
import { exportedPlacesMax } from './api.ts'

type Known = { sql: Database; personal: PersonalData }
/** So many codes of what was changed stand in the log; the rest is counted. */
const namedMax = 50

const reachColumns = {
  name: 'ICT-contact naam',
  phone: 'ICT-contact telefoon',
  email: 'ICT-contact e-mail',
} as const satisfies Record<string, PlaceColumn>
type Reach = { [Field in keyof typeof reachColumns]: string | null }

type Imported =
  | (ImportAnswer & { ok: true; changes: Changes })
  | { ok: false; refusal: FileRefusal; where?: string }

/** Takes a file of places in, each with the person who looks after its computers. */
export async function importPlaces({ sql, personal }: Known, file: ImportFile, by: By): Promise<Imported> {
  const table = await readTable(file, placeColumns)
  if (!table.ok) return table
  const { answer, outcome, isDone } = await takeTable(file, table, (rows, isDry) =>
    takeIn(sql, isDry, async tx => {
      const taken = await takeRows(tx, personal, rows, by)
      const { added, changed, same } = taken
      return { ...taken, added: added.length, changed: changed.length, same: same.length, taken }
    }),
  )
  const { added, changed } = outcome.taken
  const isOther = isDone && added.length + changed.length > 0
  const changes: Changes = { registered: added, location: [...added, ...changed] }
  return { ok: true, ...answer, changes: isOther ? changes : {} }
}

/** `added`, `changed`, `same`: codes of places. */
type Taken = {
  added: string[]
  changed: string[]
  same: string[]
  differences: Difference[]
  wrong: WrongRow[]
}

async function takeRows(
  tx: Transaction,
  personal: PersonalData,
  rows: readonly TableRow[],
  by: By,
): Promise<Taken> {
  const read = rows.map(({ row, cells }) => ({ row, ...readPlaceRow(cells), ofDays: saidDays(cells) }))
  const unread = read.flatMap(({ row, wrong }) => wrong.map(one => ({ row, ...one })))
  // Before any place is held: a rotation of the keys waits for nobody who waits for it.
  await holdPersonalKeys(tx)
  const places = await takePlaces(
    tx,
    read.filter(({ wrong }) => wrong.length === 0),
    by.now,
  )
  const people = rows.flatMap(row => contactOf(row, places.codes.get(row.row)))
  const misfits = await takeContacts(tx, personal, people, by.now, [...unread, ...places.wrong])
  if (misfits.wrong.length > 0)
    return { added: [], changed: [], same: [], differences: [], wrong: misfits.wrong }
  const reached = new Set(misfits.changed)
  const changed = [...places.changed, ...places.same.filter(code => reached.has(code))]
  const same = places.same.filter(code => !reached.has(code))
  const { added } = places
  const codes = [...added, ...changed].slice(0, namedMax)
  const counts = { rows: rows.length, added: added.length, changed: changed.length, contacts: reached.size }
  const detail = { ...counts, codes }
  await recordAct(tx, {
    at: by.now,
    actor: by.actor,
    act: 'locations_imported',
    subject: 'locations',
    detail,
  })
  const isNew = new Set(added)
  const ofContacts = people.flatMap(({ row, location, reach }) =>
    reached.has(location) && !isNew.has(location) ? hiddenIn(row, location, reach) : [],
  )
  return { added, changed, same, differences: [...places.differences, ...ofContacts], wrong: [] }
}

/** That a contact changes is said; who they are and were is not shown here. */
function hiddenIn(row: number, of: string, reach: Reach): Difference[] {
  const said = (Object.keys(reachColumns) as (keyof Reach)[]).filter(field => reach[field] !== null)
  return said.map(field => ({
    row,
    of,
    column: reachColumns[field],
    before: null,
    after: null,
    isHidden: true,
  }))
}

type Person = { row: number; reach: Reach; location: string }

/** The contact of a row; none when it says nothing of one, or its place is wrong already. */
function contactOf({ row, cells }: TableRow, location: string | undefined): Person[] {
  const reach = {
    name: cells.get(reachColumns.name) ?? null,
    phone: cells.get(reachColumns.phone) ?? null,
    email: cells.get(reachColumns.email) ?? null,
  }
  const isSaid = Object.values(reach).some(value => value !== null)
  return isSaid && location !== undefined ? [{ row, reach, location }] : []
}

/** Looks at the contacts even when rows are wrong already, so that a person hears of everything at once. */
async function takeContacts(
  tx: Transaction,
  personal: PersonalData,
  people: readonly Person[],
  now: number,
  wrong: readonly WrongRow[],
): Promise<{ changed: string[]; wrong: WrongRow[] }> {
  const said = people.map(({ reach, location }): SaidContact => ({ role: 'school_ict', location, ...reach }))
  if (wrong.length > 0) return { changed: [], wrong: [...wrong, ...wrongIn(people, findWrongContacts(said))] }
  const taken = await upsertContacts(tx, personal, said, now)
  if (!taken.ok) return { changed: [], wrong: wrongIn(people, taken.wrong) }
  const changed = people.flatMap(({ location }, at) => (taken.outcomes[at] === 'same' ? [] : [location]))
  return { changed, wrong: [] }
}

function wrongIn(people: readonly Person[], wrong: readonly WrongContact[]): WrongRow[] {
  return wrong.map(({ at, field, ...why }) => {
    const { row, reach } = people[at]!
    return { row, column: reachColumns[field], value: reach[field], ...why }
  })
}

type Taking = By & { as: 'csv' | 'xlsx'; withContacts: boolean }

/**
 * Every place as a row of the file that `importPlaces` takes in, and its headings; that it was taken along is written
 * down, and whose contacts are in it. Undefined: there are too many.
 */
export async function exportPlaces(
  { sql, personal }: Known,
  { as, withContacts, actor, now }: Taking,
): Promise<{ headings: string[]; rows: (string | null)[][] } | undefined> {
  const places = await findAllPlaces(sql, exportedPlacesMax + 1)
  if (places.length > exportedPlacesMax) return undefined
  const contacts = withContacts ? await findIctContacts(sql, personal) : new Map<string, never>()
  const records = [...contacts.keys()].map(code => `contacts:${code}`)
  await sql.begin(async tx => {
    await recordReads(tx, { at: now, accountId: actor, records, how: 'export' })
    const detail = { rows: places.length, contacts: records.length, as }
    await recordAct(tx, { at: now, actor, act: 'locations_exported', subject: 'locations', detail })
  })
  const isOfContacts = (name: string) => Object.values<string>(reachColumns).includes(name)
  return {
    headings: placeColumns.map(({ name }) => name).filter(name => withContacts || !isOfContacts(name)),
    rows: places.map(place => {
      const { name = null, phone = null, email = null } = contacts.get(place.code) ?? {}
      return [...writePlaceRow(place), ...(withContacts ? [name, phone, email] : [])]
    }),
  }
}
