import Type, { type Static, type TSchema } from 'typebox'

/** No fields but those that are named. */
export const closed = { additionalProperties: false } as const

export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

export const Text = Type.String()
export const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
export const Uuid = Type.String({ format: 'uuid' })
/** A body that says nothing, and an answer that says no more than that it is done. */
export const Nothing = Type.Object({}, closed)
export const Done = Type.Object({ done: Type.Literal(true) }, closed)
export type Done = Static<typeof Done>

const refusedFields = {
  error: Text,
  message: Text,
  where: Type.Optional(Text),
  expected: Type.Optional(Text),
}

/**
 * Every refusal has this shape. `where` names the field or the object, `expected` what would have been right. `others`:
 * what else is wrong with the same request.
 */
export const Refused = Type.Object(
  { ...refusedFields, others: Type.Optional(Type.Array(Type.Object(refusedFields, closed))) },
  closed,
)
export type Refused = Static<typeof Refused>

/** Why the platform itself refuses, on any route. */
export type PlatformCode =
  | 'bad_request'
  | 'too_many'
  | 'signed_out'
  | 'not_allowed'
  | 'not_confirmed'
  | 'unknown'
  | 'forbidden'
  | 'not_found'
  | 'database_away'
  | 'failed'
/** What the platform answers when it refuses. */
export type PlatformRefusal = Refused & { error: PlatformCode }

type RefusalWords = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 503
  /** For machines, in English. `{where}` stands for what is meant. */
  readonly message: string
  readonly expected: string
}
/** Why something is refused: a code and its words. The same code says the same everywhere. */
export type Refusals = { readonly [code: string]: RefusalWords }

/** What one route promises. Fastify, the console's client, OpenAPI and the tests over all routes are made from it. */
export type Contract = {
  /** Who may call it: a name of the table of policies, `public`, or `machine` for programs on this machine. */
  readonly policy: string
  /** What the object in the address is, where a role reaches only its own. */
  readonly of?: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** Left out: a file, a stream, or a way to somewhere else. */
  readonly answer?: TSchema
  readonly refusals?: Refusals
  /** `file`: a download. `stream`: events for as long as somebody listens. `journey`: sends a browser on. `text`: for programs. */
  readonly as?: 'file' | 'stream' | 'journey' | 'text'
  readonly bodyBytesMax?: number
  /** From one address. */
  readonly triesPerMinuteMax?: number
  /** So many refusals of one address are said; beyond them it hears only what is right. */
  readonly refusedPerMinuteMax?: number
  /** A page asks for it by itself, which keeps nobody signed in. */
  readonly unattended?: true
  /** Asked by programs on this machine under its own names, whatever people use. */
  readonly forMachines?: true
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Address = `${Method} /${string}`
/** Contracts by method and address. */
export type Contracts = { readonly [address: Address]: Contract }

type StaticOr<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise
type Empty = Record<never, never>
export type ParamsOf<One extends Contract> = StaticOr<One['params'], Empty>
export type QueryOf<One extends Contract> = StaticOr<One['query'], Empty>
export type BodyOf<One extends Contract> = StaticOr<One['body'], undefined>
export type AnswerOf<One extends Contract> = StaticOr<One['answer'], undefined>
export type RefusalOf<One extends Contract> = One['refusals'] extends Refusals
  ? keyof One['refusals'] & string
  : never
