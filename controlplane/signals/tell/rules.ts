import type { MessageSentence } from '../../../protocol/message.ts'

/** What may be told to everybody whom a storm concerns. */
export const stormSentences = [
  'helpdesk_looks',
  'try_plug',
  'restart_set',
  'call_you',
] as const satisfies readonly MessageSentence[]
export type StormSentence = (typeof stormSentences)[number]

/** It says nothing of later than this; ms. */
export const toldMs = 3_600_000
