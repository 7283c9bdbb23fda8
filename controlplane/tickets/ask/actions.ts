import type { MessageAnswer, MessageSays } from '../../../protocol/message.ts'
import type { By } from '../../audit/rules.ts'
import { openContact } from '../../contacts/queries.ts'
import type { ContactRole } from '../../contacts/rules.ts'
import { type MailRefusal, queueMail } from '../../mail/queue/actions.ts'
import { sendMessage } from '../../messages/actions.ts'
import type { SendRefusal } from '../../messages/api.ts'
import type { LinkLanguage, LinkQuestion } from '../../people/link/rules.ts'
import type { Audience } from '../../people/rules.ts'
import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type Done, doWithTicket, type Refused, recordEvent } from '../change/actions.ts'
import type { AskRefusal, TicketRefusal } from '../refusal/rules.ts'
import { whyNotMove } from '../rules.ts'
import type { Side } from '../symptom/rules.ts'
import type { Held } from '../ticket/queries.ts'
import { recordAsked } from '../wait/actions.ts'

type Parts = { sql: Database; personal: PersonalData }

/** A message stays on the set this long, when nobody answers. */
const messageMs = 3_600_000

type NotTold = TicketRefusal | AskRefusal | SendRefusal
type NotAsked = TicketRefusal | AskRefusal | MailRefusal

type AskSet = { side: Side; says: MessageSays; answers?: readonly MessageAnswer[] }

/** Says something on the set of a side. What asks for an answer lets the ticket wait for it. */
export function tellSet(
  { sql, personal }: Parts,
  no: number,
  { side, says, answers }: AskSet,
  by: By,
): Promise<Done | Refused<NotTold>> {
  return doWithTicket<NotTold>(sql, no, by, async (tx, held) => {
    const asks = answers === undefined || answers.length > 0
    const refusal = asks ? whyNotMove(held, 'ask') : undefined
    if (refusal) return { ok: false, refusal }
    const set = await findSet(tx, held, side)
    if (set === undefined) return { ok: false, refusal: 'no_set_there', where: side }
    const until = by.now + messageMs
    const message = { set, says, ...(answers && { answers }), until, by: by.actor, subject: `ticket:${no}` }
    const sent = await sendMessage(tx, personal, message, by.now)
    if (!sent.ok)
      return {
        ok: false,
        refusal: sent.refusal === 'unknown_set' ? 'no_set_there' : sent.refusal,
        where: set,
      }
    const what = 'sentence' in says ? says.sentence : null
    const detail = { message: sent.id, side, sentence: what }
    if (asks) await recordAsked(tx, held, { ...by, by: 'set' })
    await recordEvent(tx, held, { kind: 'told', detail, ...by })
    return { act: 'ticket_asked', detail: { by: 'set', side, sentence: what } }
  })
}

/** The label of the set that serves a side now. */
async function findSet(tx: Transaction, { trajectory, set }: Held, side: Side): Promise<string | undefined> {
  const [row] = await tx<{ label: string }[]>`
    select s.label from open_pairs p join sets s on s.id = p.set_id join trajectories t on t.id = p.trajectory_id
    where t.code = ${trajectory} and p.side = ${side}
    union all
    select label from sets where ${trajectory}::text is null and label = ${set} and kind = ${side}
    limit 1`
  return row?.label
}

type AskByMail = { contact: string; question: LinkQuestion; language?: LinkLanguage }

const audienceOf: Record<ContactRole, Audience> = {
  family: 'family',
  teacher: 'school',
  care_teacher: 'school',
  school_office: 'school',
  school_ict: 'ict',
  hospital: 'family',
}

/** Asks one of its contacts by mail; the answer comes by a link that works once. */
export function askByMail(
  { sql, personal }: Parts,
  no: number,
  { contact, question, language = 'nl' }: AskByMail,
  by: By,
): Promise<Done | Refused<NotAsked>> {
  return doWithTicket<NotAsked>(sql, no, by, async (tx, held) => {
    const refusal = whyNotMove(held, 'ask')
    if (refusal) return { ok: false, refusal }
    const found = await findContact(tx, held, contact)
    if (!found) return { ok: false, refusal: 'not_its_contact', where: contact }
    const { email } = openContact(personal, contact, found)
    if (!email) return { ok: false, refusal: 'no_address', where: contact }
    const audience = audienceOf[found.role]
    const content = { template: 'question', subject: `ticket:${no}`, params: { audience, question } } as const
    const queued = await queueMail(tx, { personal }, { ...content, to: { address: email }, language }, by.now)
    if (!queued.ok) return { ok: false, refusal: queued.refusal, where: contact }
    await recordAsked(tx, held, { ...by, by: 'mail' })
    return { act: 'ticket_asked', detail: { by: 'mail', audience, question } }
  })
}

/** Of its trajectory, or of the place of its school side. */
async function findContact(
  tx: Transaction,
  { trajectory }: Held,
  id: string,
): Promise<(Sealed & { role: ContactRole }) | undefined> {
  const [row] = await tx<(Sealed & { role: ContactRole })[]>`
    select c.role, c.sealed, c.key_id as "keyId" from contacts c join trajectories t
      on t.id = c.trajectory_id or t.school_location_id = c.location_id
    where c.id = ${id} and t.code = ${trajectory}`
  return row
}
