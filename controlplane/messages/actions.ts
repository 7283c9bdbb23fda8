import type { MessageAnswer, MessageSays } from '../../protocol/message.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import { queueWork } from '../platform/work/actions.ts'
import type { SendRefusal } from './api.ts'
import { openText } from './queries.ts'
import { dayMs, usualAnswersOf, whyNotSent } from './rules.ts'

export type Sending = {
  /** Label of the set. */
  set: string
  says: MessageSays
  /** What may be chosen; left out: what is usual for the sentence. */
  answers?: readonly MessageAnswer[]
  /** It is shown until then at most; ms since 1970 UTC. */
  until: number
  /** The account, or `system`. */
  by: string
  /** What it belongs to, kind and code; left out: nothing. */
  subject?: string
}

type Sent = { ok: true; id: string } | { ok: false; refusal: SendRefusal | 'unknown_set' }

/**
 * Sends a message to a set once this transaction is committed; one that is away hears it when it comes. Whoever calls
 * this writes down the act. Of two at once for one set the second waits for the end of the first.
 */
export async function sendMessage(
  tx: Transaction,
  personal: PersonalData,
  { set, says, answers = usualAnswersOf(says), until, by, subject }: Sending,
  now: number,
): Promise<Sent> {
  await holdPersonalKeys(tx)
  const held = await holdSet(tx, set, now)
  if (!held) return { ok: false, refusal: 'unknown_set' }
  const refusal = whyNotSent({ says, until, now }, held)
  if (refusal) return { ok: false, refusal }
  const [made] = await tx<{ id: string }[]>`select uuidv7() as id`
  const { id } = made!
  const sealed = 'text' in says ? personal.seal(`message:${id}`, { text: says.text }) : undefined
  await tx`
    insert into set_messages (id, set_id, trajectory_id, sentence, sealed, key_id, answers, until_at, sent_by, sent_at,
      subject)
    select ${id}, ${held.id}, (
        select p.trajectory_id from open_pairs p where p.set_id = ${held.id} order by p.from_at desc limit 1
      ), ${'sentence' in says ? says.sentence : null}, ${sealed?.sealed ?? null}, ${sealed?.keyId ?? null},
      ${[...answers]}::text[], ${until}::timestamptz, ${by}, ${now}::timestamptz, ${subject ?? null}`
  await queueWork(tx, 'message_to_set', [id], now)
  return { ok: true, id }
}

type Withdrawn = { ok: true; set: string } | { ok: false; refusal: 'unknown_message' | 'message_over' }

/** Takes a message back that nobody saw yet: the set shows it no more. Whoever calls this writes down the act. */
export async function withdrawMessage(tx: Transaction, id: string, now: number): Promise<Withdrawn> {
  const [found] = await tx<{ set: string; isOver: boolean }[]>`
    select s.label as set,
      m.seen_at is not null or m.withdrawn_at is not null or m.until_at <= ${now}::timestamptz as "isOver"
    from set_messages m join sets s on s.id = m.set_id where m.id = ${id} for no key update of m`
  if (!found) return { ok: false, refusal: 'unknown_message' }
  if (found.isOver) return { ok: false, refusal: 'message_over' }
  await tx`update set_messages set withdrawn_at = ${now}::timestamptz where id = ${id}`
  await queueWork(tx, 'message_to_set', [id], now)
  return { ok: true, set: found.set }
}

/** The set, held so that its messages are counted one after another. */
async function holdSet(tx: Transaction, label: string, now: number) {
  const [set] = await tx<{ id: string }[]>`select id from sets where label = ${label} for no key update`
  if (!set) return undefined
  const [sent] = await tx<{ open: number; lastDay: number }[]>`
    select count(*) filter (
        where seen_at is null and withdrawn_at is null and until_at > ${now}::timestamptz
      )::int4 as open,
      count(*) filter (where sent_at > ${now - dayMs}::timestamptz)::int4 as "lastDay"
    from set_messages where set_id = ${set.id}`
  return { id: set.id, ...sent! }
}

/** Seals again what an older key sealed, some messages at a time, but for those in use. Returns how many. */
export function resealMessages(
  { sql, personal }: { sql: Database; personal: PersonalData },
  batch: number,
): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from set_messages
      where key_id <> ${personal.keyId()} order by id limit ${batch} for no key update skip locked`
    for (const { id, ...before } of rows) {
      const { sealed, keyId } = personal.seal(`message:${id}`, { text: openText(personal, id, before) })
      await tx`update set_messages set sealed = ${sealed}, key_id = ${keyId} where id = ${id}`
    }
    return rows.length
  })
}
