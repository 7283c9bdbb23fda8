import type { TSchema } from 'typebox'
import {
  AnswerBody,
  type AnswerBody as AnswerBodyType,
  Signed,
  type Signed as SignedType,
} from './command.ts'
import * as enrolment from './enrolment.ts'
import { enveloped } from './envelope.ts'
import { EventBody, type EventBody as EventBodyType } from './facts.ts'
import { TodayBody, type TodayBody as TodayBodyType } from './lessons.ts'
import * as presence from './presence.ts'
import { ReportBody, type ReportBody as ReportBodyType } from './report.ts'

/**
 * How a message travels. `numbered`: outbox, stored ranges, `ack`. `direct`: once, `seq` 0, never acknowledged.
 */
export type Delivery = 'numbered' | 'direct'

type Kind = { delivery: Delivery; bytesMax: number; schema: TSchema; says: string }

/** What a set sends. Kind → delivery, byte limit of the payload, schema of the whole payload. */
export const upward = {
  hello: direct(8192, enveloped(presence.HelloBody), 'who I am, how I started, what holds now'),
  bye: direct(512, enveloped(presence.ByeBody), 'I go away on purpose'),
  lost: direct(512, enveloped(presence.LostBody), 'the last will: this connection ended without a goodbye'),
  report: numbered(2048, enveloped(ReportBody), 'the numbers of one interval'),
  event: numbered(4096, enveloped(EventBody), 'facts that changed'),
  today: numbered(512, enveloped(TodayBody), 'what is otherwise today'),
  answer: direct(8192, enveloped(AnswerBody), 'answer to an ask'),
  renew: direct(4096, enveloped(enrolment.RenewBody), 'a certificate for this new key, please'),
} as const satisfies Record<string, Kind>

/** What the control plane sends. What commands is signed; the rest commands nothing. */
export const downward = {
  welcome: direct(4096, presence.Welcome, 'answer to hello'),
  ack: direct(512, presence.Ack, 'these numbers are stored'),
  state: direct(512, presence.State, 'how the control plane is doing'),
  lessons: direct(4096, Signed, 'when there are lessons, signed; a higher revision replaces a lower one'),
  ask: direct(2048, Signed, 'a short question, signed, void after half a minute'),
  certificate: direct(8192, enrolment.Certificate, 'the answer to renew'),
} as const satisfies Record<string, Kind>

export type UpwardKind = keyof typeof upward
export type DownwardKind = keyof typeof downward
export const upwardKinds = Object.keys(upward) as UpwardKind[]
export const downwardKinds = Object.keys(downward) as DownwardKind[]

export type NumberedKind = {
  [K in UpwardKind]: (typeof upward)[K]['delivery'] extends 'numbered' ? K : never
}[UpwardKind]

/** Bodies of the upward kinds. */
export type UpwardBody = {
  hello: presence.HelloBody
  bye: presence.ByeBody
  lost: presence.LostBody
  report: ReportBodyType
  event: EventBodyType
  today: TodayBodyType
  answer: AnswerBodyType
  renew: enrolment.RenewBody
}

/** Payloads of the downward kinds. */
export type DownwardPayload = {
  welcome: presence.Welcome
  ack: presence.Ack
  state: presence.State
  lessons: SignedType
  ask: SignedType
  certificate: enrolment.Certificate
}

/** Whether `word` is a kind that a set sends (`'toString' in upward` would be true). */
export function isUpwardKind(word: string): word is UpwardKind {
  return Object.hasOwn(upward, word)
}

/** Whether `word` is a kind that the control plane sends. */
export function isDownwardKind(word: string): word is DownwardKind {
  return Object.hasOwn(downward, word)
}

function direct<Schema extends TSchema>(bytesMax: number, schema: Schema, says: string) {
  return { delivery: 'direct', bytesMax, schema, says } as const
}

function numbered<Schema extends TSchema>(bytesMax: number, schema: Schema, says: string) {
  return { delivery: 'numbered', bytesMax, schema, says } as const
}
