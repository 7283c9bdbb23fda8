import Type, { type Static } from 'typebox'
import type { FindingCode } from '../../protocol/findings.ts'
import { helpAskers, helpPictures, pageLanguages } from '../../protocol/help.ts'
import { TodayBody } from '../../protocol/lessons.ts'
import { SaidBody } from '../../protocol/message.ts'
import type { Verdict } from '../../protocol/verdict.ts'
import type { HelpPress } from '../help/saved.ts'
import type { TodayWord } from '../lessons/today.ts'
import type { OpenMessage } from '../messages/messages.ts'

/** What the page asks of the agent; each body is small, and nothing in it can hold a picture, sound or text of a person. */
export const HelpAsked = Type.Object(
  { picture: Type.Enum(helpPictures), by: Type.Enum(helpAskers), language: Type.Enum(pageLanguages) },
  { additionalProperties: false },
)
export const TodayAsked = Type.Object(
  { what: TodayBody.properties.what, by: TodayBody.properties.by, undo: Type.Boolean() },
  { additionalProperties: false },
)
/** What the self-test in the browser may find: codes, and nothing that was seen or heard. */
const testCodes = [
  'camera_ok',
  'camera_in_lesson',
  'camera_dark',
  'camera_black',
  'camera_frozen',
  'camera_absent',
  'camera_blocked',
  'camera_unknown',
  'audio_in_ok',
  'audio_in_silent',
  'audio_in_absent',
  'audio_in_blocked',
  'audio_in_unknown',
  'audio_out_ok',
  'audio_out_unheard',
  'audio_out_unknown',
] as const satisfies readonly FindingCode[]
export type TestCode = (typeof testCodes)[number]
export const CheckAsked = Type.Object(
  { codes: Type.Array(Type.Enum(testCodes), { maxItems: 3, uniqueItems: true }) },
  { additionalProperties: false },
)
/** A message stands on the page; somebody pressed it, with this answer. */
export const ShownAsked = Type.Object(
  { message: SaidBody.properties.message },
  { additionalProperties: false },
)
export const PressedAsked = Type.Object(
  { message: SaidBody.properties.message, answer: SaidBody.properties.answer },
  { additionalProperties: false },
)
export const NothingAsked = Type.Object({}, { additionalProperties: false })
export type HelpAsked = Static<typeof HelpAsked>
export type TodayAsked = Static<typeof TodayAsked>

/** How far the last press has come, as the page shows it. */
export type HelpShown = Pick<HelpPress, 'state' | 'picture' | 'by' | 'helper'> & {
  isOpen: boolean
  canWithdraw: boolean
}

/** `worst`: the finding whose next step comes first. `at`: ms since 1970 UTC. */
export type CheckShown = { verdict: Verdict; worst: FindingCode | null; at: number }

/** A message for who sits at the set. */
export type MessageShown = Pick<OpenMessage, 'id' | 'says' | 'answers'>

/** All that the page shows; another revision: something is otherwise. */
export type PageState = {
  revision: number
  /** whose set this is; null: nobody told it yet */
  side: 'home' | 'school' | null
  /** whether the control plane is reached */
  isReached: boolean
  /** null: the set does not know its lessons */
  isLesson: boolean | null
  help: HelpShown | null
  /** what waits for who sits there, the oldest first */
  messages: readonly MessageShown[]
  /** what was said to be otherwise today, and not taken back */
  today: readonly TodayWord[]
  /** what the set found when it looked itself over; null: not in this run */
  check: CheckShown | null
}
