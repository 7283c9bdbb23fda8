import { type EndOfLessons, recordToday } from '../../lessons/today/actions.ts'
import { findLinkAnswers } from '../../people/link/queries.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { SetKind } from '../../sets/rules.ts'
import { changesOf, recordEvent } from '../change/actions.ts'
import { holdTicket } from '../ticket/queries.ts'
import { wakeTicket } from '../wake/actions.ts'

type Message = {
  subject: string | null
  sentence: string | null
  answer: string | null
  answeredAt: number | null
  kind: SetKind
  deviceNo: number | null
}

/**
 * What follows from an answer on a set: its ticket is woken, and who says that there is no lesson today, or that they do
 * not come, has said so for the day.
 */
export function followMessage(
  sql: Database,
  id: string,
  { endOfLessons, now }: { endOfLessons: EndOfLessons; now: number },
): Promise<Changes> {
  return sql.begin(async tx => {
    const [message] = await tx<Message[]>`
      select m.subject, m.sentence, m.answer, m.answered_at as "answeredAt", s.kind, d.device_no as "deviceNo"
      from set_messages m join sets s on s.id = m.set_id left join live_devices d on d.set_id = s.id
      where m.id = ${id}`
    if (!message || message.answer === null || message.answeredAt === null) return {}
    const { subject, sentence, answer, kind, deviceNo, answeredAt } = message
    if (sentence === 'lesson_today' && answer === 'no' && deviceNo !== null) {
      const said =
        kind === 'home'
          ? ({ what: 'absent', by: 'child' } as const)
          : ({ what: 'no_lesson', by: 'teacher' } as const)
      const at = { deviceNo, at: answeredAt, receivedAt: answeredAt, until: null, undo: false }
      const code = await recordToday(tx, { ...said, ...at }, endOfLessons)
      if (code !== undefined) await queueWork(tx, 'lessons', [code], now)
    }
    return answered(tx, subject, { from: kind, answer, now })
  })
}

/** What follows from an answer through a link: its ticket is woken. */
export async function followLink(sql: Database, id: string, now: number): Promise<Changes> {
  const [link] = await findLinkAnswers(sql, [id])
  if (!link) return {}
  const { object, audience, question, answer } = link
  return sql.begin(tx => answered(tx, object, { from: audience, question, answer, now }))
}

type Answer = { from: string; question?: string; answer: string; now: number }

async function answered(
  tx: Transaction,
  subject: string | null,
  { from, question, answer, now }: Answer,
): Promise<Changes> {
  const no = Number(subject?.match(/^ticket:([0-9]+)$/)?.[1])
  const held = Number.isSafeInteger(no) ? await holdTicket(tx, { no }) : undefined
  if (!held) return {}
  const detail = { from, question: question ?? null, answer }
  await recordEvent(tx, held, { kind: 'answered', detail, actor: null, now })
  await wakeTicket(tx, held, { by: 'answer', actor: null, now })
  return changesOf(held)
}
