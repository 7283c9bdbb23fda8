import { type Asked, type Make, next, nothing, type RightRequest } from './every-route-makers.ts'

const missing = 'T-2026-9999'
const codeOf = ({ ground: { own, others }, whose }: Asked): string =>
  ({ own: own.trajectory, others: others.trajectory, missing })[whose]

const ofTrajectory =
  (more: (asked: Asked) => RightRequest | Promise<RightRequest> = () => ({})): Make =>
  async asked => {
    const request = await more(asked)
    return { ...request, params: { code: codeOf(asked), ...request.params } }
  }

/** Another day every time, none before this year. */
function nextDay(): string {
  return new Date(Date.UTC(2030, 0, 1) + Number(next()) * 86_400_000).toISOString().slice(0, 10)
}

async function putPause(asked: Asked): Promise<string> {
  const day = nextDay()
  const [row] = await asked.ground.plane.sql<{ id: string }[]>`
    insert into pauses (trajectory_id, from_day, until_day, actor, recorded_at)
    select id, ${day}, ${day}, 'a test', now() from trajectories where code = ${codeOf(asked)} returning id`
  return row?.id ?? crypto.randomUUID()
}

/** Whose it is stays so. */
async function counsellorOf(asked: Asked): Promise<string | null> {
  const [row] = await asked.ground.plane.sql<{ counsellor: string | null }[]>`
    select counsellor_id as counsellor from trajectories where code = ${codeOf(asked)}`
  return row?.counsellor ?? null
}

const child = () => ({ firstName: `Noor ${next()}`, className: '4B' })
const isEven = () => Number(next()) % 2 === 0

/** A right request for every route of trajectories and of what finds them. */
export const trajectoryRoutes: Record<string, Make> = {
  'GET /api/trajectories': () => ({
    query: { q: 'T-2026', phase: 'request,live', lessons: 'none', sort: 'deadline', limit: '10' },
  }),
  'GET /api/trajectories/:code': ofTrajectory(),
  'GET /api/counsellors': () => ({}),
  'GET /api/search': () => ({ query: { q: 'T-2026' } }),
  'POST /api/trajectories/new': () => ({
    body: {
      level: 'primary',
      schoolYear: 2040,
      child: child(),
      requestedOn: '2026-09-01',
      school: { set: null, location: null },
      home: { set: null, location: null, municipality: 'Leuven' },
    },
  }),
  'PUT /api/trajectories/:code': ofTrajectory(async asked => ({
    body: {
      level: 'secondary',
      schoolYear: 2040 + (Number(next()) % 50),
      counsellor: await counsellorOf(asked),
    },
  })),
  'GET /api/trajectories/:code/child': ofTrajectory(),
  'PUT /api/trajectories/:code/child': ofTrajectory(() => ({ body: child() })),
  'POST /api/trajectories/:code/milestones': ofTrajectory(() => ({
    body: { name: 'first_contact', side: 'family', day: isEven() ? '2026-09-02' : '2026-09-03' },
  })),
  'POST /api/trajectories/:code/pauses': ofTrajectory(() => {
    const day = nextDay()
    return { body: { fromDay: day, untilDay: day } }
  }),
  'DELETE /api/trajectories/:code/pauses/:id': ofTrajectory(async asked => ({
    params: { id: await putPause(asked) },
    body: nothing,
  })),
  'PUT /api/trajectories/:code/sides/:side': ofTrajectory(({ ground: { own, others }, whose }) => {
    const { label } = whose === 'own' ? own.school : others.school
    return {
      params: { side: 'school' },
      body: { set: label, location: isEven() ? `SCH-${label}` : null },
    }
  }),
  'POST /api/trajectories/import': () => {
    const code = `T-2041-${next()}`
    const content = Buffer.from(`traject;niveau\r\n${code};lager`).toString('base64')
    return { body: { name: 'trajecten.csv', content, dryRun: false } }
  },
  'GET /api/trajectories/export': () => ({ query: { as: 'csv' } }),
}
