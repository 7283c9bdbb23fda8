import type { Contracts } from '../../platform/http/api.ts'
import { Done, Nothing } from '../../platform/http/api.ts'
import { Me, SignedInAnswer, SignedOut, SignInWays, UseLink } from '../api.ts'
import { linkMinutes } from '../rules.ts'

/** A minute from one address, which may be a whole school's: links that were wrong, links, and wishes for a fresh one. */
const refusedPerMinuteMax = 10
const linksPerMinuteMax = 600
const wishesPerMinuteMax = 10
/** Whoever brings a link is not known yet: no more is read than a link takes. */
const linkBodyBytesMax = 1024

/** Why somebody is not let in. */
const signInRefusals = {
  link_unknown: {
    status: 401,
    message: 'This link is not known here.',
    expected: 'the whole link, as it was given',
  },
  link_used: { status: 401, message: 'This link was used already.', expected: 'a new link: it works once' },
  link_expired: {
    status: 401,
    message: `This link is older than ${linkMinutes} minutes.`,
    expected: 'a new link',
  },
  account_disabled: { status: 403, message: 'This account is shut.', expected: 'an account that is open' },
  no_role: {
    status: 403,
    message: 'You are known, but you have no role here yet.',
    expected: 'a role, which an administrator gives',
  },
} as const

/** Ways in and out, and who one is. */
export const signInApi = {
  'GET /api/sign-in': { policy: 'public', answer: SignInWays },
  'POST /api/sign-in/link': {
    policy: 'public',
    body: UseLink,
    answer: SignedInAnswer,
    refusals: signInRefusals,
    triesPerMinuteMax: linksPerMinuteMax,
    refusedPerMinuteMax,
    bodyBytesMax: linkBodyBytesMax,
  },
  'POST /api/sign-out': { policy: 'self', body: Nothing, answer: SignedOut },
  'POST /api/sign-in/fresh-link': {
    policy: 'self',
    body: Nothing,
    answer: Done,
    triesPerMinuteMax: wishesPerMinuteMax,
  },
  'GET /api/me': { policy: 'present', answer: Me },
} as const satisfies Contracts
