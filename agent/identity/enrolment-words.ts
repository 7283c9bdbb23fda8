import type { DoorOutcome } from '../../protocol/doors.ts'
import type { SetDoorRefusal } from '../../protocol/enrolment.ts'
import type { Shut } from '../link/door.ts'
import { readableFingerprint } from './fingerprint.ts'

export type Where = { host: string; port: number }

/** Why enrolment did not work, for the person who does it: what, where, what to do. */
export function shutWords(where: Where, { outcome, why }: Shut): string {
  return shut[outcome](`${where.host}:${where.port}`, why)
}

const shut: Record<Exclude<DoorOutcome, 'open' | 'not_tried'>, (at: string, why: string) => string> = {
  dns: (at, why) =>
    `The name in the code is not found: ${at} (${why}). Check the connection of this set and its name server; ` +
    'on a school network, ask its ICT to let the name through.',
  blocked: (at, why) =>
    `${at} does not answer (${why}). Is the set on the network, and the control plane running? ` +
    'If so, the network blocks it: ask its ICT to allow TLS from this set to that name and port.',
  intercepted: (at, why) =>
    `${at} shows a certificate that the root of the code does not vouch for (${why}). Nothing was sent. ` +
    'Ask the ICT of this network to leave that name out of TLS inspection.',
  refused: (at, why) => `${at} refuses this set (${why}). Ask for a new code from its page in the console.`,
}

export function foreignWords({ host, port }: Where, expected: string, shown: string): string {
  return (
    `${host}:${port} is not the control plane of the code: somebody stands in between, or the code is for another. ` +
    `Nothing was sent. Expected root ${readableFingerprint(expected)}, shown ${readableFingerprint(shown)}. ` +
    'Try another network, or ask the ICT of this one to leave that name out of TLS inspection.'
  )
}

export function oddWords({ host, port }: Where, why: string): string {
  return `${host}:${port} answered, but not as a control plane does (${why}). Try again with the same code.`
}

const newCode = 'Ask for a new code from the page of this set in the console.'

/** @param message the control plane's own words, where it knows more than the word it gave */
export function refusedWords(refusal: SetDoorRefusal, message: string): string {
  return refusals[refusal] ?? `The control plane says no: ${message}`
}

const refusals: Record<SetDoorRefusal, string | null> = {
  token_unknown: `The control plane does not know this code. Check that it is whole. ${newCode}`,
  token_used: `This code was used already, by another set or another try. ${newCode}`,
  token_expired: `This code has expired: a code holds for 7 days. ${newCode}`,
  token_revoked: `This code was revoked, or a newer one was made. ${newCode}`,
  too_many:
    'Too many wrong codes were tried from this network. Wait a minute, then try again with the same code.',
  bad_request: null,
  bad_csr: null,
  not_ours: null,
  not_proven: null,
  too_late: null,
  replaced: null,
  device_may_not: null,
}
