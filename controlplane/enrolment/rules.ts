import { certificateDays, lateRenewalDays, tokenDays } from '../../protocol/enrolment.ts'

const dayMs = 86_400_000

/** What has become of an enrolment code. */
export const tokenStates = ['issued', 'used', 'expired', 'revoked'] as const
export type TokenState = (typeof tokenStates)[number]

/** Instants in ms since 1970 UTC. */
type Token = { expiresAt: number; usedAt: number | null; revokedAt: number | null }

export function tokenStateOf({ expiresAt, usedAt, revokedAt }: Token, now: number): TokenState {
  if (usedAt !== null) return 'used'
  if (revokedAt !== null) return 'revoked'
  return expiresAt > now ? 'issued' : 'expired'
}

/** When a code that is given out `now` stops to work. */
export function tokenExpiry(now: number): number {
  return now + tokenDays * dayMs
}

/** From when to when a certificate signed `now` holds; the hour before is for clocks that run behind. */
export function certificateValidity(now: number): { notBefore: number; notAfter: number } {
  return { notBefore: now - 3_600_000, notAfter: now + certificateDays * dayMs }
}

/** Whether an expired certificate may still be traded for a new one. */
export function isWithinLateRenewal(notAfter: number, now: number): boolean {
  return now - notAfter <= lateRenewalDays * dayMs
}

/** New certificates one device gets in a day; a set that asks without end fills no table. */
export const certificatesPerDayMax = 100

/** Keys of so many certificates of a device are not taken again: years, at one in twenty days. */
export const keysRememberedMax = 100

/** Which devices get a new certificate: a doubt about who it is has to be settled by a person first. */
export function mayGetCertificate(state: string): boolean {
  return state === 'prepared' || state === 'active'
}
