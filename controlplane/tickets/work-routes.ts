import { countMailsLeft } from '../mail/queries.ts'
import { reachOf } from '../people/rules.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import { askByMail, tellSet } from './ask/actions.ts'
import { noteCall } from './call/actions.ts'
import { openByHand } from './hand/actions.ts'
import { linkTicket, mergeTicket } from './join/actions.ts'
import { claimNext } from './next/actions.ts'
import { addNote } from './note/actions.ts'
import { isTicket } from './one/queries.ts'
import { claimTicket, releaseTicket } from './owner/actions.ts'
import type { Parts } from './routes.ts'
import { ticketWorkApi } from './routes-api.ts'
import { cancelTicket, closeTicket, lowerTicket, reopenTicket, resolveTicket } from './solve/actions.ts'
import { lookAtTicket } from './viewer/actions.ts'
import { answerTicket, planTicket, waitForParty } from './wait/actions.ts'

/** What is done with tickets. */
export function ticketWorkRoutes(app: Http, { nudges, now, mail, ...queue }: Parts): void {
  const { sql, personal } = queue

  serve(
    app,
    ticketWorkApi,
    { now, nudges, owners: {} },
    {
      'POST /api/tickets': ({ body, own, viewer: { roles }, by }) => {
        const source = reachOf(roles, 'workTickets') === undefined ? 'counsellor' : 'helpdesk'
        return openByHand(sql, body, { ...by, own, source })
      },
      'POST /api/tickets/claim-next': ({ by }) => claimNext(queue, by),
      'POST /api/tickets/:no/claim': ({ params: { no }, by }) => claimTicket(sql, Number(no), by),
      'POST /api/tickets/:no/release': ({ params: { no }, by }) => releaseTicket(sql, Number(no), by),
      'POST /api/tickets/:no/wait': ({ params: { no }, body, by }) => waitForParty(sql, Number(no), body, by),
      'POST /api/tickets/:no/tell': ({ params: { no }, body, by }) =>
        tellSet({ sql, personal }, Number(no), body, by),
      'POST /api/tickets/:no/ask-by-mail': ({ params: { no }, body, by }) =>
        askByMail({ sql, personal }, Number(no), body, by),
      'GET /api/tickets/:no/mail': async ({ params: { no }, by: { now: at } }) => {
        if (!(await isTicket(sql, Number(no)))) return { ok: false, refusal: 'unknown_ticket', where: no }
        const left = await countMailsLeft(sql, `ticket:${no}`, at)
        return { at, hasServer: mail !== undefined, left, phone: mail?.phone ?? null }
      },
      'POST /api/tickets/:no/plan': ({ params: { no }, body, by }) =>
        planTicket(queue, Number(no), body.for, by),
      'POST /api/tickets/:no/answer': ({ params: { no }, by }) => answerTicket(sql, Number(no), by),
      'POST /api/tickets/:no/resolve': ({ params: { no }, body, by }) =>
        resolveTicket(sql, Number(no), body, by),
      'POST /api/tickets/:no/reopen': ({ params: { no }, by }) => reopenTicket(sql, Number(no), by),
      'POST /api/tickets/:no/close': ({ params: { no }, by }) => closeTicket(sql, Number(no), by),
      'POST /api/tickets/:no/cancel': ({ params: { no }, body: { reason }, by }) =>
        cancelTicket(sql, Number(no), reason, by),
      'POST /api/tickets/:no/merge': ({ params: { no }, body: { to }, by }) =>
        mergeTicket(sql, Number(no), to, by),
      'POST /api/tickets/:no/link': ({ params: { no }, body: { to }, by }) =>
        linkTicket(sql, Number(no), to, by),
      'POST /api/tickets/:no/note': ({ params: { no }, body: { text }, by }) =>
        addNote({ sql, personal }, Number(no), text, by),
      'POST /api/tickets/:no/call': ({ params: { no }, body, by }) => noteCall(sql, Number(no), body, by),
      'POST /api/tickets/:no/lower': ({ params: { no }, body, by }) => lowerTicket(sql, Number(no), body, by),
      'POST /api/tickets/:no/look': ({ params: { no }, by }) => lookAtTicket(sql, Number(no), by),
    },
  )
}
