import Type, { type Static } from 'typebox'
import { type ChangeKind, changeKinds } from '../../platform/changes/rules.ts'
import { closed, Text } from '../api.ts'

export type NudgeKind = ChangeKind

/**
 * GET /api/nudges, an event stream: `event: nudge` with this, at most every 200 ms; `event: beat` every 15 s;
 * `event: signed_out` before it is closed because the sign-in has ended. A kind is `many` when more changed than are
 * named.
 */
export const Nudge = Type.Partial(
  Type.Object(
    Object.fromEntries(changeKinds.map(kind => [kind, idsOrMany()])) as {
      [Kind in NudgeKind]: ReturnType<typeof idsOrMany>
    },
    closed,
  ),
)
export type Nudge = Static<typeof Nudge>

function idsOrMany() {
  return Type.Union([Type.Array(Text), Type.Literal('many')])
}
