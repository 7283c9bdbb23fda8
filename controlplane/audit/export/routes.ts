import { Readable } from 'node:stream'
import { csvRow } from '../../platform/files/csv.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { recordExport } from '../actions.ts'
import { AuditExportQuery } from '../api.ts'
import { askedOf } from '../filter/rules.ts'
import { type ActsAsked, type FirstNamesOf, streamActs } from '../log/queries.ts'

type Language = 'nl' | 'en'

const titles: Record<Language, string[]> = {
  nl: ['nummer', 'wanneer', 'wie', 'voornaam', 'wat', 'waarover', 'bijzonderheden'],
  en: ['number', 'when', 'who', 'first name', 'what', 'about', 'details'],
}

type Parts = { sql: Database; firstNamesOf: FirstNamesOf; now(): number }

/** The log of acts as a spreadsheet reads it: UTF-8 with mark; taking it along is an act too. */
export function auditExportRoutes(app: Http, { sql, firstNamesOf, now }: Parts): void {
  app.get(
    '/api/audit.csv',
    {
      schema: { querystring: AuditExportQuery },
      config: { policy: 'exportAudit', sameOriginOnly: true },
    },
    async ({ query, viewer }, reply) => {
      const asked = askedOf(query, viewer)
      if (asked === undefined) return reply.status(400).send(wrongDay)
      const acts = { ...asked, act: query.act }
      const before = await recordExport(sql, acts, { actor: viewer.accountId, now: now() })
      const day = new Date(now()).toISOString().slice(0, 10)
      const lines = linesOf(sql, { ...acts, before }, firstNamesOf, query.language ?? 'nl')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit-${day}.csv"`)
        .send(Readable.from(lines))
    },
  )
}

async function* linesOf(sql: Database, asked: ActsAsked, firstNamesOf: FirstNamesOf, language: Language) {
  yield `\uFEFF${csvRow(titles[language], language)}`
  for await (const rows of streamActs(sql, asked, firstNamesOf)) {
    const lines = rows.map(({ no, at, who, act, subject, detail }) =>
      csvRow(
        [no, new Date(at).toISOString(), who.actor, who.firstName, act, subject, JSON.stringify(detail)],
        language,
      ),
    )
    yield lines.join('')
  }
}

export const wrongDay = {
  error: 'bad_request',
  message: 'The calendar has no such day.',
  where: 'querystring: from, until',
  expected: 'a day such as 2026-11-22',
}
