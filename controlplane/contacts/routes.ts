import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordReads } from '../audit/actions.ts'
import { OneLocation } from '../locations/address/api.ts'
import { Done } from '../people/api.ts'
import type { Http } from '../platform/http/http.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import { isTrajectoryOf } from '../trajectories/queries.ts'
import { addContact, type ContactRefusal, changeContact, removeContact } from './actions.ts'
import { ContactFields, ContactRefused, LocationContacts, OneContact, TrajectoryContacts } from './api.ts'
import { findContacts, findTrajectoryContacts, isContactFor, isKnown, type Owner } from './queries.ts'
import { contactsMax } from './rules.ts'

const refusals: Record<ContactRefusal, { status: 404 | 409; message: string; expected: string }> = {
  unknown_owner: {
    status: 404,
    message: 'There is nothing with this code.',
    expected: 'the code of a trajectory or a location',
  },
  unknown_contact: { status: 404, message: 'There is no such contact.', expected: 'a contact of the list' },
  too_many: {
    status: 409,
    message: 'There are as many contacts here as there may be.',
    expected: `at most ${contactsMax}; remove one first`,
  },
}

type Parts = { sql: Database; personal: PersonalData; nudges: Nudges; now(): number }
const refused = { 404: ContactRefused, 409: ContactRefused }

/** Whom to call. No browser and no proxy keeps an answer, and each is written down. */
export function contactRoutes(app: Http, parts: Parts): void {
  trajectoryContactRoutes(app, parts)
  placeContactRoutes(app, parts)
  oneContactRoutes(app, parts)
}

function trajectoryContactRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const address = '/api/trajectories/:code/contacts'
  const isOwn = ({ params }: FastifyRequest, accountId: string) =>
    isTrajectoryOf(sql, (params as { code: string }).code, accountId)

  app.get(
    address,
    {
      schema: { params: OneTrajectory, response: { 200: TrajectoryContacts, ...refused } },
      config: { policy: 'seeContacts', isOwn },
    },
    async ({ params: { code }, viewer: { accountId } }, reply) => {
      const found = await findTrajectoryContacts(sql, personal, code)
      if (!found) return refuse(reply, 'unknown_owner')
      const { place, ...answer } = found
      const records = [code, ...(place === null ? [] : [place])].map(one => `contacts:${one}`)
      await recordReads(sql, { at: now(), accountId, records, how: 'detail' })
      return reply.header('cache-control', 'no-store').send(answer)
    },
  )
  app.post(
    address,
    {
      schema: { params: OneTrajectory, body: ContactFields, response: { 200: OneContact, ...refused } },
      config: { policy: 'changeContacts', isOwn },
    },
    async ({ params: { code }, body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const added = await addContact({ sql, personal }, { trajectory: code }, body, by)
      if (!added.ok) return refuse(reply, added.refusal)
      tellOf(nudges, { trajectory: code })
      return { id: added.id }
    },
  )
}

function placeContactRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const address = '/api/locations/:code/contacts'

  app.get(
    address,
    {
      schema: { params: OneLocation, response: { 200: LocationContacts, ...refused } },
      config: { policy: 'seePlaceContacts' },
    },
    async ({ params: { code }, viewer: { accountId } }, reply) => {
      if (!(await isKnown(sql, { location: code }))) return refuse(reply, 'unknown_owner')
      const contacts = await findContacts(sql, personal, { location: code })
      const records = [`contacts:${code}`]
      await recordReads(sql, { at: now(), accountId, records, how: 'detail' })
      return reply.header('cache-control', 'no-store').send({ contacts })
    },
  )
  app.post(
    address,
    {
      schema: { params: OneLocation, body: ContactFields, response: { 200: OneContact, ...refused } },
      config: { policy: 'changePlaceContacts' },
    },
    async ({ params: { code }, body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const added = await addContact({ sql, personal }, { location: code }, body, by)
      if (!added.ok) return refuse(reply, added.refusal)
      tellOf(nudges, { location: code })
      return { id: added.id }
    },
  )
}

function oneContactRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const schema = { params: OneContact, response: { 200: Done, ...refused } }
  const config = {
    policy: 'changeOneContact',
    isOwn: ({ params }: FastifyRequest, accountId: string) =>
      isContactFor(sql, (params as { id: string }).id, accountId),
  } as const

  app.put(
    '/api/contacts/:id',
    { schema: { ...schema, body: ContactFields }, config },
    async ({ params: { id }, body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const changed = await changeContact({ sql, personal }, id, body, by)
      if (!changed.ok) return refuse(reply, changed.refusal)
      tellOf(nudges, changed.owner)
      return { done: true as const }
    },
  )
  app.delete('/api/contacts/:id', { schema, config }, async ({ params: { id }, viewer }, reply) => {
    const removed = await removeContact(sql, id, { actor: viewer.accountId, now: now() })
    if (!removed.ok) return refuse(reply, removed.refusal)
    tellOf(nudges, removed.owner)
    return { done: true as const }
  })
}

function tellOf(nudges: Nudges, owner: Owner): void {
  if ('trajectory' in owner) nudges.add('trajectory', [owner.trajectory])
  else nudges.add('location', [owner.location])
}

function refuse(reply: FastifyReply, refusal: ContactRefusal) {
  const { status, ...words } = refusals[refusal]
  return reply.status(status).send({ error: refusal, ...words })
}
