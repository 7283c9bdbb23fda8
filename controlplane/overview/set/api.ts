import Type, { type Static } from 'typebox'
import { checkTriggers } from '../../../protocol/check.ts'
import { findingCodes } from '../../../protocol/findings.ts'
import { verdicts } from '../../../protocol/verdict.ts'
import { presenceCauses } from '../../devices/presence/rules.ts'
import { deviceStates } from '../../devices/rules.ts'
import { LessonNow } from '../../lessons/api.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { Component } from '../../sets/api.ts'
import { setKinds } from '../../sets/rules.ts'
import { byReading, Camera, Place, Presence, Reading, Sound } from '../api.ts'
import { BoardSide } from '../board/api.ts'

const FactRow = Type.Object(
  { name: Text, value: Type.Unknown(), measuredAt: Instant, receivedAt: Instant, uncertain: Type.Boolean() },
  closed,
)

/** What the set found when it looked itself over; `uncertain`: when that was. */
const Check = Type.Object(
  {
    measuredAt: Instant,
    uncertain: Type.Boolean(),
    trigger: Type.Enum(checkTriggers),
    verdict: Type.Enum(verdicts),
    codes: Type.Array(Type.Enum(findingCodes)),
  },
  closed,
)

const Latest = Type.Object(
  {
    measuredAt: Instant,
    receivedAt: Instant,
    seconds: Type.Number(),
    flags: Type.Integer(),
    readings: byReading(Reading),
    isLossOurs: Type.Boolean({ description: 'loss is unknown because the answers failed to come from us' }),
  },
  closed,
)

/**
 * GET /api/sets/:label: everything known of one set now. `presenceCause`: why its link is as it is; null: it never moved.
 * `breaks`: how often the link broke in the last hour. `lesson`: what its trajectory is in.
 * `check`: the last, `checks`: the last few, newest first.
 */
export const SetDetail = Type.Object(
  {
    at: Instant,
    label: Text,
    kind: Type.Enum(setKinds),
    registeredAt: Instant,
    components: Type.Array(Component),
    trajectory: orNull(Text),
    place: orNull(Place),
    otherSide: orNull(BoardSide),
    presence: Presence,
    presenceSince: orNull(Instant),
    presenceCause: orNull(Type.Enum(presenceCauses)),
    breaks: Type.Integer(),
    heardAt: orNull(Instant),
    expected: Type.Boolean(),
    lesson: orNull(LessonNow),
    camera: Camera,
    sound: Sound,
    simulated: Type.Boolean(),
    device: orNull(
      Type.Object(
        {
          id: Text,
          state: Type.Enum(deviceStates),
          registeredAt: Instant,
          reportIntervalSeconds: Type.Integer(),
        },
        closed,
      ),
    ),
    facts: Type.Array(FactRow),
    latest: orNull(Latest),
    check: orNull(Check),
    checks: Type.Array(Check),
  },
  closed,
)
export type SetDetail = Static<typeof SetDetail>
