import Type, { type Static } from 'typebox'
import { numbered } from './delivery.ts'
import { Instant } from './envelope.ts'

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const MessageId = Type.String({ pattern: uuidPattern })

/** What is said often, as a code: the set says it to child, parent and teacher in their own words and language. */
export const messageSentences = [
  'lesson_today',
  'helpdesk_looks',
  'try_plug',
  'restart_set',
  'call_you',
] as const
export type MessageSentence = (typeof messageSentences)[number]

/** What somebody at the set may answer, as a code. */
export const messageAnswers = ['yes', 'no', 'later', 'done', 'works', 'works_not'] as const
export type MessageAnswer = (typeof messageAnswers)[number]
/** Of one message at most: what fits beside each other, and what can be overseen. */
export const messageAnswersMax = 3

/** Characters of a free text, and its bytes as JSON, so that the signed message keeps its limit. */
export const messageTextMax = 200
export const messageTextBytesMax = 300
/** One line: no signs that break it, or that turn it around. */
export const messageTextPattern = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]+$'
export const MessageText = Type.String({
  minLength: 1,
  maxLength: messageTextMax,
  pattern: messageTextPattern,
})

/** What stands on the set, as a code or as somebody wrote it. */
export const MessageSays = Type.Union([
  Type.Object({ sentence: Type.Enum(messageSentences) }),
  Type.Object({ text: MessageText }),
])
export type MessageSays = Static<typeof MessageSays>
const Answers = Type.Array(Type.Enum(messageAnswers), { maxItems: messageAnswersMax, uniqueItems: true })

/**
 * Something for who sits at the set, shown until `until` or until it was answered; the same `id` is one message, however
 * often it is told. `says` null: it was taken back.
 */
export const MessageBody = Type.Object({
  id: MessageId,
  says: Type.Union([MessageSays, Type.Null()]),
  answers: Answers,
  until: Instant,
})
export type MessageBody = Static<typeof MessageBody>

/**
 * What became of a message until the time of this one, each of it once true for good: it stood on the page, somebody
 * pressed, and chose this answer. Said again or in any order it is the same.
 */
export const SaidBody = Type.Object({
  message: MessageId,
  shown: Type.Boolean(),
  seen: Type.Boolean(),
  answer: Type.Union([Type.Enum(messageAnswers), Type.Null()]),
})
export type SaidBody = Static<typeof SaidBody>
export const said = numbered('help', 512, SaidBody, 'what became of a message')
