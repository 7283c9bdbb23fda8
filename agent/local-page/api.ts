import Type, { type Static } from 'typebox'
import { helpAskers, helpPictures, pageLanguages } from '../../protocol/help.ts'
import { TodayBody } from '../../protocol/lessons.ts'
import type { HelpPress } from '../help/help.ts'
import type { TodayWord } from '../lessons/today.ts'

/** What the page asks of the agent; each body is small, and nothing in it can hold a picture, sound or text of a person. */
export const HelpAsked = Type.Object(
  { picture: Type.Enum(helpPictures), by: Type.Enum(helpAskers), language: Type.Enum(pageLanguages) },
  { additionalProperties: false },
)
export const TodayAsked = Type.Object(
  { what: TodayBody.properties.what, by: TodayBody.properties.by, undo: Type.Boolean() },
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
  /** what was said to be otherwise today, and not taken back */
  today: readonly TodayWord[]
}
