import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type Refused, recordTicketAct } from '../change/actions.ts'
import { openTicket } from '../open/actions.ts'
import {
  type Channel,
  correlationKey,
  familyMeant,
  type Picture,
  type Priority,
  type Side,
  type Source,
  type Symptom,
} from '../symptom/rules.ts'

/** What somebody told, by phone or mail. By code; `set` alone: of the trajectory that it serves. */
export type Told = {
  channel: Channel
  priority: Priority
  symptom: Symptom
  picture: Picture | null
  trajectory: string | null
  set: string | null
}
type Opened = { ok: true; no: number; isNew: boolean; changes: Changes }
type About = { trajectory: string | null; set: string | null; side: Side | null }

/** Opens a ticket of what somebody told, or adds it to the one of the same trouble. `own`: of whose trajectories alone. */
export function openByHand(
  sql: Database,
  told: Told,
  { source, own, ...by }: By & { source: Source; own: string | undefined },
): Promise<Opened | Refused> {
  return sql.begin(async (tx): Promise<Opened | Refused> => {
    const about = await findAbout(tx, told, own)
    const { channel, priority, symptom, picture } = told
    const family = familyMeant(symptom, picture)
    const key = about && correlationKey(family, { ...about, location: null })
    if (!about || key === undefined) {
      const where = told.trajectory ?? told.set ?? ''
      return { ok: false, refusal: 'ticket_about_nothing', where }
    }
    const opening = { key, priority, family, symptom, source, channel, ...(picture && { picture }), ...about }
    const { no, outcome, changes } = await openTicket(tx, { ...opening, actor: by.actor }, by.now)
    await recordTicketAct(tx, { no }, by, { act: 'ticket_opened', detail: { outcome, channel } })
    return { ok: true, no, isNew: outcome === 'opened', changes }
  })
}

async function findAbout(
  tx: Transaction,
  { trajectory, set }: Pick<Told, 'trajectory' | 'set'>,
  own: string | undefined,
): Promise<About | undefined> {
  const ofOwn = own === undefined ? tx`` : tx`and t.counsellor_id = ${own}`
  if (trajectory !== null) {
    const [row] = await tx<About[]>`
      select t.code as trajectory, null as set, null as side from trajectories t
      where t.code = ${trajectory} ${ofOwn}`
    return row
  }
  const [row] = await tx<About[]>`
    select t.code as trajectory, s.label as set, s.kind as side from sets s
    left join open_pairs p on p.set_id = s.id left join trajectories t on t.id = p.trajectory_id
    where s.label = ${set} ${ofOwn}`
  return row
}
