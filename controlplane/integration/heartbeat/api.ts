import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, Instant, orNull, Text } from '../../platform/http/api.ts'
import { whysNotReached } from '../../platform/reach/rules.ts'
import { addressRefusals, LinkAddress } from '../webhook/api.ts'
import { heartbeatMethods } from './rules.ts'

const form = { address: LinkAddress, method: Type.Enum(heartbeatMethods), isOn: Type.Boolean() }
const HeartbeatForm = Type.Object(form, closed)
export type HeartbeatForm = Static<typeof HeartbeatForm>

/**
 * `triedAt`, `why`, `status`: when it was sent last, and why that failed. `missing`: what had not passed its own work, so
 * that nothing was sent; since when.
 */
const Heartbeat = Type.Object(
  {
    ...form,
    sentAt: orNull(Instant),
    triedAt: orNull(Instant),
    why: orNull(Type.Enum(whysNotReached)),
    status: orNull(Type.Integer()),
    missing: Type.Array(Text),
    missingSince: orNull(Instant),
  },
  closed,
)
export type Heartbeat = Static<typeof Heartbeat>

/** Somebody else's watch, which rings when it hears nothing of us. */
export const heartbeatApi = {
  'GET /api/heartbeat': {
    policy: 'seeLinks',
    answer: Type.Object({ at: Instant, heartbeat: orNull(Heartbeat) }, closed),
  },
  'PUT /api/heartbeat': {
    policy: 'changeLinks',
    body: HeartbeatForm,
    answer: Done,
    refusals: addressRefusals,
  },
} as const satisfies Contracts
