import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DoorOutcomes } from '../../../protocol/doors.ts'
import {
  BeaconRequest,
  type EnrolAnswer,
  EnrolRequest,
  LateRenewalRequest,
  type SetDoorRefusal,
  setDoorPaths,
} from '../../../protocol/enrolment.ts'
import { clientKey } from '../../platform/doors/client-address.ts'
import { countRefused } from '../../platform/http/lock-out.ts'
import { rateStoreIn } from '../../platform/http/rate-store.ts'
import type { SetDoor } from '../../platform/http/set-door.ts'
import type { Log } from '../../platform/log.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type EnrolRefusal, enrol } from '../actions.ts'
import type { Authority } from '../authority/queries.ts'
import { findBeacon, renewLate } from '../renewal/actions.ts'

/** Refused enrolments a minute from one address: beyond them only a right code is answered otherwise. */
const refusedPerAddressMax = 10
/** The same of this machine, where a proxy may speak for many. */
const refusedFromHereMax = 120
/** Requests a minute from one address, to each path: a proxy on this machine speaks for many sets. */
const requestsPerAddressMax = 6000
const minuteMs = 60_000

type Refused = { status: number; error: SetDoorRefusal; message: string }

const refusals: Record<SetDoorRefusal | EnrolRefusal, Refused> = {
  bad_request: refused(400, 'bad_request', 'This cannot be read. Expected what the protocol describes.'),
  bad_csr: refused(
    400,
    'bad_csr',
    'Expected a request (PKCS #10, PEM) by a new P-256 key, signed with SHA-256.',
  ),
  token_unknown: refused(
    401,
    'token_unknown',
    'This code is not known here. Check it, or make a new one in the console.',
  ),
  token_used: refused(409, 'token_used', 'This code was used already. Make a new one in the console.'),
  token_expired: refused(
    409,
    'token_expired',
    'This code is older than 7 days. Make a new one in the console.',
  ),
  token_revoked: refused(409, 'token_revoked', 'This code was revoked, or a newer one was made for the set.'),
  set_has_device: refused(
    409,
    'device_may_not',
    'The set still has a device in use. Hand it in or revoke it in the console, then use this code again.',
  ),
  not_ours: refused(
    401,
    'not_ours',
    'This certificate was not signed here for this device. Enrol the set anew.',
  ),
  not_proven: refused(401, 'not_proven', 'The signature is not by the key of the certificate.'),
  too_late: refused(
    403,
    'too_late',
    'The certificate ended too long ago. Renew it within 180 days, or enrol the set anew.',
  ),
  replaced: refused(
    403,
    'replaced',
    'A newer certificate of this device is in use. The device is in question now.',
  ),
  device_may_not: refused(
    403,
    'device_may_not',
    'This device may not: it was handed in or revoked, or an administrator has to decide about it.',
  ),
  too_many: refused(429, 'too_many', 'Too many tries. Wait a minute.'),
}

type Parts = {
  sql: Database
  authority: Authority
  nudges: Nudges
  log: Log
  now(): number
  /** What an enrolled set needs to know beside its certificate. */
  handout(): Pick<EnrolAnswer, 'doors' | 'stun' | 'command_keys'>
  /** A proven beacon; `at`: our time, ms since 1970 UTC. */
  onBeacon(beacon: { deviceNo: number; label: string; at: number; doors: DoorOutcomes }): Promise<unknown>
}

/** What sets ask over HTTPS: to enrol, to renew late, to show that they are there. No body is ever logged. */
export async function setDoorRoutes(app: SetDoor, parts: Parts): Promise<void> {
  await app.register(rateLimit, {
    max: requestsPerAddressMax,
    timeWindow: minuteMs,
    store: rateStoreIn(parts.sql, 'set-door'),
    keyGenerator: ({ ip }) => clientKey(ip),
    errorResponseBuilder: (_request, { statusCode }) =>
      Object.assign(new Error(refusals.too_many.message), { statusCode }),
  })
  enrolRoute(app, parts)
  proofRoutes(app, parts)
}

function enrolRoute(app: SetDoor, { sql, authority, nudges, log, now, handout }: Parts): void {
  const isLockedOut = {
    elsewhere: countRefused(app as unknown as FastifyInstance, refusedPerAddressMax),
    here: countRefused(app as unknown as FastifyInstance, refusedFromHereMax),
  }
  app.post(setDoorPaths.enrol, { schema: { body: EnrolRequest } }, async (request, reply) => {
    const enrolled = await enrol(sql, { authority, request: request.body, now: now() })
    if (!enrolled.ok) {
      const where = isFromHere(request) ? 'here' : 'elsewhere'
      const isOver = await isLockedOut[where](request, reply as unknown as FastifyReply)
      return send(reply, isOver ? refusals.too_many : refusals[enrolled.refusal])
    }
    const { deviceId, label, chain, serial, isNew } = enrolled
    log.info({ set: label, device: deviceId, serial, isNew }, 'enrolled')
    nudges.tell({ device: [label], registered: [label] })
    const answer: EnrolAnswer = {
      device_id: deviceId,
      label,
      chain,
      root: authority.rootPem,
      ...handout(),
      now: now(),
    }
    return answer
  })
}

function proofRoutes(app: SetDoor, { sql, authority, nudges, log, now, onBeacon }: Parts): void {
  const refuse = (
    reply: Reply,
    { refusal, questioned }: { refusal: SetDoorRefusal; questioned?: string },
  ) => {
    if (questioned !== undefined) nudges.tell({ device: [questioned] })
    return send(reply, refusals[refusal])
  }

  app.post(setDoorPaths.renew, { schema: { body: LateRenewalRequest } }, async (request, reply) => {
    const renewed = await renewLate(sql, { authority, jws: request.body.jws, now: now() })
    if (!renewed.ok) return refuse(reply, renewed)
    const { label, chain, serial, at } = renewed
    log.info({ set: label, serial, clockOfSet: at }, 'renewed late')
    nudges.tell({ device: [label] })
    return { chain, now: now() }
  })

  app.post(setDoorPaths.beacon, { schema: { body: BeaconRequest } }, async (request, reply) => {
    const at = now()
    const found = await findBeacon(sql, { authority, jws: request.body.jws, now: at })
    if (!found.ok) return refuse(reply, found)
    const { deviceNo, label, doors } = found
    await onBeacon({ deviceNo, label, at, doors })
    return { now: now() }
  })
}

function refused(status: number, error: SetDoorRefusal, message: string): Refused {
  return { status, error, message }
}

type Reply = { status(code: number): { send(body: unknown): unknown } }

function send(reply: Reply, { status, error, message }: Refused) {
  return reply.status(status).send({ error, message })
}

function isFromHere({ ip }: FastifyRequest): boolean {
  return ip === '::1' || /^(::ffff:)?127\./.test(ip)
}
