import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { codeOfSite, type SaidPlace, type WrittenPlace } from './rules.ts'

/** The places that rows speak of, by code and by the numbers of their site (`SCH-<institution>-<site>`). */
export async function findPlacesOf(
  tx: Transaction,
  said: readonly SaidPlace[],
): Promise<{ byCode: Map<string, WrittenPlace>; bySite: Map<string, WrittenPlace> }> {
  const sites = said.filter(one => codeOfSite(one) !== undefined)
  const codes = said.flatMap(one => [one.code ?? [], codeOfSite(one) ?? []].flat())
  const rows = await tx<WrittenPlace[]>`
    select ${fieldsOf(tx)} from locations l where l.code = any(${codes}::text[])
    union
    select ${fieldsOf(tx)} from locations l
    join unnest(${sites.map(one => one.institutionNo!)}::text[], ${sites.map(one => one.siteNo!)}::text[])
      as i(institution_no, site_no) on i.institution_no = l.institution_no and i.site_no = l.site_no`
  const bySite = rows.flatMap(row =>
    row.institutionNo === null || row.siteNo === null
      ? []
      : [[`SCH-${row.institutionNo}-${row.siteNo}`, row] as const],
  )
  return { byCode: new Map(rows.map(row => [row.code, row])), bySite: new Map(bySite) }
}

/** Every place, by code, and at most so many. */
export function findAllPlaces(sql: Database | Transaction, placesMax: number): Promise<WrittenPlace[]> {
  return sql<WrittenPlace[]>`select ${fieldsOf(sql)} from locations l order by l.code limit ${placesMax}`
}

function fieldsOf(sql: Database | Transaction) {
  return sql`l.code, l.kind, l.name, l.municipality, l.provider, l.institution_no as "institutionNo",
    l.site_no as "siteNo", l.level, l.bells`
}
