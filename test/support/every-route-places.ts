import { writeTable } from '../../controlplane/platform/files/table-file.ts'
import { type Asked, type Make, next, nothing, ofLocation } from './every-route-makers.ts'

const day = '2027-03-01'
const closed = { half: 'day', name: 'Studiedag' }
const contact = {
  role: 'teacher',
  name: 'Els Test',
  phone: '016 12 34 56',
  email: 'els@school.example',
  bestHours: null,
}
const home = {
  name: null,
  municipality: 'Leuven',
  provider: 'Telenet',
  institutionNo: null,
  siteNo: null,
  level: null,
  bells: null,
}

/** Of a school: homes have neither closed days nor people to call. */
const ofSchool =
  (body?: unknown, more: Record<string, string> = {}): Make =>
  ({ ground: { own, others }, whose }) => {
    const site = { own: `SCH-${own.school.label}`, others: `SCH-${others.school.label}`, missing: 'SCH-9999' }
    return { params: { code: site[whose], ...more }, body }
  }

const ofTrajectory =
  (body?: unknown): Make =>
  ({ ground: { own, others }, whose }) => {
    const code = { own: own.trajectory, others: others.trajectory, missing: 'T-2026-9999' }[whose]
    return { params: { code }, body }
  }

/** A contact of a place is everybody's; of a trajectory, its counsellor's. */
async function putContact({ ground: { plane, own, others }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const [row] = await plane.sql<{ id: string }[]>`
    insert into contacts (trajectory_id, location_id, role, sealed, key_id, changed_at)
    select
      (select id from trajectories where code = ${others.trajectory} and ${whose === 'others'}),
      (select id from locations where code = ${`SCH-${own.school.label}`} and ${whose === 'own'}),
      'teacher', '', (select key_id from accounts limit 1), now()
    returning id`
  return row!.id
}

/** The day is closed before, so that there is something to take back. */
async function putClosedDay({ ground: { plane } }: Asked, code: string | null): Promise<void> {
  await plane.sql`
    insert into closed_days (location_id, day, half) select l.id, ${day}, 'day'
    from (values (1)) v(one) left join locations l on l.code = ${code}
    where ${code}::text is null or l.id is not null
    on conflict (location_id, day) do nothing`
}

/** A right request for every route about places and about whom to call. */
export const placeRoutes: Record<string, Make> = {
  'GET /api/locations': () => ({ query: { q: 'SCH', kind: 'school', offset: '0', limit: '10' } }),
  'GET /api/locations/:code': ofLocation(),
  'PUT /api/locations/:code': ofLocation(home),
  'PUT /api/locations/:code/closed-days/:day': ofSchool(closed, { day }),
  'DELETE /api/locations/:code/closed-days/:day': async asked => {
    const request = await ofSchool(nothing, { day })(asked)
    await putClosedDay(asked, request.params!.code!)
    return request
  },
  'PUT /api/closed-days/:day': ({ whose }) => ({
    params: { day: whose === 'missing' ? 'none' : day },
    body: closed,
  }),
  'DELETE /api/closed-days/:day': async asked => {
    await asked.ground.plane.sql`delete from closed_days where location_id is null`
    if (asked.whose !== 'missing') await putClosedDay(asked, null)
    return { params: { day }, body: nothing }
  },
  'POST /api/locations/import': async () => {
    const content = await writeTable('csv', ['code', 'naam'], [[`SCH-Y${next()}`, 'School']])
    return { body: { name: 'places.csv', content: content.toString('base64'), dryRun: false } }
  },
  'GET /api/locations/export': () => ({ query: { as: 'csv' } }),
  'GET /api/locations/:code/contacts': ofSchool(),
  'POST /api/locations/:code/contacts': async asked => {
    await asked.ground.plane.sql`delete from contacts`
    return ofSchool(contact)(asked)
  },
  'GET /api/trajectories/:code/contacts': async asked => {
    await asked.ground.plane.sql`delete from contacts`
    return ofTrajectory()(asked)
  },
  'POST /api/trajectories/:code/contacts': async asked => {
    await asked.ground.plane.sql`delete from contacts`
    return ofTrajectory(contact)(asked)
  },
  'PUT /api/contacts/:id': async asked => ({ params: { id: await putContact(asked) }, body: contact }),
  'DELETE /api/contacts/:id': async asked => ({ params: { id: await putContact(asked) }, body: nothing }),
}
