import { recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { dayOf, startOf } from '../../calendar/day/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { changeTicket, type Done, doWithTicket, type Refused } from '../change/actions.ts'
import { recordOf } from './queries.ts'

type Known = { sql: Database; personal: PersonalData }

/** Of one ticket. */
const notesMax = 200

/** Writes something down with a ticket. The text may name people: it is sealed, and stands in no other row. */
export function addNote({ sql, personal }: Known, no: number, text: string, by: By): Promise<Done | Refused> {
  return doWithTicket(sql, no, by, async (tx, held) => {
    const [known] = await tx<{ notes: number; id: string }[]>`
      select count(*)::int4 as notes, uuidv7() as id from ticket_notes where ticket_id = ${held.id}`
    const { notes, id } = known!
    if (notes >= notesMax) return { ok: false, refusal: 'too_many_notes' }
    await holdPersonalKeys(tx)
    const { sealed, keyId } = personal.seal(recordOf(id), { text })
    await tx`
      insert into ticket_notes (id, ticket_id, at, by, sealed, key_id)
      values (${id}, ${held.id}, ${by.now}::timestamptz, ${by.actor}, ${sealed}, ${keyId})`
    await changeTicket(tx, held, { kind: 'noted', detail: { note: id }, ...by })
    return { act: 'ticket_noted' }
  })
}

/** Seals again what an older key sealed, some notes at a time, but for those in use. Returns how many. */
export function resealNotes({ sql, personal }: Known, batch: number): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from ticket_notes where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    for (const { id, ...old } of rows) {
      const { sealed, keyId } = personal.seal(recordOf(id), personal.open<object>(recordOf(id), old))
      await tx`update ticket_notes set sealed = ${sealed}, key_id = ${keyId} where id = ${id}`
    }
    return rows.length
  })
}

/** That somebody read what was written with a ticket is written down once a day: its page asks again and again. */
export async function recordNotesRead(sql: Database, no: number, { actor, now }: By): Promise<void> {
  const record = `ticket:${no}`
  const since = startOf(dayOf(now).day)
  const [known] = await sql`
    select from access_log where account_id = ${actor} and record = ${record} and at >= ${since}::timestamptz limit 1`
  if (!known) await recordReads(sql, { at: now, accountId: actor, records: [record], how: 'page' })
}
