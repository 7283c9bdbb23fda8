import { issueLink } from '../../controlplane/people/sign-in/actions.ts'
import { writeTable } from '../../controlplane/platform/files/table/write.ts'
import type { TicketState } from '../../controlplane/tickets/rules.ts'
import { layCase } from '../features/help.ts'
import { layWebhook } from '../features/integration.ts'
import { layIncident, layRule, layStorm } from '../features/signals.ts'
import { layTicket } from '../features/tickets.ts'
import type { Asked } from './every-route-asked.ts'
import { addAccount } from './every-route-ground.ts'
import { codeOf } from './every-route-objects.ts'
import { tellAs } from './people.ts'
import { newDeviceId, post } from './registration.ts'
import { next, nextDay } from './right-value.ts'

/** What stands in a right request instead of what the schemas give; lists are replaced as a whole. */
type Choice = { params?: Record<string, string>; query?: Record<string, string>; body?: object }
type Choose = (asked: Asked) => Choice | Promise<Choice>

const homeOf = ({ ground: { own, others }, whose }: Asked): Choice => ({
  params: {
    code: { own: `TH-${own.home.label}`, others: `TH-${others.home.label}`, missing: 'TH-9999' }[whose],
  },
})

const day = '2026-12-01'
const pushKeys = {
  p256dh: 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
  auth: 'A'.repeat(22),
  language: 'nl',
}
const nowhere = { set: null, location: null }
const fileOf = (name: string, content: string | Buffer): Choice => ({
  body: { name, content: Buffer.from(content).toString('base64') },
})

/** One lesson every Monday at nine. */
const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:a',
  'DTSTART:20260907T090000',
  'DURATION:PT50M',
  'RRULE:FREQ=WEEKLY',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

/** Whose it is stays so. */
async function counsellorOf(asked: Asked): Promise<string | null> {
  const [row] = await asked.ground.plane.sql<{ counsellor: string | null }[]>`
    select counsellor_id as counsellor from trajectories where code = ${codeOf(asked)}`
  return row?.counsellor ?? null
}

/** None where it has one, so that something changes. */
async function otherSchoolOf(asked: Asked, label: string): Promise<string | null> {
  const [row] = await asked.ground.plane.sql<{ has: boolean }[]>`
    select school_location_id is not null as has from trajectories where code = ${codeOf(asked)}`
  return row?.has ? null : `SCH-${label}`
}

/** A fresh link of a bystander. */
async function makeLink({ ground: { plane, bystander } }: Asked): Promise<string> {
  await plane.sql`update accounts set disabled_at = null where id = ${bystander}`
  return issueLink(plane.sql, { accountId: bystander, actor: 'server', now: plane.clock.now() })
}

async function makeRoomForContacts({ ground: { plane } }: Asked): Promise<Choice> {
  await plane.sql`
    delete from contacts where id not in (select id from contacts order by changed_at desc, id desc limit 19)`
  return {}
}

/** A day that is closed, so that there is something to take back; everywhere, or at one place. */
async function closeDay({ ground: { everybody } }: Asked, of: string): Promise<Choice> {
  await tellAs(everybody, `/api${of}/closed-days/${day}`, { half: 'day', name: null }, 'PUT')
  return { params: { day } }
}

/** Somebody of the family with an address of their own. */
async function layContact({ ground: { everybody, plane, own, others }, whose }: Asked): Promise<string> {
  const { trajectory } = whose === 'others' ? others : own
  const email = `family-${next()}@family.example`
  const contact = { role: 'family', name: 'Bart Claes', phone: null, email, bestHours: null }
  const answer = await tellAs(everybody, `/api/trajectories/${trajectory}/contacts`, contact)
  const { id } = (await answer.json()) as { id?: string }
  if (id !== undefined) return id
  const [known] = await plane.sql<{ id: string }[]>`
    select c.id from contacts c join trajectories t on t.id = c.trajectory_id where t.code = ${trajectory} limit 1`
  return known!.id
}

const inState =
  (state: TicketState): Choose =>
  async asked => ({ params: { no: await layTicket(asked, state) } })

const besideAnother: Choose = async asked => ({
  body: { to: Number(await layTicket({ ...asked, whose: 'own' })) },
})

/** What a right request needs besides its schemas: something that is there first, or one of many right things. */
export const choices: Record<string, Choose> = {
  'POST /api/webhook/secret': asked => layWebhook(asked).then(() => ({})),
  'POST /api/webhook/test': asked => layWebhook(asked).then(() => ({})),

  'POST /api/sign-in/link': async asked => ({ body: { token: await makeLink(asked) } }),

  'POST /api/duty': async ({ ground: { plane } }) => ({
    body: {
      account: await addAccount(plane, `on duty ${next()}`, ['helpdesk']),
      day: nextDay(),
      until: '12:00',
    },
  }),
  'POST /api/help/:id/give-back': async asked => ({ params: { id: await layCase(asked, 'taken') } }),
  'POST /api/help/:id/reopen': async asked => ({ params: { id: await layCase(asked, 'closed') } }),

  'POST /api/tickets': asked => ({ body: { trajectory: codeOf(asked), set: null } }),
  'POST /api/tickets/claim-next': async asked => {
    await layTicket(asked)
    return {}
  },
  'POST /api/tickets/:no/release': inState('open'),
  'POST /api/tickets/:no/wait': inState('open'),
  'POST /api/tickets/:no/tell': async asked => {
    // A set takes so many that nobody saw.
    await asked.ground.plane.sql`delete from set_messages`
    return {
      ...(await inState('open')(asked)),
      body: { side: 'home', says: { sentence: 'helpdesk_looks' } },
    }
  },
  'POST /api/tickets/:no/ask-by-mail': async asked => ({
    ...(await inState('open')(asked)),
    body: { contact: await layContact(asked), question: 'lesson_today' },
  }),
  'POST /api/tickets/:no/plan': inState('open'),
  'POST /api/tickets/:no/answer': inState('waiting_user'),
  'POST /api/tickets/:no/reopen': inState('resolved'),
  'POST /api/tickets/:no/close': inState('resolved'),
  'POST /api/tickets/:no/lower': () => ({ body: { priority: 4 } }),
  'POST /api/tickets/:no/merge': besideAnother,
  'POST /api/tickets/:no/link': besideAnother,
  'POST /api/incidents/:id/release': async asked => ({
    params: { id: await layIncident(asked, 'acknowledged') },
  }),
  'POST /api/incidents/:id/tell': async asked => ({ params: { id: await layStorm(asked) } }),
  'POST /api/incidents/:id/pairs': async asked => ({
    params: { id: await layStorm(asked) },
    body: { trajectory: codeOf({ ...asked, whose: 'own' }) },
  }),
  'POST /api/incidents/release': async asked => ({
    body: { ids: [await layIncident(asked, 'acknowledged')] },
  }),
  'POST /api/incidents/acknowledge': async asked => ({ body: { ids: [await layIncident(asked)] } }),
  'POST /api/rules/:rule/reset': async asked => ({ params: { rule: await layRule(asked) } }),
  'POST /api/rules/:rule/revert': async asked => ({ params: { rule: await layRule(asked) } }),
  'PUT /api/rules/:rule': () => ({ body: { holdSeconds: 1 + (next() % 3000) } }),
  'POST /api/incidents/:id/unmute': async asked => ({ params: { id: await layIncident(asked, 'muted') } }),
  'POST /api/maintenances': asked => {
    const from = asked.ground.plane.clock.now()
    const scope = { kind: 'trajectory', code: codeOf({ ...asked, whose: 'own' }) }
    return { body: { scope, from, until: from + 3_600_000 } }
  },

  async 'POST /api/me/push/test'({ ground: { plane }, asker }) {
    await plane.sql`delete from push_subscriptions where account_id = ${asker.accountId}`
    // Where nothing is sent: it stands inside.
    await tellAs(asker, '/api/me/push', { ...pushKeys, address: 'https://127.0.0.1/push' }, 'PUT')
    return {}
  },
  'POST /api/duty/own': () => ({ body: { day: nextDay(), until: '12:00' } }),

  'GET /api/locations/:code/address': homeOf,
  'PUT /api/locations/:code/address': homeOf,

  async 'POST /api/sets/:label/enrolment-code'({ ground: { plane } }) {
    await plane.sql`update devices set state = 'returned'`
    return {}
  },
  async 'POST /api/devices'({ ground: { plane } }) {
    const label = `KS-D${next()}`
    await post(plane.admin, '/api/sets', [{ label, kind: 'school', components: [] }])
    return { body: { items: [{ id: newDeviceId(), set: label }] } }
  },
  async 'POST /api/devices/:id/accept'({ ground: { plane } }) {
    await plane.sql`update devices set state = 'questioned'`
    return {}
  },

  'GET /api/search': () => ({ query: { q: 'T-2026' } }),
  'GET /api/board/children': asked => ({ query: { of: codeOf(asked) } }),
  'GET /api/search/classes': asked => ({ query: { of: codeOf(asked) } }),
  async 'DELETE /api/trajectories/:code/exceptions/:day'(asked) {
    const path = `/api/trajectories/${codeOf(asked)}/exceptions/${day}`
    await tellAs(asked.ground.everybody, path, { hours: [], reason: 'exam' }, 'PUT')
    return { params: { day } }
  },
  'POST /api/trajectories/:code/timetable/import': () => fileOf('rooster.ics', calendar),
  'POST /api/timetables/import': ({ ground: { own } }) => {
    const minute = String(next() % 60).padStart(2, '0')
    return fileOf('roosters.csv', `traject;dag;van;tot\r\n${own.trajectory};ma;09:${minute};10:00`)
  },

  'DELETE /api/locations/:code/closed-days/:day': asked =>
    closeDay(asked, `/locations/SCH-${asked.ground[asked.whose === 'own' ? 'own' : 'others'].school.label}`),
  async 'DELETE /api/closed-days/:day'(asked) {
    await asked.ground.plane.sql`delete from closed_days where location_id is null`
    return asked.whose === 'missing' ? { params: { day } } : closeDay(asked, '')
  },
  'POST /api/locations/import': async () =>
    fileOf('places.csv', await writeTable('csv', ['code', 'naam'], [[`SCH-Y${next()}`, 'School']])),
  'POST /api/locations/:code/contacts': makeRoomForContacts,
  'POST /api/trajectories/:code/contacts': makeRoomForContacts,

  'POST /api/trajectories': () => ({
    body: { items: [{ code: `T-2027-${1000 + next()}`, home: nowhere, school: nowhere }] },
  }),
  'POST /api/trajectories/new': () => ({
    body: { requestedOn: '2026-09-01', school: nowhere, home: { ...nowhere, municipality: 'Leuven' } },
  }),
  'PUT /api/trajectories/:code': async asked => ({
    body: { counsellor: await counsellorOf(asked), schoolYear: 2020 + (next() % 79) },
  }),
  'POST /api/trajectories/:code/milestones': () => ({
    body: { name: 'first_contact', side: 'family', day: `2026-09-0${1 + (next() % 9)}` },
  }),
  'PUT /api/trajectories/:code/sides/:side': async asked => {
    const { label } = asked.ground[asked.whose === 'own' ? 'own' : 'others'].school
    return { params: { side: 'school' }, body: { set: label, location: await otherSchoolOf(asked, label) } }
  },
  'POST /api/trajectories/import': () =>
    fileOf('trajecten.csv', `traject;niveau\r\nT-2041-${1000 + next()};lager`),
}
