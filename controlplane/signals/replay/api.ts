import Type, { type Static } from 'typebox'
import { type Contracts, closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { priorities } from '../../tickets/symptom/rules.ts'
import { EditOfRule, OneRule, ruleRefusals } from '../settings/api.ts'

export const replayDaysMax = 7

/** `until` null: it still does. `priority`: as how urgent somebody would be called; null: nobody. */
const Run = Type.Object(
  {
    subject: Text,
    set: orNull(Text),
    from: Instant,
    until: orNull(Instant),
    priority: orNull(Type.Enum(priorities)),
  },
  closed,
)

/** `day`: as the calendar of Brussels has it, `2026-11-23`; both count how often it fired then. */
const PlayedDay = Type.Object({ day: Text, called: Type.Integer(), nobody: Type.Integer() }, closed)

/**
 * `fired`: how often; `called`: as how urgent, P1 first; `nobody`: without calling anybody. `days`: every day that was
 * gone through, in order. `runs`: the first of them.
 */
const Played = Type.Object(
  {
    fired: Type.Integer(),
    called: Type.Array(Type.Integer(), { minItems: 4, maxItems: 4 }),
    nobody: Type.Integer(),
    days: Type.Array(PlayedDay),
    runs: Type.Array(Run),
  },
  closed,
)
export type Played = Static<typeof Played>

const replayRefusals = {
  ...ruleRefusals,
  replay_not_kept: {
    status: 409,
    message: 'Too little is kept to say what this rule would have done.',
    expected: 'a rule of a set or a pair',
  },
  replay_busy: {
    status: 409,
    message: 'A colleague asks the same of another rule.',
    expected: 'that this is done: within a minute',
  },
  replay_too_large: {
    status: 409,
    message: 'These days hold too much to go through at once.',
    expected: 'fewer days',
  },
} as const

/** What a rule would have done with other numbers. */
export const replayApi = {
  /** On what is kept of the last days, beside what it did with the numbers of today. Changes nothing. */
  'POST /api/rules/:rule/replay': {
    policy: 'seeRules',
    params: OneRule,
    body: Type.Object(
      { edit: EditOfRule, days: Type.Optional(Type.Integer({ minimum: 1, maximum: replayDaysMax })) },
      closed,
    ),
    answer: Type.Object(
      {
        from: Instant,
        until: Instant,
        subjects: Type.Integer({ description: 'pairs, and sets that serve nobody, that were gone through' }),
        silent: Type.Integer({ description: 'those of them of which nothing at all came in these days' }),
        awayMs: Type.Integer({
          description: 'time of these in which it was ours that sets could not measure their line',
        }),
        today: Played,
        edited: Played,
      },
      closed,
    ),
    refusals: replayRefusals,
    triesPerMinuteMax: 20,
  },
} as const satisfies Contracts
