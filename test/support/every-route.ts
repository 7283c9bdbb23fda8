import { addAccount } from './every-route-ground.ts'
import { lessonRoutes } from './every-route-lessons.ts'
import {
  items,
  type Make,
  makeLink,
  next,
  nothing,
  ofAccount,
  ofDevice,
  ofLocation,
  ofSet,
  putCode,
  putDuty,
  putSignIn,
} from './every-route-makers.ts'
import { placeRoutes } from './every-route-places.ts'
import { trajectoryRoutes } from './every-route-trajectories.ts'
import { newDeviceId, post } from './registration.ts'

const address = { street: 'Dorpsstraat', number: '1', postcode: '3000', municipality: 'Leuven', note: null }
const camera = { type: 'camera', make: 'Acme', model: 'camera 1', serial: null }

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

  ...lessonRoutes,
  ...placeRoutes,
  ...trajectoryRoutes,

  'POST /api/trajectories': () => {
    const side = { set: null, location: null }
    return items({ code: `T-2027-${next()}`, home: side, school: side })
  },
}
