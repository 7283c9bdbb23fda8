import type { FastifyReply } from 'fastify'
import type { By } from '../../audit/rules.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { ClosedDay, Done, LocationRefused, OneClosedDay, OneClosedDayOf } from '../api.ts'
import { closedDaysMax } from '../rules.ts'
import { type ClosedDayRefusal, removeClosedDay, setClosedDay } from './actions.ts'

const refusals: Record<ClosedDayRefusal, { status: 404 | 409; message: string; expected: string }> = {
  unknown: {
    status: 404,
    message: 'There is no location with this code.',
    expected: 'the code of a location',
  },
  at_home: { status: 409, message: 'A home is never closed.', expected: 'a school, a hospital, a warehouse' },
  too_many: {
    status: 409,
    message: 'This place has too many closed days.',
    expected: `at most ${closedDaysMax}`,
  },
  not_closed: {
    status: 404,
    message: 'Nobody said that it is closed on this day.',
    expected: 'a day that was set here; holidays are not',
  },
}

type Parts = {
  sql: Database
  nudges: Nudges
  lessonsChanged(codes: readonly string[] | 'all'): Promise<void>
  now(): number
}

/** Days on which a site, or every site, is closed beside the holidays. */
export function closedDayRoutes(app: Http, { sql, nudges, lessonsChanged, now }: Parts): void {
  const response = { 200: Done, 404: LocationRefused, 409: LocationRefused }
  const byOf = (viewer: { accountId: string }): By => ({ actor: viewer.accountId, now: now() })

  async function answer(
    reply: FastifyReply,
    code: string | null,
    outcome: Awaited<ReturnType<typeof setClosedDay>>,
  ) {
    if (!outcome.ok) {
      const { status, ...words } = refusals[outcome.refusal]
      return reply.status(status).send({ error: outcome.refusal, ...words })
    }
    nudges.add('location', code === null ? 'all' : [code])
    await lessonsChanged('all')
    return { done: true as const }
  }

  const ofOne = '/api/locations/:code/closed-days/:day'
  app.put(
    ofOne,
    { schema: { params: OneClosedDayOf, body: ClosedDay, response }, config: { policy: 'changeLocations' } },
    async ({ params: { code, day }, body, viewer }, reply) =>
      answer(reply, code, await setClosedDay(sql, { code, day }, body, byOf(viewer))),
  )
  app.delete(
    ofOne,
    { schema: { params: OneClosedDayOf, response }, config: { policy: 'changeLocations' } },
    async ({ params: { code, day }, viewer }, reply) =>
      answer(reply, code, await removeClosedDay(sql, { code, day }, byOf(viewer))),
  )

  const ofAll = '/api/closed-days/:day'
  app.put(
    ofAll,
    { schema: { params: OneClosedDay, body: ClosedDay, response }, config: { policy: 'changeCalendar' } },
    async ({ params: { day }, body, viewer }, reply) =>
      answer(reply, null, await setClosedDay(sql, { code: null, day }, body, byOf(viewer))),
  )
  app.delete(
    ofAll,
    { schema: { params: OneClosedDay, response }, config: { policy: 'changeCalendar' } },
    async ({ params: { day }, viewer }, reply) =>
      answer(reply, null, await removeClosedDay(sql, { code: null, day }, byOf(viewer))),
  )
}
