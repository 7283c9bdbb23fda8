import type { FastifyRequest } from 'fastify'
import type { Denial, Guard } from '../../platform/http/policies.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { openLinkDoor } from '../link/routes.ts'
import {
  confirmedMinutes,
  dividesByOwner,
  isByLink,
  isConfirmed,
  needsConfirming,
  type PolicyName,
  policies,
  reachOf,
  rolesThatMay,
} from '../rules.ts'
import { hashToken, keepSignIn } from '../sign-in/actions.ts'
import { findSignedIn, type OnDuty, type Viewer } from '../viewer/queries.ts'

/** The browser keeps it to this host, out of reach of scripts and of other sites. */
export const signInCookie = '__Host-setwacht'
/** Sent by a page that asks by itself while nobody touches it: that does not keep anybody signed in. */
const unattendedHeader = 'setwacht-unattended'
const keptEveryMs = 60_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this; `public`: everybody, `machine`: programs on this machine. */
    policy?: PolicyName | 'public' | 'machine'
    /** Whether the object of this request is the asker's own. Needed where a role reaches only its own. */
    isOwn?: (request: FastifyRequest, accountId: string) => Promise<boolean>
    /** A page asks for it by itself, which keeps nobody signed in. */
    unattended?: true
  }
  interface FastifyRequest {
    /** Set on every route that is not open, nor for who comes through a link. */
    viewer: Viewer
  }
}

const signedOut: Denial = {
  status: 401,
  error: 'signed_out',
  message: 'Nobody is signed in here, or the sign-in has ended.',
  expected: 'a sign-in',
}
/** The same answer for what is not there and for what is somebody else's. */
const unknown: Denial = { status: 404, error: 'unknown', message: 'There is nothing here for you.' }

/** Decides by the cookie of the browser, what the database says now, and the table of policies. */
export function openGuard({ sql, onDuty, now }: { sql: Database; onDuty: OnDuty; now(): number }): Guard {
  const isPolicy = (name: string): name is PolicyName => Object.hasOwn(policies, name)
  const links = openLinkDoor({ sql, now })

  return {
    isPolicy,
    dividesByOwner: name => isPolicy(name) && dividesByOwner(name),
    async admit(request, name) {
      if (isPolicy(name) && isByLink(name)) return links.admit(request)
      const at = now()
      const token = request.cookies[signInCookie]
      const person =
        token === undefined ? undefined : await findSignedIn(sql, hashToken(token), { now: at, onDuty })
      if (!person || !isPolicy(name)) return signedOut
      if (!person.isIdle && at - person.usedAt > keptEveryMs && isAttended(request, person)) {
        person.usedAt = at
        await keepSignIn(sql, { id: person.signInId, now: at })
      }
      const reach = reachOf(person.roles, name)
      if (reach === undefined) {
        if (!person.isIdle) return notAllowed(name)
        // To prove to be there is all that they may do.
        if (name !== 'self') return notConfirmed
      }
      if (needsConfirming(name) && !isConfirmed(person.confirmedAt, at)) return notConfirmed
      request.viewer = { ...person, reach: reach ?? 'own' }
      return undefined
    },
    async admitToObject(request) {
      const { isOwn, policy } = request.routeOptions.config
      if (policy !== undefined && isPolicy(policy) && isByLink(policy)) return links.admitToObject(request)
      if (isOwn === undefined || request.viewer.reach === 'all') return undefined
      return (await isOwn(request, request.viewer.accountId)) ? undefined : unknown
    },
  }
}

/** A wall is used by nobody: what it asks by itself shows that it is on. */
function isAttended({ headers, routeOptions }: FastifyRequest, { how }: Pick<Viewer, 'how'>): boolean {
  if (how === 'wall') return true
  return headers[unattendedHeader] === undefined && routeOptions.config.unattended !== true
}

function notAllowed(name: PolicyName): Denial {
  const message = 'Your role does not allow this.'
  return { status: 403, error: 'not_allowed', message, expected: `one of: ${rolesThatMay(name).join(', ')}` }
}

const notConfirmed: Denial = {
  status: 403,
  error: 'not_confirmed',
  message: 'Prove first that it is still you.',
  expected: `a sign-in or a confirmation within the last ${confirmedMinutes} minutes`,
}
