import type { LinkLanguage, LinkQuestion } from '../people/link/rules.ts'
import type { Audience } from '../people/rules.ts'

/** By which server mails leave, and as whom; what may be read of it by nobody is `password`. */
export type MailSettings = {
  host: string
  port: number
  /** `tls`: from the first byte on. `starttls`: not a word of a mail before it. `plain`: on this machine alone. */
  security: 'tls' | 'starttls' | 'plain'
  user: string | undefined
  password: string | undefined
  /** A file with the authority of the server's certificate, in PEM; undefined: those of the system. */
  caFile: string | undefined
  from: Recipient
  /** Whom to call instead of answering; undefined: the link is all there is. */
  phone: string | undefined
}

/** One person, as fields: nothing that was joined to a header is ever taken apart again. */
export type Recipient = { address: string; name?: string }

export type MailLanguage = LinkLanguage
export const mailTemplates = ['duty_p1', 'lead_p1', 'question', 'test'] as const
export type MailTemplate = (typeof mailTemplates)[number]

/** What a mail says, in codes and counts. `subject`: `kind:code` of what it is about. */
export type MailContent =
  | { template: 'duty_p1' | 'lead_p1'; subject: string; params: { waiting: number } }
  | { template: 'question'; subject: string; params: { audience: Audience; question: LinkQuestion } }
  | { template: 'test'; subject?: undefined; params: Record<string, never> }

type Alarm = Extract<MailContent, { template: 'duty_p1' | 'lead_p1' }>
/** It calls for somebody: once somebody came it is no news. */
export const isAlarm = (content: MailContent): content is Alarm =>
  content.template === 'duty_p1' || content.template === 'lead_p1'

const addressLengthMax = 254
const nameLengthMax = 80
const addressShape =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/
const localLengthMax = 64
/** Letters, digits and what stands in names: no @, no quotes or brackets, nothing that turns or hides text. */
const nameShape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’()+-]*$/u
const subjectShape = /^[a-z_]{1,20}:[A-Za-z0-9-]{1,40}$/

/** Whether this is one plain address, and a name that pretends to be no other. */
export function isRecipient({ address, name }: Recipient): boolean {
  const local = address.indexOf('@')
  return (
    address.length <= addressLengthMax &&
    local <= localLengthMax &&
    addressShape.test(address) &&
    (name === undefined || (name.length <= nameLengthMax && nameShape.test(name)))
  )
}

export const isSubject = (subject: string): boolean => subjectShape.test(subject)
export const codeOfSubject = (subject: string): string => subject.slice(subject.indexOf(':') + 1)

const hourMs = 3_600_000
export const perSubjectAnHourMax = 10
export const perAddressAnHourMax = 20
/** Since when the mails of an hour count; ms since 1970 UTC. */
export const hourBefore = (now: number) => now - hourMs

const triedHours = 24
/** Until when a mail is tried. */
export const triedUntil = (queuedAt: number) => queuedAt + triedHours * hourMs
/** A mail that was queued before this and is not sent is stuck. */
export const stuckBefore = (now: number) => now - 300_000

export const mailsKeptDays = 30

/** Why a mail did not leave: no server is set, it does not answer, it does not prove who it is, … */
export const mailFailures = [
  'no_server',
  'unreachable',
  'untrusted',
  'not_let_in',
  'put_off',
  'refused',
  'failed',
] as const
export type MailFailure = (typeof mailFailures)[number]

/** What may go well later; the others are over at once. */
export function isTriedAgain(failure: MailFailure): boolean {
  return failure !== 'refused' && failure !== 'no_server'
}
