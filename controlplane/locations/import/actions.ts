import type { Difference, WrongRow } from '../../platform/files/table/import-api.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { holdLocations, insertLocations, updateLocations } from '../actions.ts'
import { withDays } from '../bells/rules.ts'
import { whyWrongPlace } from '../known/rules.ts'
import { findPlacesOf } from './queries.ts'
import { codeExample, codeOfSite, differencesOf, type SaidPlace, type WrittenPlace } from './rules.ts'

/** A row of a file: its number, and what it says; `ofDays`: of which days it tells the hours. */
export type PlaceRow = { row: number; said: SaidPlace; ofDays: readonly number[] }
type Merged = { row: number; place: WrittenPlace; known: WrittenPlace | undefined }
type Unmerged = { row: number; wrong: WrongRow }

/** `codes`: of the place of each row, by its number. `added`, `changed`, `same`: the codes. */
export type PlacesTaken = {
  added: string[]
  changed: string[]
  same: string[]
  codes: ReadonlyMap<number, string>
  differences: Difference[]
  wrong: WrongRow[]
}

/**
 * Takes places in: new ones are added, of those that are known what the file says is changed. With a wrong row nothing
 * is written. `now`: ms since 1970 UTC.
 */
export async function takePlaces(
  tx: Transaction,
  rows: readonly PlaceRow[],
  now: number,
): Promise<PlacesTaken> {
  await holdLocations(tx)
  const known = await findPlacesOf(
    tx,
    rows.map(({ said }) => said),
  )
  const merged = rows.map(row => merge(row, known))
  const wrong = [...merged.flatMap(one => ('wrong' in one ? [one.wrong] : [])), ...findClashes(merged, known)]
  const good = merged.filter(isMerged)
  const added = good.filter(one => one.known === undefined)
  const changed = good.filter(one => one.known !== undefined && !isSame(one.known, one.place))
  const same = good.filter(one => one.known !== undefined && isSame(one.known, one.place))
  if (wrong.length === 0) {
    await insertLocations(tx, added.map(asStored), now)
    await updateLocations(tx, changed.map(asStored), now)
  }
  const codes = new Map(good.map(({ row, place }) => [row, place.code]))
  const codesOf = (some: readonly Merged[]) => some.map(({ place }) => place.code)
  const differences = changed.flatMap(({ row, place, known: before }) =>
    differencesOf(before ?? place, place).map(one => ({ row, of: place.code, ...one, isHidden: false })),
  )
  return {
    ...{ added: codesOf(added), changed: codesOf(changed), same: codesOf(same) },
    ...{ codes, differences, wrong },
  }
}

const isMerged = (one: Merged | Unmerged): one is Merged => 'place' in one

const asStored = ({ place: { bells, ...place } }: Merged) => ({
  ...place,
  bells:
    bells === null ? null : bells.map(([day, from, until]): [number, number, number] => [day, from, until]),
})

type Known = { byCode: ReadonlyMap<string, WrittenPlace>; bySite: ReadonlyMap<string, WrittenPlace> }

function merge({ row, said, ofDays }: PlaceRow, { byCode, bySite }: Known): Merged | Unmerged {
  const site = codeOfSite(said)
  const code = said.code ?? (site && (bySite.get(site)?.code ?? site))
  const refuse = (
    column: string,
    wrong: WrongRow['wrong'],
    expected: string | null,
    value: unknown = null,
  ) => ({
    row,
    wrong: { row, column, value: value === null ? null : String(value), wrong, expected },
  })
  if (code === undefined) return refuse('code', 'missing', codeExample)
  const known = byCode.get(code)
  const kind = said.kind ?? known?.kind ?? 'school'
  if (known && known.kind !== kind) return refuse('soort', 'not_allowed', known.kind, kind)
  const bells = said.bells && { bells: withDays(known?.bells ?? null, { bells: said.bells, ofDays }) }
  const place = { ...empty, ...known, ...said, ...bells, code, kind }
  const misfit = whyWrongPlace(place)
  if (misfit === undefined) return { row, place, known }
  const { column, wrong, expected } = misfits[misfit.refusal](misfit.where)
  return refuse(column, wrong, expected)
}

const empty = {
  name: null,
  municipality: null,
  provider: null,
  institutionNo: null,
  siteNo: null,
  level: null,
  bells: null,
}

const columnOf: Record<string, string> = {
  institutionNo: 'instellingsnummer',
  siteNo: 'vestigingsnummer',
  level: 'niveau',
  bells: 'bel maandag',
  name: 'naam',
}
type Misfit = { column: string; wrong: WrongRow['wrong']; expected: string | null }
type MisfitName = NonNullable<ReturnType<typeof whyWrongPlace>>['refusal']

const misfits: Record<MisfitName, (where: string) => Misfit> = {
  not_a_school: where => ({
    column: columnOf[where] ?? where,
    wrong: 'not_allowed',
    expected: 'soort: school',
  }),
  home_without_name: () => ({ column: 'naam', wrong: 'not_allowed', expected: null }),
  half_a_number: where => ({ column: columnOf[where] ?? where, wrong: 'missing', expected: '41001, 1' }),
  hours_wrong_order: where => ({ column: where, wrong: 'conflict', expected: null }),
  hours_overlap: where => ({ column: where, wrong: 'conflict', expected: null }),
}

/** Rows about one place, and numbers of a site that another place has. */
function findClashes(merged: readonly (Merged | Unmerged)[], { bySite }: Known): WrongRow[] {
  const rowOf = new Map<string, number>()
  const codeOf = new Map<string, string>()
  return merged.filter(isMerged).flatMap((one): WrongRow[] => {
    const { row, place } = one
    const { code, institutionNo, siteNo } = place
    const earlier = rowOf.get(code)
    if (earlier !== undefined)
      return [{ row, column: 'code', value: code, wrong: 'twice', expected: `≠ ${earlier}` }]
    rowOf.set(code, row)
    if (institutionNo === null || siteNo === null) return []
    const site = `SCH-${institutionNo}-${siteNo}`
    const holder = bySite.get(site)?.code ?? codeOf.get(site) ?? code
    codeOf.set(site, code)
    if (holder === code) return []
    const value = `${institutionNo}-${siteNo}`
    return [{ row, column: 'instellingsnummer', value, wrong: 'conflict', expected: holder }]
  })
}

function isSame(one: WrittenPlace, other: WrittenPlace): boolean {
  const fieldsOf = ({ name, municipality, provider, institutionNo, siteNo, level, bells }: WrittenPlace) =>
    JSON.stringify([name, municipality, provider, institutionNo, siteNo, level, bells && sorted(bells)])
  return fieldsOf(one) === fieldsOf(other)
}

function sorted(bells: NonNullable<WrittenPlace['bells']>) {
  return bells.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
}
