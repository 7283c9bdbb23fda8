import { recordAct, recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import { queueWork } from '../platform/work/actions.ts'
import type { LocationFields, NewLocation } from './api.ts'
import { whyWrongPlace } from './known/rules.ts'
import type { LocationKind, PlaceRefusal } from './rules.ts'

/** `where`: the code of the place, or the field of it. */
type Refused = { ok: false; refusal: PlaceRefusal | 'unknown_location'; where: string }
type Site = { code: string; institutionNo?: string | null; siteNo?: string | null }

/** Adds locations; known codes stay as they are. `registered`: those that were added. */
export async function registerLocations(
  sql: Database,
  items: readonly NewLocation[],
  by: By,
): Promise<{ ok: true; registered: number; known: number; changes: Changes } | Refused> {
  for (const item of items) {
    const wrong = whyWrongPlace(item)
    if (wrong) return { ok: false, ...wrong, where: `${item.code}: ${wrong.where}` }
  }
  return sql.begin(async tx => {
    await holdLocations(tx)
    const taken = await findTakenNumber(tx, items)
    if (taken !== undefined) return { ok: false, refusal: 'number_taken', where: taken } as const
    const codes = await insertLocations(tx, items, by.now)
    await recordRegistered(tx, 'locations', codes, by)
    const counts = { registered: codes.length, known: items.length - codes.length }
    return { ok: true, ...counts, changes: { registered: codes, location: codes } } as const
  })
}

/** Nobody else adds or changes locations until the end of the transaction; reading goes on. */
export async function holdLocations(tx: Transaction): Promise<void> {
  await tx`lock table locations in share row exclusive mode`
}

/** The first number of a site that another place has already, here or among the items; undefined: none. */
async function findTakenNumber(tx: Transaction, items: readonly Site[]): Promise<string | undefined> {
  const sites = items.filter(({ institutionNo }) => institutionNo != null)
  if (sites.length === 0) return undefined
  const rows = sites.map(({ code, institutionNo, siteNo }) => ({ code, institutionNo, siteNo }))
  const [taken] = await tx<{ number: string }[]>`
    with said as (
      select i.code, i."institutionNo" as institution_no, i."siteNo" as site_no
      from jsonb_to_recordset(${tx.json(rows)}) as i(code text, "institutionNo" text, "siteNo" text)
    )
    select s.institution_no || '-' || s.site_no as number from said s
    where exists (
      select from locations l
      where l.institution_no = s.institution_no and l.site_no = s.site_no and l.code <> s.code
    ) or exists (
      select from said o
      where o.institution_no = s.institution_no and o.site_no = s.site_no and o.code <> s.code
    ) limit 1`
  return taken?.number
}

/** Returns the codes that were not known. */
export async function insertLocations(
  tx: Transaction,
  items: readonly NewLocation[],
  now: number,
): Promise<string[]> {
  const rows = await tx<{ code: string }[]>`
    insert into locations (code, kind, name, municipality, provider, institution_no, site_no, level, bells,
      registered_at)
    select code, kind, name, municipality, provider, "institutionNo", "siteNo", level, bells, ${now}::timestamptz
    from jsonb_to_recordset(${tx.json([...items])})
      as i(code text, kind text, name text, municipality text, provider text, "institutionNo" text, "siteNo" text,
        level text, bells jsonb)
    on conflict (code) do nothing returning code`
  return rows.map(({ code }) => code)
}

/** Puts all that may be known of a place in the place of what was. */
export function changeLocation(
  sql: Database,
  code: string,
  fields: LocationFields,
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; changes: Changes } | Refused> => {
    await holdLocations(tx)
    const [known] = await tx<{ kind: LocationKind }[]>`select kind from locations where code = ${code}`
    if (!known) return { ok: false, refusal: 'unknown_location', where: code }
    const wrong = whyWrongPlace({ kind: known.kind, ...fields })
    if (wrong) return { ok: false, ...wrong }
    const taken = await findTakenNumber(tx, [{ code, ...fields }])
    if (taken !== undefined) return { ok: false, refusal: 'number_taken', where: taken }
    const changed = await updateLocations(tx, [{ code, ...fields }], now)
    const detail = { changed }
    await recordAct(tx, { at: now, actor, act: 'location_changed', subject: `location:${code}`, detail })
    return { ok: true, changes: { location: [code] } }
  })
}

/** Sets every field of these places; returns how many are not what they were. Where the bells are others, so are lessons. */
export async function updateLocations(
  tx: Transaction,
  items: readonly (LocationFields & { code: string })[],
  now: number,
): Promise<number> {
  const rows = await tx<{ code: string; rings: boolean }[]>`
    update locations l set name = i.name, municipality = i.municipality, provider = i.provider,
      institution_no = i."institutionNo", site_no = i."siteNo", level = i.level, bells = i.bells
    from jsonb_to_recordset(${tx.json([...items])})
      as i(code text, name text, municipality text, provider text, "institutionNo" text, "siteNo" text, level text,
        bells jsonb)
    where l.code = i.code
      and (l.name, l.municipality, l.provider, l.institution_no, l.site_no, l.level, l.bells)
        is distinct from
        (i.name, i.municipality, i.provider, i."institutionNo", i."siteNo", i.level, i.bells)
    returning l.code, old.bells is distinct from new.bells as rings`
  const ringing = rows.filter(({ rings }) => rings).map(({ code }) => code)
  await queueWork(tx, 'lessons_at_place', ringing, now)
  return rows.length
}
