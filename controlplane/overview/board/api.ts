import Type, { type Static } from 'typebox'
import { verdicts } from '../../../protocol/verdict.ts'
import { faultSides, pairVerdicts } from '../../calls/pair/rules.ts'
import { deviceCauses } from '../../devices/device/rules.ts'
import { LessonNow } from '../../lessons/api.ts'
import { closed, Instant, orNull, Text, Uuid } from '../../platform/http/api.ts'
import { TicketRow } from '../../tickets/api.ts'
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

/** A ticket that somebody still has to do something for; to a screen on the wall its owner is nobody. */
export const BoardTicket = Type.Pick(TicketRow, ['no', 'state', 'priority', 'symptom', 'owner'])
export type BoardTicket = Static<typeof BoardTicket>

/**
 * `lesson`: what the trajectory is in; null: it is not looked at. `verdict`: what is said of it in its lesson, the side
 * at fault (null: none) and since when; null: nothing. `ticket`: the most urgent one; left out: none. `isHere`: the child
 * says "ik ben er"; left out: not.
 */
export const BoardPair = Type.Object(
  {
    trajectory: Text,
    place: orNull(Place),
    lesson: orNull(LessonNow),
    verdict: orNull(
      Type.Object(
        { verdict: Type.Enum(pairVerdicts), side: orNull(Type.Enum(faultSides)), since: Instant },
        closed,
      ),
    ),
    ticket: Type.Optional(BoardTicket),
    home: orNull(BoardSide),
    school: orNull(BoardSide),
    isHere: Type.Optional(Type.Literal(true)),
  },
  closed,
)
export type BoardPair = Static<typeof BoardPair>

/**
 * Many sets that are lost at once, at a place, at a provider or everywhere. `id`: of its incident. `went`: sets that went in it, of which
 * `gone` are away now. `pairs`: the trajectories that it explains.
 */
export const BoardStorm = Type.Object(
  {
    id: Uuid,
    key: Text,
    rule: Type.Enum(['storm_location', 'storm_provider', 'storm_platform']),
    place: orNull(Place),
    provider: orNull(Text),
    since: Instant,
    gone: Type.Integer(),
    went: Type.Integer(),
    pairs: Type.Array(Text),
    ticket: Type.Optional(BoardTicket),
  },
  closed,
)
export type BoardStorm = Static<typeof BoardStorm>

/** How many devices in question the board names. */
export const questionedMax = 50

/** GET /api/board?sets=A,T-2026-0001: every open pair, or those that hold a named set or have a named code. */
export const BoardQuery = Type.Object({ sets: Type.Optional(Type.String({ maxLength: 8000 })) }, closed)
export const Board = Type.Object(
  {
    at: Instant,
    pairs: Type.Array(BoardPair),
    storms: Type.Array(BoardStorm, {
      description: 'every one that is on, whichever sets are named; the widest first',
    }),
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
