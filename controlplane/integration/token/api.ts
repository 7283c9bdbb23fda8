import Type, { type Static } from 'typebox'
import { scopes } from '../../people/rules.ts'
import {
  type Contracts,
  closed,
  Done,
  Instant,
  Nothing,
  orNull,
  Text,
  Uuid,
} from '../../platform/http/api.ts'
import { tokenDaysMax } from './rules.ts'

const nameLengthMax = 60
const Scopes = Type.Array(Type.Enum(scopes), { minItems: 1, maxItems: scopes.length, uniqueItems: true })

/** What another system reads by. `usedAt`: to the minute; null: never. */
const TokenRow = Type.Object(
  {
    id: Uuid,
    name: Text,
    scopes: Scopes,
    madeBy: orNull(Text),
    createdAt: Instant,
    expiresAt: Instant,
    usedAt: orNull(Instant),
    revokedAt: orNull(Instant),
  },
  closed,
)
export type TokenRow = Static<typeof TokenRow>
const TokensPage = Type.Object({ at: Instant, tokens: Type.Array(TokenRow) }, closed)

const NewToken = Type.Object(
  {
    /** Which system it is for. */
    name: Type.String({
      minLength: 1,
      maxLength: nameLengthMax,
      pattern: '\\S',
      examples: ['Helpdesk of the city'],
    }),
    scopes: Scopes,
    days: Type.Integer({ minimum: 1, maximum: tokenDaysMax }),
  },
  closed,
)
export type NewToken = Static<typeof NewToken>
/** `token`: shown this once. */
const MadeToken = Type.Object({ id: Uuid, token: Text, expiresAt: Instant }, closed)

const readsPerMinuteMax = 120

/** Tokens by which other systems read, and what such a system may ask about its own. */
export const tokenApi = {
  /** Those that hold and those that ended within 90 days, the newest first. */
  'GET /api/tokens': { policy: 'seeLinks', answer: TokensPage },
  'POST /api/tokens': { policy: 'changeLinks', body: NewToken, answer: MadeToken },
  'DELETE /api/tokens/:id': {
    policy: 'seeLinks',
    params: Type.Object({ id: Uuid }, closed),
    body: Nothing,
    answer: Done,
    refusals: {
      unknown_api_token: {
        status: 404,
        message: 'There is no such token, or it has ended.',
        expected: 'a token of the list that still holds',
      },
    },
  },
  /** Sent with `Authorization: Bearer` and the token. */
  'GET /api/link/whoami': {
    policy: 'seeOwnToken',
    answer: Type.Object({ at: Instant, scopes: Scopes, expiresAt: Instant }, closed),
    triesPerMinuteMax: readsPerMinuteMax,
  },
} as const satisfies Contracts
