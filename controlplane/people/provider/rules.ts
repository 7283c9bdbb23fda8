import { type Role, roles } from '../rules.ts'

/** Why the identity provider did not let somebody in, or did not confirm who sits there; the page says it in words. */
export const providerRefusals = [
  'attempt_unknown',
  'provider_refused',
  'provider_away',
  'no_second_factor',
  'no_group',
  'no_role',
  'account_disabled',
  'not_fresh',
  'other_person',
  'too_many',
] as const
export type ProviderRefusal = (typeof providerRefusals)[number]

/** What proves a second factor: a value in this claim. */
export type SecondFactor = Readonly<{ claim: 'amr' | 'acr' | 'acrs'; value: string }>

/** The identity provider of the organisation, by OpenID Connect. */
export type ProviderSettings = Readonly<{
  /** Exactly as the provider writes it. */
  issuer: string
  clientId: string
  clientSecret: string
  /** The claim that lists groups, and which of them grants which role. */
  groupsClaim: string
  roleOfGroup: ReadonlyMap<string, Role>
  secondFactor: SecondFactor
}>

type Claims = Readonly<Record<string, unknown>>

/** So long may somebody be on the way to the provider. */
export const attemptSeconds = 600
/** ms since 1970 UTC. */
export const attemptExpiry = (begunAt: number) => begunAt + attemptSeconds * 1000

const freshSecondsMax = 60
/** How far the provider's clock may be from ours. */
export const clockDifferenceSecondsMax = 30

/** Whether the provider saw the person within the last minute. `now`: ms since 1970 UTC. */
export function isFresh({ auth_time: seenAt }: Claims, now: number): boolean {
  if (typeof seenAt !== 'number') return false
  const ageSeconds = now / 1000 - seenAt
  return ageSeconds <= freshSecondsMax + clockDifferenceSecondsMax && ageSeconds >= -clockDifferenceSecondsMax
}

const pathLengthMax = 500
const startPath = '/'

/**
 * Where a person goes after signing in: a page of the console, or else its start. Browsers drop tabs and line ends from
 * addresses and read a backslash as a slash, so only what is plainly a path of this site counts. What was searched for
 * stays behind: it may be a name, and this is stored as it is.
 */
export function ownPath(to: string | undefined): string {
  if (to === undefined || to.length > pathLengthMax) return startPath
  const isPlain = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(to)
  return isPlain && !to.startsWith('/api/') ? withoutSearch(to) : startPath
}

function withoutSearch(path: string): string {
  const [page = startPath, query] = (path.split('#')[0] ?? '').split('?')
  const kept = (query ?? '').split('&').filter(part => part !== '' && !/^q(=|$)/.test(part))
  return kept.length === 0 ? page : `${page}?${kept.join('&')}`
}

/** The roles that the groups in this claim allow, in the order of the list. A claim of one text is one group. */
export function grantedRoles(
  claims: Claims,
  { groupsClaim, roleOfGroup }: { groupsClaim: string; roleOfGroup: ReadonlyMap<string, Role> },
): Role[] {
  const granted = textsIn(claims[groupsClaim]).map(group => roleOfGroup.get(group))
  return roles.filter(role => granted.includes(role))
}

export function hasSecondFactor(claims: Claims, { claim, value }: SecondFactor): boolean {
  return textsIn(claims[claim]).includes(value)
}

const nameLengthMax = 200

/** What the provider calls the person. Not every provider tells first name and surname apart. */
export function nameOf(claims: Claims): { firstName: string; name: string; email: string | null } {
  const text = (claim: string) => textsIn(claims[claim])[0]?.trim().slice(0, nameLengthMax) || undefined
  const whole = text('name') ?? text('preferred_username') ?? text('email') ?? ''
  const [first = '', ...rest] = whole.split(/\s+/)
  const given = text('given_name')
  return {
    firstName: given ?? first,
    name: text('family_name') ?? (given === undefined ? rest.join(' ') : whole.replace(given, '').trim()),
    email: text('email') ?? null,
  }
}

function textsIn(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter(one => typeof one === 'string')
}
