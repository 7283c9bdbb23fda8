import Type, { type Static, type TSchema } from 'typebox'
import { unreadableReasons } from '../../protocol/facts.ts'
import { MessageText, messageSentences } from '../../protocol/message.ts'
import { pageAudiences } from '../../protocol/sentences/audiences.ts'

/** Longer lines are none of ours. */
export const lineBytesMax = 4096
/** Either side says all that it has to say at least so often: who is silent for longer is not heard. */
export const sayEveryMs = 10_000
export const silentAfterMs = 25_000

const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const Unread = Type.Object({ ok: Type.Literal(false), reason: Type.Enum(unreadableReasons) })

/** How one direction of sound is set for who sits there; null: there is none. */
const Level = orNull(
  Type.Object({
    muted: Type.Boolean(),
    volume_zero: Type.Boolean(),
    model: orNull(Type.String({ maxLength: 64 })),
  }),
)
const Sound = Type.Object({ in: Level, out: Level })
export type Sound = Static<typeof Sound>

/** The call application of the set; `holds`: camera or microphone, null = unknown. */
const CallSeen = Type.Object({ app: Type.Enum(['running', 'stopped']), holds: orNull(Type.Boolean()) })
export type CallSeen = Static<typeof CallSeen>

/** All that the desktop part ever says: codes, and the models of what makes and takes sound. */
export const Told = Type.Object({
  sound: Type.Union([Type.Object({ ok: Type.Literal(true), value: Sound }), Unread]),
  /** null: nobody asked */
  call: orNull(Type.Union([Type.Object({ ok: Type.Literal(true), value: CallSeen }), Unread])),
})
export type Told = Static<typeof Told>

export const browsers = ['default', 'chromium', 'google-chrome', 'firefox'] as const

/** Names of programs: of a file, not of a path. */
export const Binaries = Type.Array(Type.String({ pattern: '^[^/\\u0000]{1,64}$' }), {
  minItems: 1,
  maxItems: 16,
})

const banners = ['battery_low'] as const

/** What a banner says of a message: a sentence for whom, or a text as it was written. */
const BannerMessage = Type.Object({
  says: Type.Union([
    Type.Object({ sentence: Type.Enum(messageSentences), to: Type.Enum(pageAudiences) }),
    Type.Object({ text: MessageText }),
  ]),
  /** whether the page waits for an answer */
  asks: Type.Boolean(),
})
export type BannerMessage = Static<typeof BannerMessage>

/**
 * All that the agent wants of the desktop part, as it is now. Nothing here is run: every word is one of a list, but for
 * the text of a message, which is shown and no more.
 */
export const Wanted = Type.Object({
  /** programs of the call application, while it may be looked for; null: it may not */
  call: orNull(Binaries),
  /** where the set's page is, and what lets it change something */
  page: orNull(
    Type.Object({
      address: Type.String({ pattern: '^http://(localhost|127\\.0\\.0\\.1):\\d{1,5}/$' }),
      token: Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$' }),
      browser: Type.Enum(browsers),
    }),
  ),
  banner: orNull(Type.Enum(banners)),
  /** left out by an agent of before */
  message: Type.Optional(orNull(BannerMessage)),
  /** the set starts anew in so many minutes */
  restartInMinutes: orNull(Type.Integer({ minimum: 0, maximum: 60 })),
})
export type Wanted = Static<typeof Wanted>
