import type { FastifyRequest } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import type { Denial } from '../../platform/http/policies.ts'
import { rateStoreIn } from '../../platform/http/rate-store.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { hashToken } from '../sign-in/actions.ts'
import { useAnswerLink } from './actions.ts'
import { linkApi } from './api.ts'
import { findLinked, type Linked } from './queries.ts'
import { linkTokenPattern } from './rules.ts'

/** Carries the token: what stands in an address is written into logs. */
const linkHeader = 'setwacht-link'
/** Through one link; a person needs two. */
const triesPerMinuteMax = 30
const minuteMs = 60_000
const tokenShape = new RegExp(linkTokenPattern)

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes for who comes through a link. */
    linked: Linked
  }
}

/** The same answer for what is no link, for one that works no more, and for one that was never there. */
const noLink: Denial = { status: 404, error: 'unknown', message: 'There is nothing here for you.' }
const tooMany: Denial = { status: 429, error: 'too_many', message: 'Too many tries. Wait a minute.' }

/** Lets in who brings a link. Cookies do not count here: who opens a link is nobody. */
export function openLinkDoor({ sql, now }: { sql: Database; now(): number }) {
  const tries = new (rateStoreIn(sql, 'links'))()
  const countTries = (key: string) =>
    new Promise<number>((resolve, reject) => {
      const tell = (failure: Error | null, count?: { current: number }) =>
        failure ? reject(failure) : resolve(count!.current)
      tries.incr(key, tell, minuteMs, triesPerMinuteMax)
    })

  return {
    /** Before anything is looked up. */
    admit: (request: FastifyRequest): Denial | undefined =>
      tokenOf(request) === undefined ? noLink : undefined,
    /** Once the tries of the address are counted. */
    async admitToObject(request: FastifyRequest): Promise<Denial | undefined> {
      const token = tokenOf(request)
      const linked = token === undefined ? undefined : await findLinked(sql, hashToken(token), now())
      if (!linked) return noLink
      if ((await countTries(linked.id)) > triesPerMinuteMax) return tooMany
      request.linked = linked
      return undefined
    },
  }
}

function tokenOf({ headers }: FastifyRequest): string | undefined {
  const token = headers[linkHeader]
  return typeof token === 'string' && tokenShape.test(token) ? token : undefined
}

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** What is asked through a link, and the answer. */
export function linkRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    linkApi,
    { now, nudges, owners: {} },
    {
      'GET /api/link': ({ request: { linked } }) => ({
        question: linked.question,
        answers: linked.acts,
        language: linked.language,
      }),
      'POST /api/link/answer': async ({ body: { answer }, by, request: { linked } }) => {
        const isDone = await useAnswerLink(sql, { id: linked.id, act: answer, now: by.now })
        return isDone ? { ok: true, changes: {} } : { ok: false, refusal: 'link_over' }
      },
    },
  )
}
