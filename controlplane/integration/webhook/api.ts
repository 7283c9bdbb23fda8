import Type, { type Static } from 'typebox'
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
import { deliveryStates, whysNotDelivered } from '../delivery/rules.ts'
import { webhookKinds } from './rules.ts'

const addressLengthMax = 2048
export const LinkAddress = Type.String({
  minLength: 1,
  maxLength: addressLengthMax,
  examples: ['https://hooks.invalid/setwacht'],
})

/** Of an address that somebody typed. */
export const addressRefusals = {
  link_bad_address: {
    status: 422,
    message: 'This address cannot be read.',
    expected: 'https:// and a host, such as https://hooks.example.org/setwacht, without user or fragment',
  },
  link_not_https: {
    status: 422,
    message: 'This address is not HTTPS.',
    expected: 'an address with https://',
  },
  link_refused_address: {
    status: 422,
    message: 'This address leads inside our own network, or to nobody.',
    expected: 'a host that anybody can reach, or one that SETWACHT_REACH_ALLOWED names',
  },
} as const

const Kinds = Type.Array(Type.Enum(webhookKinds), { maxItems: webhookKinds.length, uniqueItems: true })
const form = { address: LinkAddress, isOn: Type.Boolean(), kinds: Kinds }
const WebhookForm = Type.Object(form, closed)
export type WebhookForm = Static<typeof WebhookForm>

/** `why`, `status`: of the last try that failed. */
const DeliveryRow = Type.Object(
  {
    id: Uuid,
    kind: Type.Enum([...webhookKinds, 'test']),
    /** The number of the ticket that it tells of. */
    ticket: orNull(Text),
    state: Type.Enum(deliveryStates),
    queuedAt: Instant,
    tries: Type.Integer(),
    triedAt: orNull(Instant),
    nextAt: orNull(Instant),
    why: orNull(Type.Enum(whysNotDelivered)),
    status: orNull(Type.Integer()),
  },
  closed,
)
export type DeliveryRow = Static<typeof DeliveryRow>

/** `oldSecretEndsAt`: until when messages are signed by the secret before too. */
const WebhookPage = Type.Object(
  {
    at: Instant,
    webhook: orNull(
      Type.Object({ ...form, secretMadeAt: Instant, oldSecretEndsAt: orNull(Instant) }, closed),
    ),
    waiting: Type.Integer(),
    failed: Type.Integer(),
    deliveredAt: orNull(Instant),
    /** What is not delivered, and the last test; the newest first. */
    deliveries: Type.Array(DeliveryRow),
  },
  closed,
)
export type WebhookPage = Static<typeof WebhookPage>

const noWebhook = {
  no_webhook: { status: 409, message: 'There is no webhook yet.', expected: 'a webhook with an address' },
} as const
const testsPerMinuteMax = 30

/** Tickets told to another system. */
export const webhookApi = {
  'GET /api/webhook': { policy: 'seeLinks', answer: WebhookPage },
  'PUT /api/webhook': {
    policy: 'changeLinks',
    body: WebhookForm,
    answer: Type.Object({ done: Type.Literal(true), secret: orNull(Text) }, closed),
    refusals: addressRefusals,
  },
  'POST /api/webhook/secret': {
    policy: 'changeLinks',
    body: Nothing,
    answer: Type.Object({ secret: Text }, closed),
    refusals: noWebhook,
  },
  'POST /api/webhook/test': {
    policy: 'seeLinks',
    body: Nothing,
    answer: Type.Object({ delivery: Uuid }, closed),
    refusals: noWebhook,
    triesPerMinuteMax: testsPerMinuteMax,
  },
  'POST /api/webhook/deliveries/:id/retry': {
    policy: 'seeLinks',
    params: Type.Object({ id: Uuid }, closed),
    body: Nothing,
    answer: Done,
    refusals: {
      unknown_delivery: {
        status: 404,
        message: 'There is no such message.',
        expected: 'a message of the list',
      },
      delivery_done: {
        status: 409,
        message: 'This message has arrived.',
        expected: 'a message that has not arrived',
      },
    },
  },
} as const satisfies Contracts
