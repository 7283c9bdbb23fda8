import { recordAct } from '../../audit/actions.ts'
import { sendMessage } from '../../messages/actions.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { Side } from '../../tickets/symptom/rules.ts'
import type { KnownSubject } from '../subject/rules.ts'

/** The set of this side is to be asked whether there is a lesson today, before a person is called. */
export async function askSide(
  tx: Transaction,
  subject: Pick<KnownSubject, Side>,
  side: Side,
  now: number,
): Promise<void> {
  const set = subject[side]
  if (set !== null) await queueWork(tx, 'lesson_asked', [set.label], now)
}

/** A question that nobody answers stands on the set this long. */
const questionMs = 1_800_000

/** Asks on a set, unless it was asked and that still stands there: the same work may come twice. */
export function askOnSet(
  { sql, personal }: { sql: Database; personal: PersonalData },
  label: string,
  now: number,
): Promise<void> {
  return sql.begin(async tx => {
    const subject = `lesson:${label}`
    const [asked] = await tx`
      select from set_messages
      where subject = ${subject} and answer is null and withdrawn_at is null and until_at > ${now}::timestamptz`
    if (asked) return
    const says = { sentence: 'lesson_today' } as const
    const message = { set: label, says, until: now + questionMs, by: 'system', subject }
    const sent = await sendMessage(tx, personal, message, now)
    if (sent.ok)
      await recordAct(tx, { at: now, actor: 'system', act: 'lesson_asked', subject: `set:${label}` })
  })
}
