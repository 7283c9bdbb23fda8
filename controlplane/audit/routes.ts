import { Readable } from 'node:stream'
import { writeList } from '../platform/files/table/words.ts'
import { tableTypes } from '../platform/files/table/write.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { recordExport } from './actions.ts'
import { auditApi } from './api.ts'
import { type ChainFound, findBreak } from './chain/queries.ts'
import { actFileColumns } from './export/api.ts'
import { askedOf } from './filter/rules.ts'
import { type FirstNamesOf, findActs, findReads, streamActs } from './log/queries.ts'
import type { ActName } from './rules.ts'

type Parts = {
  sql: Database
  firstNamesOf: FirstNamesOf
  /** Every act that may be in the log. */
  acts: readonly ActName[]
  nudges: Pick<Nudges, 'tell'>
  now(): number
}
const unknownAct = (where: string) => ({ ok: false, refusal: 'unknown_act', where }) as const
const unknownDay = { ok: false, refusal: 'unknown_day', where: 'from, until' } as const

/** What was done and who read what: everybody their own, who looks after it the whole. */
export function auditRoutes(app: Http, { sql, firstNamesOf, acts, nudges, now }: Parts): void {
  const walk = walkOnce(sql)
  const isUnknown = (act: ActName | undefined): act is ActName => act !== undefined && !acts.includes(act)

  serve(
    app,
    auditApi,
    { now, nudges, owners: {} },
    {
      'GET /api/audit': async ({ query, viewer, by }) => {
        const asked = askedOf(query, viewer)
        if (asked === undefined) return unknownDay
        if (isUnknown(query.act)) return unknownAct(query.act)
        return { at: by.now, ...(await findActs(sql, { ...asked, act: query.act }, firstNamesOf)) }
      },
      'GET /api/access': async ({ query, viewer, by }) => {
        const asked = askedOf(query, viewer)
        if (asked === undefined) return unknownDay
        return { at: by.now, ...(await findReads(sql, { ...asked, how: query.how }, firstNamesOf)) }
      },
      'GET /api/audit/chain': async ({ own, by }) => {
        if (own !== undefined) return { ok: false, refusal: 'whole_log_only' }
        const { rows, head, broken } = await walk()
        return { at: by.now, rows, head: head?.hash ?? null, brokenAt: broken?.no ?? null }
      },
      // Taking it along is an act too.
      'GET /api/audit/export': async ({ query, viewer, by }) => {
        const { as = 'csv', language = 'nl', words, ...filter } = query
        const asked = askedOf(filter, viewer)
        if (asked === undefined) return unknownDay
        if (isUnknown(query.act)) return unknownAct(query.act)
        const wanted = { ...asked, act: query.act }
        const before = await recordExport(sql, wanted, by)
        const acts = streamActs(sql, { ...wanted, before }, firstNamesOf)
        const list = await writeList({ as, language, words }, actFileColumns, acts)
        if (!list) return { ok: false, refusal: 'too_many_for_workbook' }
        const day = new Date(by.now).toISOString().slice(0, 10)
        return { name: `audit-${day}.${as}`, type: tableTypes[as], content: Readable.from(list) }
      },
    },
  )
}

/** The log is long: whoever asks meanwhile gets the same walk. */
function walkOnce(sql: Database): () => Promise<ChainFound> {
  let walk: Promise<ChainFound> | undefined
  return () => {
    walk ??= findBreak(sql).finally(() => {
      walk = undefined
    })
    return walk
  }
}
