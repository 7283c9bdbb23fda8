import { Readable } from 'node:stream'
import { todayAt } from '../calendar/day/rules.ts'
import type { LessonClock } from '../lessons/clock/live.ts'
import type { MailSettings } from '../mail/rules.ts'
import { somebody } from '../people/rules.ts'
import { writeList } from '../platform/files/table/words.ts'
import { tableTypes } from '../platform/files/table/write.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { isSetOf, isTrajectoryOf } from '../trajectories/queries.ts'
import type { TicketRow } from './api.ts'
import { recordTicketsExport } from './export/actions.ts'
import { ticketFileColumns } from './export/api.ts'
import { recordNotesRead } from './note/actions.ts'
import { findEvidence, findTicket, findTicketsOf, isTicketOf } from './one/queries.ts'
import { findQueue, streamQueue } from './queue/queries.ts'
import { ticketPagesApi } from './routes-api.ts'

export type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  lessons: LessonClock
  /** Undefined: no mail leaves. */
  mail: MailSettings | undefined
  now(): number
}

const unknown = (where: string) => ({ ok: false, refusal: 'unknown_ticket', where }) as const

/** The technician's work as it is shown: the queue, and one ticket with all that happened to it. */
export function ticketPagesRoutes(app: Http, { nudges, now, ...queue }: Parts): void {
  const { sql } = queue
  const owners = {
    ticket: ({ no = '' }, accountId: string) => isTicketOf(sql, Number(no), accountId),
    trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId),
    set: ({ label = '' }, accountId: string) => isSetOf(sql, label, accountId),
  }

  serve(
    app,
    ticketPagesApi,
    { now, nudges, owners },
    {
      'GET /api/tickets': async ({ query, own, viewer: { roles, accountId }, by: { now: at } }) => {
        const page = await findQueue(queue, { ...query, me: accountId, ofCounsellor: own }, at)
        return { at, ...page, rows: roles.includes('wall') ? page.rows.map(nameless) : page.rows }
      },
      'GET /api/tickets/export': async ({ query, by }) => {
        const { as = 'csv', language = 'nl', words, ...asked } = query
        const filters = { ...asked, me: by.actor, ofCounsellor: undefined }
        const { total } = await findQueue(queue, { ...filters, limit: '1' }, by.now)
        await recordTicketsExport(sql, { rows: total, as }, by)
        const rows = streamQueue(queue, filters, by.now)
        const list = await writeList({ as, language, words }, ticketFileColumns, rows)
        if (!list) return { ok: false, refusal: 'too_many_for_workbook' }
        const name = `meldingen-${todayAt(by.now)}.${as}`
        return { name, type: tableTypes[as], content: Readable.from(list) }
      },
      'GET /api/tickets/:no': async ({ params: { no }, by }) => {
        const found = await findTicket(queue, Number(no), by.now)
        if (!found) return unknown(no)
        if (found.notes > 0) await recordNotesRead(sql, Number(no), by)
        return { at: by.now, ...found.detail }
      },
      'GET /api/tickets/:no/evidence': async ({ params: { no }, by: { now: at } }) => {
        const evidence = await findEvidence(sql, Number(no))
        return evidence ? { at, evidence } : unknown(no)
      },
      'GET /api/trajectories/:code/tickets': async ({ params: { code }, by: { now: at } }) => {
        const rows = await findTicketsOf(queue, { trajectory: code }, at)
        return rows ? { at, rows } : { ok: false, refusal: 'unknown_trajectory', where: code }
      },
      'GET /api/sets/:label/tickets': async ({ params: { label }, by: { now: at } }) => {
        const rows = await findTicketsOf(queue, { set: label }, at)
        return rows ? { at, rows } : { ok: false, refusal: 'unknown_set', where: label }
      },
    },
  )
}

/** A screen on the wall says that somebody has it, and not who. */
function nameless(row: TicketRow): TicketRow {
  return { ...row, owner: row.owner && somebody }
}
