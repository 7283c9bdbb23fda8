import type { LocationKind } from '../../locations/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { Milestone } from '../phase/rules.ts'
import { openChild } from '../queries.ts'
import { homeCodeOf, type Known, type KnownTrajectory, keyOf } from './known-rules.ts'
import type { ImportRow } from './row-rules.ts'

/** Everything that the rows of a file speak of, as it is; the trajectories are held until the end of the transaction. */
export async function loadKnown(
  tx: Transaction,
  personal: PersonalData,
  rows: readonly ImportRow[],
): Promise<Known> {
  const codes = rows.map(({ code }) => code)
  return {
    trajectories: await findTrajectories(tx, personal, codes),
    ...(await findPlaces(tx, rows)),
    sets: await findSets(tx, rows),
    counsellors: await findCounsellors(tx, personal, rows),
  }
}

type TrajectoryRow = Omit<KnownTrajectory, 'child' | 'sets' | 'milestones' | 'pauses'> & {
  id: string
  code: string
  sealed: Buffer | null
  keyId: string | null
  homeSet: string | null
  schoolSet: string | null
  milestones: Milestone[]
  pauses: KnownTrajectory['pauses']
}

async function findTrajectories(
  tx: Transaction,
  personal: PersonalData,
  codes: readonly string[],
): Promise<Known['trajectories']> {
  await tx`
    select from trajectories where code = any(${[...codes]}::text[]) order by id for no key update`
  const servedBy = (side: 'home' | 'school') => tx`(
    select s.label from open_pairs p join sets s on s.id = p.set_id
    where p.trajectory_id = t.id and p.side = ${side} order by p.from_at desc limit 1
  )`
  const rows = await tx<TrajectoryRow[]>`
    select t.id, t.code, t.level, t.school_year as "schoolYear", t.counsellor_id as counsellor, t.sealed,
      t.key_id as "keyId", h.code as home, l.code as school,
      ${servedBy('home')} as "homeSet", ${servedBy('school')} as "schoolSet",
      coalesce((
        select json_agg(json_build_object('name', m.name, 'side', m.side, 'day', m.day))
        from milestones m where m.trajectory_id = t.id
      ), '[]') as milestones,
      coalesce((
        select json_agg(json_build_object('id', p.id, 'fromDay', p.from_day, 'untilDay', p.until_day))
        from pauses p where p.trajectory_id = t.id
      ), '[]') as pauses
    from trajectories t
    left join locations h on h.id = t.home_location_id
    left join locations l on l.id = t.school_location_id
    where t.code = any(${[...codes]}::text[])`
  return new Map(
    rows.map(({ id, code, sealed, keyId, homeSet, schoolSet, milestones, ...row }) => [
      code,
      {
        ...row,
        child: sealed !== null && keyId !== null ? openChild(personal, id, { sealed, keyId }) : null,
        sets: { home: homeSet, school: schoolSet },
        milestones: new Map(milestones.map(one => [keyOf(one), one.day])),
      },
    ]),
  )
}

async function findPlaces(
  tx: Transaction,
  rows: readonly ImportRow[],
): Promise<Pick<Known, 'locations' | 'sites'>> {
  const codes = rows.flatMap(({ code, school, home, hospital }) => [school, home, hospital, homeCodeOf(code)])
  const numbers = rows.map(({ site }) => site && `${site.institutionNo}/${site.siteNo}`)
  const found = await tx<{ code: string; kind: LocationKind; number: string | null }[]>`
    select code, kind, institution_no || '/' || site_no as number from locations
    where code = any(${unique(codes)}::text[]) or institution_no || '/' || site_no = any(${unique(numbers)}::text[])`
  return {
    locations: new Map(found.map(({ code, kind }) => [code, kind])),
    sites: new Map(found.flatMap(({ number, code }) => (number === null ? [] : [[number, code]]))),
  }
}

async function findSets(tx: Transaction, rows: readonly ImportRow[]): Promise<Known['sets']> {
  const labels = unique(rows.flatMap(({ homeSet, schoolSet }) => [homeSet, schoolSet]))
  await tx`select from sets where label = any(${labels}::text[]) order by id for no key update`
  const found = await tx<{ label: string; kind: string; pairOf: string | null }[]>`
    select s.label, s.kind, t.code as "pairOf" from sets s
    left join open_pairs p on p.set_id = s.id
    left join trajectories t on t.id = p.trajectory_id
    where s.label = any(${labels}::text[])`
  return new Map(found.map(({ label, ...set }) => [label, set]))
}

/** Open accounts with the role, by e-mail; of two with one address the one that came first. */
async function findCounsellors(
  tx: Transaction,
  personal: PersonalData,
  rows: readonly ImportRow[],
): Promise<Known['counsellors']> {
  const hashes = unique(rows.map(({ counsellor }) => counsellor)).flatMap(email =>
    personal
      .searchHashes(email)
      .flatMap(([hash, ...others]) =>
        hash && others.length === 0 ? [{ email, hash: hash.toString('hex') }] : [],
      ),
  )
  const found = await tx<{ email: string; id: string }[]>`
    select i.email, a.id from jsonb_to_recordset(${tx.json(hashes)}) as i(email text, hash text)
    join accounts a on a.word_hashes @> array[decode(i.hash, 'hex')]
    where 'counsellor' = any(a.roles) and a.disabled_at is null order by a.created_at desc`
  return new Map(found.map(({ email, id }) => [email, id]))
}

function unique(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter(text => text !== undefined))]
}
