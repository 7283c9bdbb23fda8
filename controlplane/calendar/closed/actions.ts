import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { ClosedDay } from '../api.ts'
import type { Day } from '../day/rules.ts'
import { type ClosedDayRefusal, closedDaysMax } from './rules.ts'

/** `code` null: every site. */
type Which = { code: string | null; day: Day }
type Outcome = { ok: true; changes: Changes } | { ok: false; refusal: ClosedDayRefusal; where?: string }

const changesOf = (code: string | null): Changes => ({ location: code === null ? 'all' : [code] })
const subjectOf = (code: string | null) => (code === null ? 'calendar' : `location:${code}`)

/** Says that a site, or all of them, are closed on a day, in the place of what was said of that day. */
export function setClosedDay(
  sql: Database,
  { code, day }: Which,
  { half, name }: ClosedDay,
  { actor, now }: By,
): Promise<Outcome> {
  return sql.begin(async (tx): Promise<Outcome> => {
    const site = await holdSite(tx, code)
    if (!site.ok) return site
    const { id } = site
    const [others] = await tx<{ days: number }[]>`
      select count(*)::int4 as days from closed_days
      where location_id is not distinct from ${id} and day <> ${day}`
    if (others!.days >= closedDaysMax) return { ok: false, refusal: 'too_many_closed_days' }
    await tx`
      insert into closed_days (location_id, day, half, name) values (${id}, ${day}, ${half}, ${name})
      on conflict (location_id, day) do update set half = excluded.half, name = excluded.name`
    const detail = { day, half }
    await recordAct(tx, { at: now, actor, act: 'closed_day_set', subject: subjectOf(code), detail })
    await queueLessons(tx, code, now)
    return { ok: true, changes: changesOf(code) }
  })
}

/** Takes back what was said of a day. */
export function removeClosedDay(sql: Database, { code, day }: Which, { actor, now }: By): Promise<Outcome> {
  return sql.begin(async (tx): Promise<Outcome> => {
    const site = await holdSite(tx, code)
    if (!site.ok) return site
    const gone = await tx`
      delete from closed_days where location_id is not distinct from ${site.id} and day = ${day} returning id`
    if (gone.length === 0) return { ok: false, refusal: 'not_closed' }
    const detail = { day }
    await recordAct(tx, { at: now, actor, act: 'closed_day_removed', subject: subjectOf(code), detail })
    await queueLessons(tx, code, now)
    return { ok: true, changes: changesOf(code) }
  })
}

function queueLessons(tx: Transaction, code: string | null, now: number): Promise<void> {
  return code === null ? queueWork(tx, 'lessons', 'all', now) : queueWork(tx, 'lessons_at_place', [code], now)
}

/** The site, held so that its days are counted one after another; `id` null: all of them. */
async function holdSite(
  tx: Transaction,
  code: string | null,
): Promise<
  { ok: true; id: string | null } | { ok: false; refusal: 'unknown_location' | 'at_home'; where?: string }
> {
  if (code === null) return { ok: true, id: null }
  const [row] = await tx<{ id: string; kind: string }[]>`
    select id, kind from locations where code = ${code} for no key update`
  if (!row) return { ok: false, refusal: 'unknown_location', where: code }
  return row.kind === 'home' ? { ok: false, refusal: 'at_home' } : { ok: true, id: row.id }
}
