import type { Contracts } from '../../platform/http/api.ts'
import { ByProvider } from '../api.ts'

/** Journeys a minute from one address, which may be a whole organisation's. */
const triesPerMinuteMax = 60

/** To the identity provider and back. A browser goes here by itself. */
export const providerApi = {
  'GET /api/sign-in/provider': {
    policy: 'public',
    query: ByProvider,
    as: 'journey',
    triesPerMinuteMax,
    refusals: {
      no_provider: {
        status: 404,
        message: 'No identity provider is set here.',
        expected: 'a link to sign in with, which the server prints',
      },
    },
  },
  'GET /api/sign-in/confirm': {
    policy: 'self',
    query: ByProvider,
    as: 'journey',
    triesPerMinuteMax,
    refusals: {
      link_sign_in: {
        status: 409,
        message: 'This sign-in came by a link, so the identity provider cannot confirm it.',
        expected: 'a fresh link',
      },
    },
  },
  /** What comes along in the address is the provider's business; it is read as OpenID Connect says, not by a schema of ours. */
  'GET /api/sign-in/callback': { policy: 'public', as: 'journey', triesPerMinuteMax },
} as const satisfies Contracts
