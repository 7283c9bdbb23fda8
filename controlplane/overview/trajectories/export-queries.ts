import { openContact } from '../../contacts/queries.ts'
import type { SchoolLevel } from '../../locations/rules.ts'
import { findName } from '../../people/account/queries.ts'
import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Child } from '../../trajectories/api.ts'
import { dayText, levelWords, milestoneColumns } from '../../trajectories/import/column-rules.ts'
import { openChild } from '../../trajectories/queries.ts'
import { milestonesOfAll, pausesOfAll, readMilestones, readPauses } from './phase-queries.ts'

/** Rows of one file at most: more than will ever be. */
const exportRowsMax = 50_000

type Row = {
  id: string
  code: string
  level: SchoolLevel | null
  schoolYear: number | null
  counsellor: string | null
  sealed: Buffer | null
  keyId: string | null
  school: string | null
  institutionNo: string | null
  siteNo: string | null
  home: string | null
  homeKind: string | null
  municipality: string | null
  homeSet: string | null
  schoolSet: string | null
  milestones: string | null
  pauses: string | null
}
type Cell = string | number | null

/**
 * Every trajectory as a row of the file that is imported, and the records whose personal fields stand in it. Of pauses
 * the last, of contacts the first of the family.
 */
export async function findExported(
  sql: Database,
  personal: PersonalData,
): Promise<{ rows: Cell[][]; records: string[] }> {
  const [found, families] = await Promise.all([findRows(sql), findFamilies(sql, personal)])
  const emails = await findEmails(sql, personal, [...new Set(found.map(({ counsellor }) => counsellor))])
  const records: string[] = [...emails.keys()].map(account => `account:${account}`)
  const rows = found.map(row => {
    const child = childOf(personal, row)
    const family = families.get(row.id)
    if (child) records.push(`child:${row.code}`)
    if (family) records.push(`contacts:${row.code}`)
    return cellsOf(row, { child, family, email: emails.get(row.counsellor ?? '') ?? null })
  })
  return { rows, records }
}

function findRows(sql: Database): Promise<Row[]> {
  const setOf = (side: 'home' | 'school') => sql`(
    select s.label from pair_sets p join sets s on s.id = p.set_id
    where p.trajectory_id = t.id and p.side = ${side} and p.until_at is null order by p.from_at desc limit 1
  )`
  return sql<Row[]>`
    select t.id, t.code, t.level, t.school_year as "schoolYear", t.counsellor_id as counsellor, t.sealed,
      t.key_id as "keyId", l.code as school, l.institution_no as "institutionNo", l.site_no as "siteNo",
      h.code as home, h.kind as "homeKind", h.municipality, ${setOf('home')} as "homeSet",
      ${setOf('school')} as "schoolSet", m.said as milestones, p.said as pauses
    from trajectories t
    left join locations l on l.id = t.school_location_id
    left join locations h on h.id = t.home_location_id
    left join (${milestonesOfAll(sql)}) m on m.trajectory_id = t.id
    left join (${pausesOfAll(sql)}) p on p.trajectory_id = t.id
    order by t.code limit ${exportRowsMax}`
}

type Family = { name: string; phone: string | null; email: string | null }

async function findFamilies(sql: Database, personal: PersonalData): Promise<Map<string, Family>> {
  const rows = await sql<(Sealed & { id: string; of: string })[]>`
    select distinct on (trajectory_id) trajectory_id as of, id, sealed, key_id as "keyId" from contacts
    where role = 'family' and trajectory_id is not null order by trajectory_id, id`
  return new Map(rows.map(({ id, of, ...sealed }) => [of, openContact(personal, id, sealed)]))
}

async function findEmails(
  sql: Database,
  personal: PersonalData,
  accounts: readonly (string | null)[],
): Promise<Map<string, string>> {
  const emails = new Map<string, string>()
  for (const account of accounts) {
    const name = account === null ? undefined : await findName(sql, personal, account)
    if (account !== null && name?.email) emails.set(account, name.email)
  }
  return emails
}

function childOf(personal: PersonalData, { id, sealed, keyId }: Row): Child | undefined {
  return sealed === null || keyId === null ? undefined : openChild(personal, id, { sealed, keyId })
}

type Read = { child: Child | undefined; family: Family | undefined; email: string | null }

const dayOrNull = (day: string | null | undefined) => (day ? dayText(day) : null)

/** In the order of `trajectoryColumns`. */
function cellsOf(row: Row, { child, family, email }: Read): Cell[] {
  const known = readMilestones(row.milestones)
  const pause = readPauses(row.pauses)
    .sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1))
    .at(-1)
  const isHospital = row.homeKind === 'hospital'
  return [
    row.code,
    child?.firstName ?? null,
    child?.className ?? null,
    row.level === null ? null : (levelWords[row.level][0] ?? null),
    row.schoolYear === null ? null : `${row.schoolYear}-${row.schoolYear + 1}`,
    email,
    row.school,
    row.institutionNo,
    row.siteNo,
    isHospital ? null : row.home,
    isHospital ? row.home : null,
    row.municipality,
    row.homeSet,
    row.schoolSet,
    ...milestoneColumns.map(({ name, side }) =>
      dayOrNull(known.find(one => one.name === name && one.side === side)?.day),
    ),
    dayOrNull(pause?.fromDay),
    dayOrNull(pause?.untilDay),
    family?.name ?? null,
    family?.phone ?? null,
    family?.email ?? null,
  ]
}
