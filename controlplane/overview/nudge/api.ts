import Type, { type Static } from 'typebox'
import { type ChangeKind, changeKinds } from '../../platform/changes/rules.ts'
import { type Contracts, closed, Text } from '../../platform/http/api.ts'

export type NudgeKind = ChangeKind

/**
 * An event stream: `event: nudge` with this, at most every 200 ms; `event: beat` every 15 s;
 * `event: signed_out` before it is closed because the sign-in has ended. A kind is `many` when more changed than are
 * named.
 */
export const Nudge = Type.Partial(
  Type.Object(
    Object.fromEntries(Object.keys(changeKinds).map(kind => [kind, idsOrMany()])) as {
      [Kind in NudgeKind]: ReturnType<typeof idsOrMany>
    },
    closed,
  ),
)
export type Nudge = Static<typeof Nudge>

function idsOrMany() {
  return Type.Union([Type.Array(Text), Type.Literal('many')])
}

/** One event stream a browser. */
export const nudgeApi = {
  'GET /api/nudges': {
    policy: 'present',
    as: 'stream',
    unattended: true,
    refusals: {
      too_many_streams: {
        status: 503,
        message: 'There are {where} event streams already.',
        expected: 'fewer windows: close some',
      },
    },
  },
} as const satisfies Contracts
