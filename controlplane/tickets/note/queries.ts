import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** To what a sealed note is bound. */
export const recordOf = (id: string) => `ticket_note:${id}`

/** How many notes each key sealed. */
export async function countSealedNotes(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from ticket_notes group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}

/** What was written with a ticket, by the id of the note. Whoever shows it writes down that it was read. */
export async function findNotes(
  sql: Database,
  personal: PersonalData,
  ticketId: string,
): Promise<Map<string, string>> {
  const rows = await sql<(Sealed & { id: string })[]>`
    select id, sealed, key_id as "keyId" from ticket_notes where ticket_id = ${ticketId}`
  return new Map(
    rows.map(({ id, ...sealed }) => [id, personal.open<{ text: string }>(recordOf(id), sealed).text]),
  )
}
