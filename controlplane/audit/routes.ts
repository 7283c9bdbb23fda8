import type { FastifyReply } from 'fastify'
import type { Http } from '../platform/http/http.ts'
import type { Database } from '../platform/postgres/database.ts'
import { AccessPage, AccessQuery, AuditChain, AuditPage, AuditQuery, AuditRefused } from './api.ts'
import { type ChainFound, findBreak } from './chain/queries.ts'
import { wrongDay } from './export/routes.ts'
import { askedOf } from './filter/rules.ts'
import { type FirstNamesOf, findActs, findReads } from './log/queries.ts'

type Parts = { sql: Database; firstNamesOf: FirstNamesOf; now(): number }

/** What was done and who read what: everybody their own, who looks after it the whole. */
export function auditRoutes(app: Http, { sql, firstNamesOf, now }: Parts): void {
  const config = { policy: 'seeAudit' } as const

  app.get(
    '/api/audit',
    { schema: { querystring: AuditQuery, response: { 200: AuditPage, 400: AuditRefused } }, config },
    async ({ query, viewer }, reply) => {
      const asked = askedOf(query, viewer)
      if (asked === undefined) return reply.status(400).send(wrongDay)
      return { at: now(), ...(await findActs(sql, { ...asked, act: query.act }, firstNamesOf)) }
    },
  )

  app.get(
    '/api/access',
    { schema: { querystring: AccessQuery, response: { 200: AccessPage, 400: AuditRefused } }, config },
    async ({ query, viewer }, reply) => {
      const asked = askedOf(query, viewer)
      if (asked === undefined) return reply.status(400).send(wrongDay)
      return { at: now(), ...(await findReads(sql, { ...asked, how: query.how }, firstNamesOf)) }
    },
  )

  let walk: Promise<ChainFound> | undefined
  /** The log is long: whoever asks meanwhile gets the same walk. */
  function walkOnce(): Promise<ChainFound> {
    walk ??= findBreak(sql).finally(() => {
      walk = undefined
    })
    return walk
  }

  app.get(
    '/api/audit/chain',
    { schema: { response: { 200: AuditChain, 403: AuditRefused } }, config },
    async ({ viewer }, reply) => {
      if (viewer.reach !== 'all') return refuseOwn(reply)
      const { rows, head, broken } = await walkOnce()
      return { at: now(), rows, head: head?.hash ?? null, brokenAt: broken?.no ?? null }
    },
  )
}

function refuseOwn(reply: FastifyReply) {
  return reply.status(403).send({
    error: 'not_allowed',
    message: 'Your role sees its own acts alone, and the chain is made of everybody’s.',
    expected: 'one of: admin, dpo',
  })
}
