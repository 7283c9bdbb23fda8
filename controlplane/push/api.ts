import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, Instant, Nothing, Text } from '../platform/http/api.ts'
import { pushLanguages } from './rules.ts'

const addressLengthMax = 1000
/** The base point of P-256: of the form that is asked for, and nobody's. */
const basePoint = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU'

/** `key`: by which a browser subscribes. `known`: SHA-256 of the addresses of one's own browsers, hexadecimal. */
const OwnPushes = Type.Object({ at: Instant, key: Text, known: Type.Array(Text) }, closed)
export type OwnPushes = Static<typeof OwnPushes>

/** As a browser tells it: where it takes pushes, its point of P-256, and its secret. */
const Subscription = Type.Object(
  {
    address: Type.String({
      maxLength: addressLengthMax,
      pattern: '^https://[!-~]+$',
      examples: ['https://push.example.org/a'],
    }),
    p256dh: Type.String({ pattern: '^B[A-Za-z0-9_-]{86}$', examples: [basePoint] }),
    auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', examples: ['A'.repeat(22)] }),
    language: Type.Enum(pushLanguages),
  },
  closed,
)
export type Subscription = Static<typeof Subscription>

/** Notices outside the screen, for oneself, in this browser. */
export const pushApi = {
  'GET /api/me/push': { policy: 'receivePushes', answer: OwnPushes },
  'PUT /api/me/push': {
    policy: 'receivePushes',
    body: Subscription,
    answer: Done,
    refusals: {
      wrong_push_key: {
        status: 422,
        message: 'This is no point of the curve P-256.',
        expected: 'the keys of a subscription, as the browser gave them',
      },
    },
  },
  'POST /api/me/push/off': {
    policy: 'receivePushes',
    body: Type.Object(
      { hash: Type.String({ pattern: '^[0-9a-f]{64}$', examples: ['0'.repeat(64)] }) },
      closed,
    ),
    answer: Done,
  },
  /** To every browser of one's own. */
  'POST /api/me/push/test': {
    policy: 'receivePushes',
    body: Nothing,
    answer: Done,
    triesPerMinuteMax: 60,
    refusals: {
      no_push: {
        status: 409,
        message: 'None of your browsers takes notices.',
        expected: 'notices that are turned on first',
      },
    },
  },
} as const satisfies Contracts
