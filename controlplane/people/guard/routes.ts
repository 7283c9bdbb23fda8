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
import { type AdmitToken, findSignedIn, type OnDuty, type Program, type Viewer } from '../viewer/queries.ts'

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
const tokenEnded: Denial = {
  ...signedOut,
  message: 'This token is not known, has ended, or was revoked.',
  expected: 'a token that holds',
}
/** The same answer for what is not there and for what is somebody else's. */
const unknown: Denial = { status: 404, error: 'unknown', message: 'There is nothing here for you.' }

type Parts = { sql: Database; onDuty: OnDuty; admitToken: AdmitToken; now(): number }

/**
 * Decides by the cookie of the browser or the token of a program, what the database says now, and the table of policies.
 */
export function openGuard({ sql, onDuty, admitToken, now }: Parts): Guard {
  const isPolicy = (name: string): name is PolicyName => Object.hasOwn(policies, name)
  const links = openLinkDoor({ sql, now })

  /** A program that names a token is judged by it alone. */
  async function programOf(authorization: string, at: number): Promise<Program | undefined> {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{1,100})$/.exec(authorization) ?? []
    return token === undefined ? undefined : admitToken(hashToken(token), at)
  }

  function admitProgram(request: FastifyRequest, name: string, program: Program | undefined) {
    if (!program || !isPolicy(name)) return tokenEnded
    const reach = reachOf(program.scopes, name)
    if (reach === undefined) return notAllowed(name)
    if (needsConfirming(name)) return notConfirmed
    const { id, usedAt, endsAt } = program
    const nobody = { isIdle: false, how: 'token', confirmedAt: 0 } as const
    request.viewer = { ...nobody, roles: [], accountId: id, signInId: id, usedAt, endsAt, reach }
    return undefined
  }

  return {
    isPolicy,
    dividesByOwner: name => isPolicy(name) && dividesByOwner(name),
    async admit(request, name) {
      if (isPolicy(name) && isByLink(name)) return links.admit(request)
      const at = now()
      const { authorization } = request.headers
      if (authorization !== undefined) return admitProgram(request, name, await programOf(authorization, at))
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
  const those = rolesThatMay(name)
  const expected = those.length === 0 ? 'a program with a token for this' : `one of: ${those.join(', ')}`
  return { status: 403, error: 'not_allowed', message, expected }
}

const notConfirmed: Denial = {
  status: 403,
  error: 'not_confirmed',
  message: 'Prove first that it is still you.',
  expected: `a sign-in or a confirmation within the last ${confirmedMinutes} minutes`,
}
