import { randomUUID } from 'node:crypto'
import type { Asked } from '../support/every-route-asked.ts'
import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  help_cases: ['siu', 'siu'],
  help_presses: ['siu', 's'],
}

/** Somebody asks for help at a set of the ground: taken or closed by somebody who may do everything, or by nobody yet. */
export async function layCase(
  { ground: { plane, own, others, everybody }, whose }: Asked,
  state: 'waiting' | 'taken' | 'closed' = 'waiting',
): Promise<string> {
  if (whose === 'missing') return randomUUID()
  const { home, trajectory } = whose === 'own' ? own : others
  const now = plane.clock.now()
  const by = state === 'waiting' ? null : everybody.accountId
  const [takenAt, closedAt] = [by && now, state === 'closed' ? now : null]
  await plane.sql`
    update help_cases c set withdrawn_at = ${now} from sets s
    where s.id = c.set_id and s.label = ${home.label} and closed_at is null and withdrawn_at is null`
  const [laid] = await plane.sql<{ id: string }[]>`
    with laid as (
      insert into help_cases (set_id, trajectory_id, opened_at, first_press_at, last_press_at, taken_at, taken_by,
        closed_at, closed_by)
      select s.id, t.id, ${now}, ${now}, ${now}, ${takenAt}::timestamptz, ${by}::uuid, ${closedAt}::timestamptz,
        ${closedAt && by}::uuid
      from sets s, trajectories t where s.label = ${home.label} and t.code = ${trajectory}
      returning id, set_id
    )
    insert into help_presses (press, device_no, case_id, picture, by, language, pressed_at, received_at)
    select ${randomUUID()}, d.device_no, laid.id, 'see', 'child', 'nl', ${now}, ${now}
    from laid join devices d on d.set_id = laid.set_id
    returning case_id as id`
  return laid!.id
}

export const objects: Objects = { help: asked => layCase(asked) }
