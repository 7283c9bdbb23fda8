import Type, { type Static } from 'typebox'
import { numbered, told } from './delivery.ts'

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
/** One press of the help button, from the finger to the person who closes it. */
const Press = Type.String({ pattern: uuidPattern })

/** What does not work, as the picture that was chosen shows it. */
export const helpPictures = ['hear', 'see', 'other'] as const
export type HelpPicture = (typeof helpPictures)[number]
export const helpAskers = ['child', 'teacher'] as const
export type HelpAsker = (typeof helpAskers)[number]
/** Languages of the page on the set. */
export const pageLanguages = ['nl', 'en', 'fr'] as const
export type PageLanguage = (typeof pageLanguages)[number]
/** Where the page is served, on the set's loopback: what the browser's policy names too. */
export const pagePort = 47_808

/**
 * Somebody at the set asks for help. `withdrawn`: it works again, said before a person took it. A press and its
 * withdrawal are two messages of one `press`, in any order.
 */
export const HelpBody = Type.Object({
  press: Press,
  picture: Type.Enum(helpPictures),
  by: Type.Enum(helpAskers),
  language: Type.Enum(pageLanguages),
  withdrawn: Type.Boolean(),
})
export type HelpBody = Static<typeof HelpBody>
export const help = numbered('help', 1024, HelpBody, 'somebody at the set asks for help')

/** How far a press has come: stored, opened by a person, taken by one, done. */
export const helpStates = ['arrived', 'seen', 'taken', 'closed'] as const
export type HelpState = (typeof helpStates)[number]

/** Told when it changes and after `hello`. `by`: the first name of who helps, when that person agreed to it. */
export const HelpStateBody = Type.Object({
  press: Press,
  state: Type.Enum(helpStates),
  by: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
})
export type HelpStateBody = Static<typeof HelpStateBody>
export const help_state = told(512, HelpStateBody, 'how far a press for help has come')
