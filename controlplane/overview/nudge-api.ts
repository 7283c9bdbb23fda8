import Type, { type Static } from 'typebox'
import { closed, Text } from './api.ts'

/** What changed in a nudge, by label of the set; `many` when there were more than `nudgeIdsMax`. */
export const nudgeKinds = ['report', 'facts', 'presence', 'device', 'registered'] as const
export type NudgeKind = (typeof nudgeKinds)[number]

/** GET /api/nudges, an event stream: `event: nudge` with this, at most every 200 ms; `event: beat` every 15 s. */
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
