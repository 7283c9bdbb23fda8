import Type, { type Static, type TSchema } from 'typebox'
import { direct, told } from './delivery.ts'
import { deviceIdPattern } from './device-id.ts'
import { LessonsBody } from './lessons.ts'
import { MessageBody } from './message.ts'

/** A compact JWS: three parts in base64url. */
const jws = (length: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$', maxLength: length })

/** What travels for every signed kind; the limit of the message counts the JWS. EdDSA, `kid` in its header. */
const Signed = Type.Object({ jws: jws(8000) })

const lessonsSay = 'when there are lessons, signed; a higher revision replaces a lower one'
export const lessons = told(4096, Signed, lessonsSay)
const messageSays = 'something for who sits at the set, signed; told again after hello until it was seen'
export const message = told(1024, Signed, messageSays)
export const ask = told(2048, Signed, 'a short question, signed, void after half a minute')

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const Uuid = Type.String({ pattern: uuidPattern })
const Seconds = Type.Integer({ minimum: 0, maximum: 1e11, description: 's since 1970-01-01 UTC' })

/** The kinds that command something and are signed by the command key. */
export const signedKinds = ['ask', 'lessons', 'message'] as const
export type SignedKind = (typeof signedKinds)[number]

/** The payload of a signed command: for one device, for a time, once. */
export const Command = Type.Object({
  kind: Type.Enum(signedKinds),
  id: Uuid,
  iat: Seconds,
  nbf: Seconds,
  exp: Seconds,
  device: Type.String({ pattern: deviceIdPattern }),
  body: Type.Unknown(),
})
export type Command = Static<typeof Command>

/** A set remembers the ids of what it ran this long, and runs none of them again. */
export const commandsRememberedDays = 30

/** Clocks may differ by this before a command counts as too early or too late. */
export const commandLeewaySeconds = 5

/** An `ask` is void after this. */
export const askSecondsMax = 30

/** The closed list of short questions. */
const questions = ['ping', 'check'] as const
export const AskBody = Type.Object({ question: Type.Enum(questions) })
export type AskBody = Static<typeof AskBody>

/** What stands in the signed payload as `body`, by kind. */
export const signedBodies = {
  ask: AskBody,
  lessons: LessonsBody,
  message: MessageBody,
} as const satisfies Record<SignedKind, TSchema>
export type SignedBody<Kind extends SignedKind> = Static<(typeof signedBodies)[Kind]>

/** Why a set did not do what a command says. */
export const rejections = [
  'unreadable',
  'unknown_key',
  'wrong_signature',
  'other_device',
  'too_early',
  'expired',
  'repeated',
  'unknown_command',
] as const
export type Rejection = (typeof rejections)[number]

/** What a set says to an `ask`. A command that nobody signed has no id: null. */
export const AnswerBody = Type.Union([
  Type.Object({ id: Uuid, outcome: Type.Literal('done') }),
  Type.Object({
    id: Type.Union([Uuid, Type.Null()]),
    outcome: Type.Literal('rejected'),
    rejection: Type.Enum(rejections),
  }),
])
export type AnswerBody = Static<typeof AnswerBody>
export const answer = direct(8192, AnswerBody, 'answer to an ask')

/** A public key of the control plane, as a JWK. */
export const CommandKey = Type.Object({
  kid: Type.String({ minLength: 1, maxLength: 64 }),
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
})
export type CommandKey = Static<typeof CommandKey>

/** `welcome` hands out a new key as a JWS by the old one; its payload. */
export const CommandKeyNotice = Type.Object({ kind: Type.Literal('command_key'), key: CommandKey })
export type CommandKeyNotice = Static<typeof CommandKeyNotice>

/** The JWS of a `CommandKeyNotice` is at most this long, so that `welcome` keeps its limit. */
export const CommandKeyJws = jws(480)
