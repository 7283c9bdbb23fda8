import Type, { type Static } from 'typebox'
import { numbered } from './delivery.ts'
import { checkNames, findingCodes } from './findings.ts'
import { verdicts } from './verdict.ts'

/** Why a set looked itself over: half an hour and twenty minutes before a lesson, asked, packed, or tried on its page. */
export const checkTriggers = ['before_30', 'before_20', 'asked', 'packing', 'page'] as const
export type CheckTrigger = (typeof checkTriggers)[number]

/** What all checks of one moment found, a code a check; what nobody asks for yet is left out. */
const CheckBody = Type.Object({
  trigger: Type.Enum(checkTriggers),
  verdict: Type.Enum(verdicts),
  codes: Type.Array(Type.Enum(findingCodes), { maxItems: checkNames.length, uniqueItems: true }),
})
export type CheckBody = Static<typeof CheckBody>
export const check = numbered('fact', 4096, CheckBody, 'what the set found when it looked itself over')
