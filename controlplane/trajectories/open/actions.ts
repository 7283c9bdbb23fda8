import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { todayAt } from '../../calendar/day/rules.ts'
import { addHomes } from '../../locations/home/actions.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { OpenTrajectory, TrajectoryFields } from '../api.ts'
import { keepChildren } from '../child/actions.ts'
import { isFactDay, lastFactDay } from '../day/rules.ts'
import { homeCodeOf } from '../import/known-rules.ts'
import { findPlace, holdTrajectory, isCounsellor } from '../queries.ts'
import { type Refusal, refuse, refuseAll } from '../refusal/rules.ts'
import { findFreeSet, serveSide } from '../side/actions.ts'
import type { Side } from '../side/rules.ts'

/** Who gives out codes holds it, so that two at once get two. */
const codesLock = 7_240_006

type Known = { sql: Database; personal: PersonalData }
/** `mayGive`: also trajectories of others, and to others. */
type Opening = By & { mayGive: boolean; isCounsellor: boolean }
type Opened = { ok: true; code: string; changes: Changes } | Refusal

/** Until the end of the transaction nobody else gives out a code. */
export async function holdCodes(tx: Transaction): Promise<void> {
  await tx`select pg_advisory_xact_lock(${codesLock})`
}

/**
 * Opens one trajectory with its request, its places and, when they are named, its sets; all of it, or nothing, and then
 * all that is wrong is said.
 */
export async function openTrajectory(known: Known, body: OpenTrajectory, opening: Opening): Promise<Opened> {
  const { actor, now, mayGive } = opening
  const counsellor = body.counsellor === undefined && opening.isCounsellor ? actor : (body.counsellor ?? null)
  return known.sql.begin(async (tx): Promise<Opened> => {
    await holdPersonalKeys(tx)
    await holdCodes(tx)
    const given = await judgeGiven(tx, counsellor, mayGive || counsellor === actor)
    const day = judgeDay(body.requestedOn, now)
    const atSchool = await findFreeSet(tx, { id: null, side: 'school', set: body.school.set })
    const atHome = await findFreeSet(tx, { id: null, side: 'home', set: body.home.set })
    const found = await findPlaces(tx, body)
    const refused = refuseAll([given, day, atSchool, atHome, found.school, found.home])
    if (refused || !atSchool.ok || !atHome.ok || !found.school.ok || !found.home.ok) return refused!
    const code = await nextCode(tx, body.schoolYear)
    const homeId = found.home.id ?? (await makeHome(tx, { code, now }, body.home.municipality))
    const places = { home: homeId, school: found.school.id }
    const id = await insertTrajectory(tx, { code, counsellor, places, body, actor, now })
    if (body.child) await keepChildren(tx, known.personal, [{ id, child: body.child }])
    const home = await serveSide(tx, { id, side: 'home', wanted: atHome, now })
    const school = await serveSide(tx, { id, side: 'school', wanted: atSchool, now })
    const sets = [...home, ...school]
    const detail = { school: body.school.location, counsellor, sets }
    await recordAct(tx, { at: now, actor, act: 'trajectory_opened', subject: `trajectory:${code}`, detail })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, code, changes: { trajectory: [code], registered: sets } }
  })
}

/** Changes what is known of it as a whole. */
export function changeTrajectory(
  sql: Database,
  code: string,
  fields: TrajectoryFields,
  { actor, now, mayGive }: By & { mayGive: boolean },
): Promise<{ ok: true; changes: Changes } | Refusal> {
  return sql.begin(async tx => {
    const held = await holdTrajectory(tx, code)
    if (!held) return refuse('unknown_trajectory', code)
    const { level, schoolYear, counsellor } = fields
    const isGiven = counsellor !== held.counsellor
    if (isGiven && !mayGive) return refuse('not_yours_to_give')
    if (isGiven && counsellor !== null && !(await isCounsellor(tx, counsellor)))
      return refuse('unknown_counsellor', counsellor)
    if (!isGiven && level === held.level && schoolYear === held.schoolYear) return { ok: true, changes: {} }
    await tx`
      update trajectories set level = ${level}, school_year = ${schoolYear}, counsellor_id = ${counsellor}
      where id = ${held.id}`
    const act = { at: now, actor, act: 'trajectory_changed', subject: `trajectory:${code}` } as const
    await recordAct(tx, { ...act, detail: { level, schoolYear, counsellor } })
    return { ok: true, changes: { trajectory: [code] } }
  })
}

type Inserting = By & {
  code: string
  counsellor: string | null
  places: { home: string; school: string | null }
  body: OpenTrajectory
}

async function insertTrajectory(
  tx: Transaction,
  { code, counsellor, places, body, actor, now }: Inserting,
): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into trajectories
      (code, home_location_id, school_location_id, counsellor_id, level, school_year, registered_at)
    values (${code}, ${places.home}, ${places.school}, ${counsellor}, ${body.level}, ${body.schoolYear},
      ${now}::timestamptz)
    returning id`
  await tx`
    insert into milestones (trajectory_id, name, day, actor, recorded_at)
    values (${row!.id}, 'requested', ${body.requestedOn}, ${actor}, ${now}::timestamptz)`
  return row!.id
}

async function nextCode(tx: Transaction, schoolYear: number): Promise<string> {
  const start = `T-${schoolYear}-`
  const [row] = await tx<{ next: number }[]>`
    select coalesce(max(substring(code from ${start.length + 1}::int4)::int4), 0) + 1 as next
    from trajectories where code like ${`${start}%`}`
  return `${start}${String(row!.next).padStart(4, '0')}`
}

/** The trajectory that is opened, and when. */
type Of = { code: string; now: number }
type Place = { ok: true; id: string | null } | Refusal

/** The places of both sides that are named. */
async function findPlaces(
  tx: Transaction,
  { home, school }: Pick<OpenTrajectory, 'home' | 'school'>,
): Promise<{ home: Place; school: Place }> {
  const named = async (side: Side, code: string | null): Promise<Place> => {
    if (code === null) return { ok: true, id: null }
    const place = await findPlace(tx, side, code)
    return place.ok ? place : refuse(place.refusal, code)
  }
  return { home: await named('home', home.location), school: await named('school', school.location) }
}

type Judged = { ok: true } | Refusal

/** Whether it may be given to this counsellor. */
async function judgeGiven(tx: Transaction, counsellor: string | null, mayGive: boolean): Promise<Judged> {
  if (!mayGive) return refuse('not_yours_to_give')
  const isKnown = counsellor === null || (await isCounsellor(tx, counsellor))
  return isKnown ? { ok: true } : refuse('unknown_counsellor', counsellor)
}

function judgeDay(day: string, now: number): Judged {
  return isFactDay(day, lastFactDay(todayAt(now))) ? { ok: true } : refuse('wrong_day', day)
}

const homeCodesMax = 20

/** A home of its own, also when somebody has used its code for another. */
async function makeHome(tx: Transaction, { code, now }: Of, municipality: string | null): Promise<string> {
  const wanted = homeCodeOf(code)
  const codes = [wanted, ...Array.from({ length: homeCodesMax }, (_, index) => `${wanted}-${index + 2}`)]
  const taken = await tx<{ code: string }[]>`select code from locations where code = any(${codes}::text[])`
  const free = codes.find(one => !taken.some(({ code: known }) => known === one))
  if (free === undefined) throw new Error(`every code for a home of ${code} is taken`)
  return (await addHomes(tx, [{ code: free, municipality }], now)).get(free)!
}
