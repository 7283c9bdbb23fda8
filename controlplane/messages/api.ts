import Type, { type Static } from 'typebox'
import { MessageSays, messageAnswers, messageTextMax } from '../../protocol/message.ts'
import { closed, Instant, orNull, Text, Uuid } from '../platform/http/api.ts'
import { openMax, perDayMax, untilMsMax } from './rules.ts'

const Answer = Type.Enum(messageAnswers)

/** A message to a set, and what became of it there. `sentBy`: an account, or `system`. */
export const SetMessage = Type.Object(
  {
    id: Uuid,
    set: Text,
    says: MessageSays,
    answers: Type.Array(Answer),
    until: Instant,
    sentBy: Text,
    sentAt: Instant,
    subject: orNull(Text),
    shownAt: orNull(Instant),
    seenAt: orNull(Instant),
    answeredAt: orNull(Instant),
    answer: orNull(Answer),
    withdrawnAt: orNull(Instant),
  },
  closed,
)
export type SetMessage = Static<typeof SetMessage>

/** Why nothing more is said on a set. */
export const sendRefusals = {
  message_text: {
    status: 409,
    message: 'This text does not fit on a set.',
    expected: `one line of at most ${messageTextMax} characters, fewer when many have accents`,
  },
  message_time: {
    status: 409,
    message: 'A message cannot wait until then.',
    expected: `a time from now on, within ${untilMsMax / 86_400_000} days`,
  },
  messages_open: {
    status: 409,
    message: 'Too much waits on this set already.',
    expected: `fewer than ${openMax} messages that nobody saw`,
  },
  messages_of_day: {
    status: 409,
    message: 'This set was told much today.',
    expected: `fewer than ${perDayMax} messages within a day`,
  },
} as const

export type SendRefusal = keyof typeof sendRefusals
