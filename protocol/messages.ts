import type { Static } from 'typebox'
import * as down from './downward.ts'
import * as up from './upward.ts'

/** Each kind → delivery, byte limit, schema of the whole payload. */
export const upward = { ...up }
export const downward = { ...down }

export type UpwardKind = keyof typeof upward
export type DownwardKind = keyof typeof downward
export const upwardKinds = Object.keys(upward) as UpwardKind[]
export const downwardKinds = Object.keys(downward) as DownwardKind[]

export type NumberedKind = {
  [K in UpwardKind]: (typeof upward)[K]['delivery'] extends 'numbered' ? K : never
}[UpwardKind]

/** Bodies of the upward kinds. */
export type UpwardBody = { [K in UpwardKind]: Static<(typeof upward)[K]['body']> }

/** Payloads of the downward kinds. */
export type DownwardPayload = { [K in DownwardKind]: Static<(typeof downward)[K]['schema']> }

/** Whether `word` is a kind that a set sends (`'toString' in upward` would be true). */
export function isUpwardKind(word: string): word is UpwardKind {
  return Object.hasOwn(upward, word)
}

/** Whether `word` is a kind that the control plane sends. */
export function isDownwardKind(word: string): word is DownwardKind {
  return Object.hasOwn(downward, word)
}

/** Whether a kind waits on the set until it is stored. */
export function isNumbered(kind: UpwardKind): kind is NumberedKind {
  return upward[kind].delivery === 'numbered'
}
