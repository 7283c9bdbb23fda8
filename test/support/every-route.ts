import { randomBytes } from 'node:crypto'
import { issueLink } from '../../controlplane/people/sign-in-actions.ts'
import { addAccount, type Ground, openSignInOf } from './every-route-ground.ts'
import type { SignedIn } from './people.ts'
import { newDeviceId, post } from './registration.ts'

/** Whose the object of a request is; `missing`: it is not there. */
export type Whose = 'own' | 'others' | 'missing'

/** A request that is right, but for who may send it. */
export type RightRequest = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

type Asked = { ground: Ground; asker: SignedIn; whose: Whose }
type Make = (asked: Asked) => RightRequest | Promise<RightRequest>

const nothing = {}
let made = 0
/** Another number every time, for names that must be new. */
function next(): string {
  made += 1
  return String(made).padStart(4, '0')
}

const ofSet =
  (more: RightRequest = {}): Make =>
  ({ ground: { own, others }, whose }) => {
    const label = { own: own.school.label, others: others.school.label, missing: 'KS-9999' }[whose]
    return { params: { label }, ...more }
  }

const ofDevice =
  (state: 'active' | 'questioned'): Make =>
  async ({ ground: { plane, own, others }, whose }) => {
    await plane.sql`update devices set state = ${state}`
    const id = { own: own.home.deviceId, others: others.home.deviceId, missing: newDeviceId() }[whose]
    return { params: { id }, body: nothing }
  }

const ofLocation =
  (body?: unknown): Make =>
  ({ ground: { own, others }, whose }) => {
    const code = { own: `TH-${own.home.label}`, others: `TH-${others.home.label}`, missing: 'TH-9999' }[whose]
    return { params: { code }, body }
  }

const ofAccount =
  (body?: unknown): Make =>
  async ({ ground: { plane, bystander }, asker, whose }) => {
    await plane.sql`update accounts set disabled_at = null where id = ${bystander}`
    const id = { own: asker.accountId, others: bystander, missing: crypto.randomUUID() }[whose]
    return { params: { id }, body }
  }

/** A duty of its own on a day that is to come. */
async function putDuty({ ground: { plane, bystander }, asker, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const account = whose === 'own' ? asker.accountId : bystander
  const startsAt = Date.now() + Number(next()) * 3_600_000
  const [row] = await plane.sql<{ id: string }[]>`
    insert into duties (account_id, starts_at, ends_at)
    values (${account}, ${startsAt}::timestamptz, ${startsAt + 3_600_000}::timestamptz) returning id`
  return row!.id
}

async function putCode({ ground: { plane, own, others }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const { label } = whose === 'own' ? own.home : others.home
  const [row] = await plane.sql<{ id: string }[]>`
    insert into enrolment_tokens (set_id, hash, issued_at, expires_at)
    select id, ${randomBytes(32).toString('hex')}, now(), now() + interval '1 day' from sets where label = ${label}
    returning id`
  return row!.id
}

async function putSignIn({ ground: { plane, bystander }, asker, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  return (await openSignInOf(plane, whose === 'own' ? asker.accountId : bystander, ['policy'])).id
}

/** A fresh link of a bystander. */
async function makeLink({ ground: { plane, bystander } }: Asked): Promise<string> {
  await plane.sql`update accounts set disabled_at = null where id = ${bystander}`
  return issueLink(plane.sql, { accountId: bystander, actor: 'server', now: Date.now() })
}

const address = { street: 'Dorpsstraat', number: '1', postcode: '3000', municipality: 'Leuven', note: null }
const camera = { type: 'camera', make: 'Acme', model: 'camera 1', serial: null }
const items = (item: unknown) => ({ body: { items: [item] } })

/** A right request for every route of the console's door, by method and address as it was declared. */
export const everyRoute: Record<string, Make> = {
  'GET /healthz': () => ({}),
  'GET /readyz': () => ({}),
  'GET /metrics': () => ({}),
  'GET /openapi.json': () => ({}),
  'GET /asyncapi.json': () => ({}),

  'GET /api/sign-in': () => ({}),
  'POST /api/sign-in/link': async asked => ({ body: { token: await makeLink(asked) } }),
  'GET /api/sign-in/provider': () => ({}),
  'GET /api/sign-in/confirm': () => ({}),
  'GET /api/sign-in/callback': () => ({}),
  'POST /api/sign-in/fresh-link': () => ({ body: nothing }),
  'POST /api/sign-out': () => ({ body: nothing }),
  'GET /api/me': () => ({}),
  'GET /api/nudges': () => ({}),

  'GET /api/accounts': () => ({ query: { q: 'bystander' } }),
  'GET /api/accounts/:id': ofAccount(),
  'PUT /api/accounts/:id/roles': ofAccount({ roles: ['policy'] }),
  'POST /api/accounts/:id/disable': ofAccount(nothing),
  'POST /api/accounts/:id/enable': ofAccount(nothing),
  'GET /api/accounts/:id/sign-ins': ofAccount(),
  'GET /api/sign-ins': () => ({}),
  'DELETE /api/sign-ins/:id': async asked => ({ params: { id: await putSignIn(asked) }, body: nothing }),

  'GET /api/duty/now': () => ({}),
  'GET /api/duty': () => ({ query: { from: '2026-11-22' } }),
  'POST /api/duty': async ({ ground: { plane } }) => {
    const account = await addAccount(plane, `on duty ${next()}`, ['helpdesk'])
    return { body: { account, day: '2027-01-04', from: '08:00', until: '12:00' } }
  },
  'POST /api/duty/own': () => ({ body: { day: '2027-01-05', from: '08:00', until: '12:00' } }),
  'POST /api/duty/copy': () => ({ body: { from: '2027-02-01' } }),
  'DELETE /api/duty/:id': async asked => ({ params: { id: await putDuty(asked) }, body: nothing }),
  'POST /api/duty/:id/take-over': async asked => ({ params: { id: await putDuty(asked) }, body: nothing }),

  'GET /api/audit': () => ({ query: { act: 'signed_in', from: '2026-01-01', until: '2030-01-01' } }),
  'GET /api/audit.csv': () => ({ query: { language: 'en' } }),
  'GET /api/audit/chain': () => ({}),
  'GET /api/access': () => ({ query: { how: 'search' } }),

  'POST /api/locations': () =>
    items({ code: `SCH-X${next()}`, kind: 'school', name: 'School', municipality: null, provider: null }),
  'GET /api/locations/:code/address': ofLocation(),
  'PUT /api/locations/:code/address': ofLocation(address),

  'POST /api/sets': () => items({ label: `KS-X${next()}`, kind: 'school', components: [camera] }),
  'GET /api/sets': () => ({
    query: { q: 'KS', kind: 'school', sort: 'label', direction: 'up', limit: '10' },
  }),
  'GET /api/sets.csv': () => ({ query: { language: 'nl' } }),
  'GET /api/sets/:label': ofSet(),
  'GET /api/sets/:label/series': ofSet({ query: { span: 'hour' } }),
  'GET /api/sets/:label/timeline': ofSet(),
  'GET /api/sets/:label/enrolment': ofSet(),
  'POST /api/sets/:label/ping': ofSet({ body: nothing }),
  'POST /api/sets/:label/enrolment-code': async asked => {
    await asked.ground.plane.sql`update devices set state = 'returned'`
    return ofSet({ body: nothing })(asked)
  },
  'DELETE /api/enrolment-tokens/:id': async asked => ({
    params: { id: await putCode(asked) },
    body: nothing,
  }),
  'GET /api/board': () => ({ query: { sets: 'KS-0001' } }),

  'POST /api/devices': async ({ ground: { plane } }) => {
    const label = `KS-D${next()}`
    await post(plane.admin, '/api/sets', [{ label, kind: 'school', components: [] }])
    return items({ id: newDeviceId(), set: label })
  },
  'GET /api/devices': () => ({ query: { concern: 'none', q: 'KS', offset: '0' } }),
  'POST /api/devices/:id/revoke': ofDevice('active'),
  'POST /api/devices/:id/return': ofDevice('active'),
  'POST /api/devices/:id/accept': ofDevice('questioned'),

  'POST /api/trajectories': () => {
    const side = { set: null, location: null }
    return items({ code: `T-2027-${next()}`, home: side, school: side })
  },
}
