import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

type Said = Message<'said'>

/**
 * Keeps what became of messages, each step at the first time it is said to have been, however often and in whatever order
 * that arrives. Returns the messages that somebody saw or answered and of which that was not known.
 */
export async function recordSaid(tx: Transaction, said: readonly Said[]): Promise<string[]> {
  const news: string[] = []
  // In one order, so that of two batches about the same messages one waits for the other.
  for (const one of [...said].sort((a, b) => a.device.no - b.device.no || a.seq - b.seq)) {
    if (await recordOne(tx, one)) news.push(one.body.message)
  }
  return news
}

/** A message of another set, and an answer that could not be chosen, change nothing. */
async function recordOne(tx: Transaction, { device, measuredAt, body }: Said): Promise<boolean> {
  const { message, shown, seen, answer } = body
  const [row] = await tx<{ isNews: boolean }[]>`
    with told as (
      select m.id, greatest(m.sent_at, ${measuredAt}::timestamptz) as at,
        ${answer}::text = any(m.answers) as answers
      from set_messages m join devices d on d.set_id = m.set_id
      where m.id = ${message} and d.device_no = ${device.no}
    )
    update set_messages m set
      shown_at = case when ${shown || seen} then least(m.shown_at, t.at) else m.shown_at end,
      seen_at = case when ${seen} then least(m.seen_at, t.at) else m.seen_at end,
      answer = case when t.answers and (m.answered_at is null or t.at < m.answered_at) then ${answer}::text
        else m.answer end,
      answered_at = case when t.answers then least(m.answered_at, t.at) else m.answered_at end
    from told t where m.id = t.id
    returning (old.seen_at is null and new.seen_at is not null) or old.answer is distinct from new.answer as "isNews"`
  return row?.isNews ?? false
}
