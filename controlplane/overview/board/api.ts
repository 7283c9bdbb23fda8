import Type, { type Static } from 'typebox'
import { verdicts } from '../../../protocol/verdict.ts'
import { deviceCauses } from '../../devices/device/rules.ts'
import { LessonNow } from '../../lessons/api.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { Camera, Place, Presence, Sound } from '../api.ts'

/**
 * One set of a pair. `heardAt` is the last message of the set itself, by time of receipt. `breaks`: how often its link
 * broke in the last hour, `breaksSince`: the first time of these; left out: seldom. `partsSince`: since when its camera or sound is not well. `mendedAt`: when
 * what was wrong with it was mended; left out: not within the last minutes. `check`: what the set found when it last
 * looked itself over, while a lesson is about to begin; left out: nothing, or none is.
 */
export const BoardSide = Type.Object(
  {
    set: Text,
    presence: Presence,
    presenceSince: orNull(Instant),
    heardAt: orNull(Instant),
    camera: Camera,
    sound: Sound,
    partsSince: Type.Optional(Instant),
    breaks: Type.Optional(Type.Integer()),
    breaksSince: Type.Optional(Instant),
    mendedAt: Type.Optional(Instant),
    check: Type.Optional(Type.Object({ verdict: Type.Enum(verdicts), at: Instant }, closed)),
    simulated: Type.Boolean(),
  },
  closed,
)
export type BoardSide = Static<typeof BoardSide>

/** `lesson`: what the trajectory is in; null: it is not looked at. `isHere`: the child says "ik ben er"; left out: not. */
export const BoardPair = Type.Object(
  {
    trajectory: Text,
    place: orNull(Place),
    lesson: orNull(LessonNow),
    home: orNull(BoardSide),
    school: orNull(BoardSide),
    isHere: Type.Optional(Type.Literal(true)),
  },
  closed,
)
export type BoardPair = Static<typeof BoardPair>

/** How many devices in question the board names. */
export const questionedMax = 50

/** GET /api/board?sets=A,T-2026-0001: every open pair, or those that hold a named set or have a named code. */
export const BoardQuery = Type.Object({ sets: Type.Optional(Type.String({ maxLength: 8000 })) }, closed)
export const Board = Type.Object(
  {
    at: Instant,
    pairs: Type.Array(BoardPair),
    questioned: Type.Array(
      Type.Object(
        { set: Text, cause: Type.Union([Type.Enum(deviceCauses), Type.Null()]), since: orNull(Instant) },
        closed,
      ),
      {
        maxItems: questionedMax,
        description: 'every device in question, whichever sets are named; the one that waits longest first',
      },
    ),
  },
  closed,
)
export type Board = Static<typeof Board>
