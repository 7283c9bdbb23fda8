import {
  type MessageAnswer,
  type MessageSays,
  type MessageSentence,
  messageTextBytesMax,
  messageTextMax,
  messageTextPattern,
} from '../../protocol/message.ts'

/** Of one set at most: what waits for somebody, and what is sent within a day. */
export const openMax = 20
export const perDayMax = 200
export const dayMs = 86_400_000
/** No message waits longer for somebody. */
export const untilMsMax = 7 * dayMs
/** So long a message is forgotten after it was sent; days. */
export const messageDays = 90

/** What may be answered when nobody says otherwise. */
const usualAnswers: Record<MessageSentence, readonly MessageAnswer[]> = {
  lesson_today: ['yes', 'no', 'later'],
  helpdesk_looks: [],
  try_plug: ['works', 'works_not', 'later'],
  restart_set: ['done', 'later'],
  call_you: [],
}

export function usualAnswersOf(says: MessageSays): readonly MessageAnswer[] {
  return 'sentence' in says ? usualAnswers[says.sentence] : []
}

/** What is known of a set when a message is to be sent. */
type Sent = { open: number; lastDay: number }

/** Why a message may not be sent now; undefined: it may. `until`, `now`: ms since 1970 UTC. */
export function whyNotSent(
  { says, until, now }: { says: MessageSays; until: number; now: number },
  { open, lastDay }: Sent,
): 'message_text' | 'message_time' | 'messages_open' | 'messages_of_day' | undefined {
  if ('text' in says && !fits(says.text)) return 'message_text'
  if (until <= now || until > now + untilMsMax) return 'message_time'
  if (open >= openMax) return 'messages_open'
  return lastDay >= perDayMax ? 'messages_of_day' : undefined
}

/** Whether a text is one line and, as it travels, leaves the signed message within its limit. */
function fits(text: string): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length - 2
  const isLine = new RegExp(messageTextPattern).test(text)
  return isLine && text.length <= messageTextMax && bytes <= messageTextBytesMax
}
