import { Done, Nothing, PeopleRefused } from '../people/api.ts'
import type { Http } from '../platform/http/http.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { addDuty, copyWeek, type DutyRefusal, removeDuty, takeOverDuty } from './actions.ts'
import { Copied, CopyWeek, DutyNow, DutyQuery, DutyWeek, NewDuty, OneDuty, OwnDuty } from './api.ts'
import { findDuties, findForDuty, findNextDuty } from './queries.ts'
import { dayOf, dutyHoursMax, weekOf } from './rules.ts'

const refusals: Record<DutyRefusal, { status: 404 | 409 | 422; message: string; expected: string }> = {
  unknown_day: { status: 422, message: 'There is no such day.', expected: 'a day such as 2026-09-01' },
  wrong_order: {
    status: 422,
    message: 'This duty would end before it begins.',
    expected: 'an end after the beginning, on the same day',
  },
  too_long: {
    status: 422,
    message: 'This duty is too long.',
    expected: `at most ${dutyHoursMax} hours`,
  },
  not_for_duty: {
    status: 409,
    message: 'This account cannot be on duty.',
    expected: 'an open account of the helpdesk or of a team lead',
  },
  twice_at_once: {
    status: 409,
    message: 'This person is on duty then already.',
    expected: 'times at which the person is free',
  },
  unknown_duty: { status: 404, message: 'There is no such duty.', expected: 'a duty of the list' },
  duty_over: { status: 409, message: 'This duty is over.', expected: 'a duty that runs or is still to come' },
}
const refused = { 404: PeopleRefused, 409: PeopleRefused, 422: PeopleRefused }

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Nudges
  /** Whether somebody should be on duty then: lesson hours. */
  isNeeded(at: number): boolean
  now(): number
}

/** Who is on duty at the helpdesk. */
export function dutyRoutes(app: Http, parts: Parts): void {
  const { sql, personal, isNeeded, now } = parts

  app.get(
    '/api/duty/now',
    { schema: { response: { 200: DutyNow } }, config: { policy: 'seeDuty' } },
    async () => {
      const at = now()
      const [onDuty, next] = await Promise.all([
        findDuties(sql, personal, { startsAt: at, endsAt: at + 1 }),
        findNextDuty(sql, personal, at),
      ])
      return { at, onDuty, isNeeded: isNeeded(at), next: next ?? null }
    },
  )

  app.get(
    '/api/duty',
    {
      schema: { querystring: DutyQuery, response: { 200: DutyWeek, ...refused } },
      config: { policy: 'seeDuty' },
    },
    async (request, reply) => {
      const at = now()
      const week = weekOf(request.query.from ?? dayOf(at))
      if (!week) return reply.status(refusals.unknown_day.status).send(refusalOf('unknown_day'))
      const { from, days } = week
      const [duties, people] = await Promise.all([
        findDuties(sql, personal, week),
        findForDuty(sql, personal),
      ])
      return { at, from, days, duties, people }
    },
  )

  dutyChanges(app, parts)
}

function dutyChanges(app: Http, { sql, nudges, now }: Parts): void {
  app.post(
    '/api/duty',
    { schema: { body: NewDuty, response: { 200: OneDuty, ...refused } }, config: { policy: 'changeDuty' } },
    async (request, reply) => {
      const added = await addDuty(sql, { ...request.body, actor: request.viewer.accountId, now: now() })
      if (!added.ok) return reply.status(refusals[added.refusal].status).send(refusalOf(added.refusal))
      nudges.add('duty', [added.id])
      return { id: added.id }
    },
  )

  app.post(
    '/api/duty/own',
    { schema: { body: OwnDuty, response: { 200: OneDuty, ...refused } }, config: { policy: 'takeOverDuty' } },
    async ({ body, viewer: { accountId } }, reply) => {
      const added = await addDuty(sql, { ...body, account: accountId, actor: accountId, now: now() })
      if (!added.ok) return reply.status(refusals[added.refusal].status).send(refusalOf(added.refusal))
      nudges.add('duty', [added.id])
      return { id: added.id }
    },
  )

  app.post(
    '/api/duty/copy',
    { schema: { body: CopyWeek, response: { 200: Copied, ...refused } }, config: { policy: 'changeDuty' } },
    async (request, reply) => {
      const { from } = request.body
      const copied = await copyWeek(sql, { from, actor: request.viewer.accountId, now: now() })
      if (!copied.ok) return reply.status(refusals[copied.refusal].status).send(refusalOf(copied.refusal))
      nudges.add('duty', [copied.days])
      return { added: copied.added }
    },
  )

  const ofOne = { params: OneDuty, body: Nothing, response: { 200: Done, ...refused } }
  app.delete(
    '/api/duty/:id',
    { schema: ofOne, config: { policy: 'changeDuty' } },
    async ({ params: { id }, viewer: { accountId: actor } }, reply) => {
      const removed = await removeDuty(sql, { id, actor, now: now() })
      if (!removed.ok) return reply.status(refusals[removed.refusal].status).send(refusalOf(removed.refusal))
      nudges.add('duty', [id])
      return { done: true as const }
    },
  )

  app.post(
    '/api/duty/:id/take-over',
    { schema: ofOne, config: { policy: 'takeOverDuty' } },
    async ({ params: { id }, viewer: { accountId: actor } }, reply) => {
      const taken = await takeOverDuty(sql, { id, actor, now: now() })
      if (!taken.ok) return reply.status(refusals[taken.refusal].status).send(refusalOf(taken.refusal))
      nudges.add('duty', [id])
      return { done: true as const }
    },
  )
}

function refusalOf(error: DutyRefusal) {
  const { message, expected } = refusals[error]
  return { error, message, expected }
}
