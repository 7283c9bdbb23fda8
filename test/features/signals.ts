import { randomUUID } from 'node:crypto'
import type { Database } from '../../controlplane/platform/postgres/database.ts'
import type { Asked } from '../support/every-route-asked.ts'
import type { Objects, Rights } from '../support/features.ts'
import { tellAs } from '../support/people.ts'
import { next } from '../support/right-value.ts'

export const rights: Rights = {
  decisions: ['si', 'si'],
  incidents: ['siu', 'su'],
  incident_sets: ['si', 's'],
  judged_subjects: ['siud', 'su'],
  maintenances: ['s', 'siu'],
  rule_edits: ['s', 'si'],
  signals: ['siud', 's'],
  storm_members: ['siud', 's'],
  storm_moves: ['s', 'siu'],
}

type Laid = 'open' | 'acknowledged' | 'muted'

/**
 * What goes wrong with a set of the ground; somebody has it who may do everything, or nobody. The judge looks at the pair
 * of that set and not at the set alone, so that it stays as it is.
 */
export async function layIncident(
  { ground: { plane, own, others, everybody }, whose }: Asked,
  how: Laid = 'open',
): Promise<string> {
  if (whose === 'missing') return randomUUID()
  const subject = `set:${(whose === 'own' ? own : others).home.label}`
  const until = plane.clock.now() + 600_000
  const by = (one: Laid) => (how === one ? everybody.accountId : null)
  const [owner, mutedBy] = [by('acknowledged'), by('muted')]
  const [laid] = await plane.sql<{ id: string }[]>`
    insert into incidents (group_key, subject, family, symptom, state, opened_at, acknowledged_by, acknowledged_until,
      muted_by, muted_until, reason)
    values (${`${subject}/${randomUUID()}`}, ${subject}, 'picture', 'webcam', ${owner ? 'acknowledged' : 'open'},
      ${plane.clock.now()}, ${owner}, ${owner && until}::timestamptz, ${mutedBy}, ${mutedBy && until}::timestamptz,
      'signal_only')
    returning id`
  return laid!.id
}

/** A storm that a set of the ground went in, and that is not over yet. */
export async function layStorm({ ground: { plane, own }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return randomUUID()
  return insertStorm(plane.sql, `location:${randomUUID()}/storm`, own.school.label, plane.clock.now())
}

/** A storm under this group key that one set went in, which nobody has; nobody judges meanwhile. Returns its id. */
export function insertStorm(sql: Database, key: string, set: string, now: number): Promise<string> {
  return sql.begin(async tx => {
    await tx`
      insert into judged_subjects (subject, judged_at) values ('storms', ${now}::timestamptz)
      on conflict (subject) do update set judged_at = excluded.judged_at`
    await tx`insert into storm_members (group_key, set, lost_at) values (${key}, ${set}, ${now})`
    await tx`
      insert into signals (key, subject, rule, family, symptom, state, since, entries, evidence)
      values (${key}, 'storms', 'storm_location', 'connection', 'storm_location', 'active', ${now}, '[]', '{}')`
    const [laid] = await tx<{ id: string }[]>`
      insert into incidents (group_key, subject, family, symptom, state, opened_at, reason)
      values (${key}, 'storms', 'storm', 'storm_location', 'open', ${now}, 'signal_only') returning id`
    await tx`insert into incident_sets (incident_id, set, lost_at) values (${laid!.id}, ${set}, ${now})`
    return laid!.id
  })
}

/** A rule that somebody just changed, so that setting it back is something; it stays off. */
export async function layRule({ ground: { everybody }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return 'no_such_rule'
  await tellAs(everybody, '/api/rules/camera', { on: false, holdSeconds: 1 + (next() % 3000) }, 'PUT')
  return 'camera'
}

/** One that nobody touched; asking for it again changes nothing. */
async function findIncident(asked: Asked): Promise<string> {
  const { ground, whose } = asked
  if (whose === 'missing') return layIncident(asked)
  const [known] = await ground.plane.sql<{ id: string }[]>`
    select id from incidents where subject = ${`set:${ground[whose].home.label}`} and state = 'open'
      and acknowledged_by is null and muted_by is null limit 1`
  return known?.id ?? layIncident(asked)
}

const findRule = ({ whose }: Asked) => Promise.resolve(whose === 'missing' ? 'no_such_rule' : 'camera')

export const objects: Objects = { incidents: findIncident, rules: findRule }
