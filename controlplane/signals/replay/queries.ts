import { dayOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { findLessonFacts } from '../../lessons/fact/queries.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import { stormSubject } from '../storm/queries.ts'
import { findHistories } from './history-queries.ts'
import type { Source } from './rules.ts'
import type { Span, SubjectHistory, Surroundings } from './subject-rules.ts'

/** A set with a device that counts, and when it served which side of which trajectory, the oldest first. */
type Served = Span & { trajectory: string; side: SetKind; provider: string | null }
export type Member = {
  deviceNo: number
  label: string
  kind: SetKind
  reportIntervalSeconds: number
  heardAt: number | null
  served: Served[]
}
type Week = { from: number; until: number }

/** Every set that counts. */
export async function findMembers(tx: Transaction, { from, until }: Week): Promise<Member[]> {
  const rows = await tx<(Omit<Member, 'served'> & { setId: string })[]>`
    select d.device_no as "deviceNo", d.set_id as "setId", s.label, s.kind,
      c.report_interval_seconds as "reportIntervalSeconds", c.heard_at as "heardAt"
    from live_devices d join connections c using (device_no) join sets s on s.id = d.set_id order by s.label`
  const pairs = await tx<(Served & { setId: string })[]>`
    select p.set_id as "setId", t.code as trajectory, p.side, p.from_at as from, p.until_at as until, l.provider
    from pair_sets p join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    where p.from_at <= ${until}::timestamptz and (p.until_at is null or p.until_at > ${from}::timestamptz)
    order by p.from_at`
  const bySet = Map.groupBy(pairs, ({ setId }) => setId)
  return rows.map(({ setId, ...row }) => ({ ...row, served: bySet.get(setId) ?? [] }))
}

/** Of one that was not, nothing came since then: nothing can be said of it. */
export function isHeardSince({ heardAt }: Member, from: number): boolean {
  return heardAt !== null && heardAt > from
}

/** What is judged together, by what stands before the family in a group key, and the numbers of its devices. */
export function subjectsOf(members: readonly Member[]): { trajectory: string | null; members: Member[] }[] {
  const paired = members.flatMap(member => member.served.map(({ trajectory }) => ({ trajectory, member })))
  const alone = members.filter(({ served }) => served.every(({ until }) => until !== null))
  const byTrajectory = Map.groupBy(paired, ({ trajectory }) => trajectory)
  return [
    ...[...byTrajectory].map(([trajectory, of]) => ({
      trajectory,
      members: [...new Set(of.map(({ member }) => member))],
    })),
    ...alone.map(member => ({ trajectory: null, members: [member] })),
  ]
}

type Subject = ReturnType<typeof subjectsOf>[number]

/** How many reports came of these devices, for an answer before all of them are read. */
export async function countReports(tx: Transaction, { from, until }: Week): Promise<number> {
  const [row] = await tx<{ rows: number }[]>`
    select count(*) as rows from reports
    where received_at > ${from}::timestamptz and received_at <= ${until}::timestamptz`
  return row!.rows
}

export async function findSurroundings(tx: Transaction, { from, until }: Week): Promise<Surroundings> {
  const [outages, storms] = await Promise.all([
    findOutages(tx, { from: from - 3_600_000, until }),
    tx<Surroundings['storms'][number][]>`
      select group_key as key, opened_at as from, resolved_at as until from incidents
      where subject = ${stormSubject} and (resolved_at is null or resolved_at > ${from}::timestamptz)`,
  ])
  return { outages, storms }
}

/** All that is kept of some subjects, as far as a rule looks at it. */
export async function findSubjectHistories(
  tx: Transaction,
  subjects: readonly Subject[],
  { from, until, wanted }: Week & { wanted: readonly Source[] },
): Promise<SubjectHistory[]> {
  const nos = [...new Set(subjects.flatMap(({ members }) => members.map(({ deviceNo }) => deviceNo)))]
  const codes = subjects.flatMap(({ trajectory }) => trajectory ?? [])
  const first = dayOf(from).day
  const year = Number(first.slice(0, 4))
  const [histories, lessons] = [
    await findHistories(tx, { nos, from, until, wanted }),
    await findLessonFacts(tx, { codes, since: first, holidays: closedDays(year - 1, year + 1), now: until }),
  ]
  return subjects.map(({ trajectory, members }) => ({
    trajectory,
    lessons: lessons.find(({ code }) => code === trajectory),
    sides: members.flatMap(member => {
      const { served, ...link } = member
      const history = { link, ...histories.get(link.deviceNo)! }
      return trajectory === null
        ? [{ kind: link.kind, provider: null, served: aloneSince(member), history }]
        : served
            .filter(one => one.trajectory === trajectory)
            .map(({ side, provider, from: since, until: end }) => {
              return { kind: side, provider, served: { from: since, until: end }, history }
            })
    }),
  }))
}

function aloneSince({ served }: Member): Span {
  return { from: Math.max(0, ...served.map(({ until }) => until ?? 0)), until: null }
}
