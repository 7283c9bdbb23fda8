import Type, { type Static } from 'typebox'
import { helpAskers, helpPictures, pageLanguages } from '../../protocol/help.ts'
import { type Contracts, closed, Done, Instant, Nothing, orNull, Text, Uuid } from '../platform/http/api.ts'
import { OneSet, setRefusals } from '../sets/api.ts'
import { setKinds } from '../sets/rules.ts'
import { helpOutcomes } from './rules.ts'

/** To a screen on the wall it is nobody: no account, an empty name. */
const Helper = Type.Object({ account: Uuid, firstName: Text }, closed)

/**
 * Somebody at a set asks for help. `picture`, `by`, `language`: of the press that was made last. `openedAt`: when we heard
 * of it; `pressedAt`: when it was pressed first, by the corrected clock of the set. `worksAgainAt`: the set says so,
 * after a person took it; before that it ends the case (`withdrawnAt`).
 */
export const HelpCase = Type.Object(
  {
    id: Uuid,
    set: Text,
    kind: Type.Enum(setKinds),
    trajectory: orNull(Text),
    place: orNull(Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)),
    simulated: Type.Boolean(),
    picture: Type.Enum(helpPictures),
    by: Type.Enum(helpAskers),
    language: Type.Enum(pageLanguages),
    presses: Type.Integer(),
    openedAt: Instant,
    pressedAt: Instant,
    lastPressAt: Instant,
    seenAt: orNull(Instant),
    takenAt: orNull(Instant),
    takenBy: orNull(Helper),
    worksAgainAt: orNull(Instant),
    withdrawnAt: orNull(Instant),
    closedAt: orNull(Instant),
    closedBy: orNull(Helper),
    outcome: orNull(Type.Enum(helpOutcomes)),
  },
  closed,
)
export type HelpCase = Static<typeof HelpCase>
export const HelpCases = Type.Object({ at: Instant, cases: Type.Array(HelpCase) }, closed)
export type HelpCases = Static<typeof HelpCases>

const OneCase = Type.Object({ id: Uuid }, closed)
const Closing = Type.Object({ outcome: Type.Enum(helpOutcomes) }, closed)

export const helpRefusals = {
  unknown_help: {
    status: 404,
    message: 'Nobody asks for help under this id.',
    expected: 'an id of the list of who asks for help',
  },
  help_taken: { status: 409, message: 'A colleague helps already.', expected: 'a case that nobody took' },
  help_over: { status: 409, message: 'This is over.', expected: 'a case that is still open' },
  help_not_taken: { status: 409, message: 'Nobody took this.', expected: 'a case that somebody took' },
  help_open: { status: 409, message: 'This is open.', expected: 'a case that was closed' },
  help_too_late: {
    status: 409,
    message: 'This was closed too long ago, or the set asks for help anew.',
    expected: 'a case that was closed within a minute, and no other of its set since',
  },
} as const
export type HelpRefusal = keyof typeof helpRefusals

const one = {
  policy: 'takeHelp',
  params: OneCase,
  body: Nothing,
  answer: Done,
  refusals: helpRefusals,
} as const

/** Who asks for help at a set, and who helps. */
export const helpApi = {
  /** Everybody who asks now, who asks longest first. */
  'GET /api/help': { policy: 'seeNow', answer: HelpCases },
  /** The last cases of one set, the newest first. */
  'GET /api/sets/:label/help': {
    policy: 'seeSets',
    of: 'set',
    params: OneSet,
    answer: HelpCases,
    refusals: setRefusals,
  },
  /** A person opened it. */
  'POST /api/help/:id/see': one,
  'POST /api/help/:id/take': one,
  'POST /api/help/:id/give-back': one,
  'POST /api/help/:id/close': { ...one, body: Closing },
  'POST /api/help/:id/reopen': one,
} as const satisfies Contracts
