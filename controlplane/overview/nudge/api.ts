import Type, { type Static } from 'typebox'
import { closed, Text } from '../api.ts'
import { nudgeKinds } from './rules.ts'

export type NudgeKind = (typeof nudgeKinds)[number]

/**
 * GET /api/nudges, an event stream: `event: nudge` with this, at most every 200 ms; `event: beat` every 15 s;
 * `event: signed_out` before it is closed because the sign-in has ended. A kind is `many` when more changed than are
 * named.
 */
export const Nudge = Type.Partial(
  Type.Object(
    Object.fromEntries(nudgeKinds.map(kind => [kind, idsOrMany()])) as {
      [Kind in NudgeKind]: ReturnType<typeof idsOrMany>
    },
    closed,
  ),
)
export type Nudge = Static<typeof Nudge>

function idsOrMany() {
  return Type.Union([Type.Array(Text), Type.Literal('many')])
}
