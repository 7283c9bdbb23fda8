import { randomBytes } from 'node:crypto'
import Type from 'typebox'
import { base32, formatEnrolmentCode } from '../../protocol/enrolment-code.ts'
import type { FirstNamesOf } from '../audit/log/queries.ts'
import type { Http } from '../platform/http/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import {
  DeviceMoved,
  EnrolmentCodeAnswer,
  type EnrolmentRefusal,
  EnrolmentRefused,
  OneDevice,
  OneSet,
  OneToken,
  SetEnrolment,
} from './api.ts'
import { acceptDevice, returnDevice, revokeDevice } from './device/actions.ts'
import { findSetEnrolment } from './queries.ts'
import { issueToken, revokeToken } from './token/actions.ts'

const tokenBytes = 16
const Nothing = Type.Object({}, { additionalProperties: false })
const refused = { 404: EnrolmentRefused, 409: EnrolmentRefused }

const refusals: Record<EnrolmentRefusal, { status: 404 | 409; message: string; expected: string }> = {
  no_authority: {
    status: 409,
    message: 'Codes are signed for by an authority, and there is none',
    expected: 'an authority: run "npm run authority -- create" and start the control plane again',
  },
  unknown_set: { status: 404, message: 'No set has the label', expected: 'the label of a registered set' },
  set_has_device: {
    status: 409,
    message: 'A device is still in use on set',
    expected: 'a set whose device was handed in or revoked',
  },
  unknown_token: { status: 404, message: 'There is no code', expected: 'a code of the list' },
  token_not_open: {
    status: 409,
    message: 'Used, ended or revoked already: code',
    expected: 'a code that can still be used',
  },
  unknown_device: { status: 404, message: 'There is no device', expected: 'a device of a set' },
  wrong_state: {
    status: 409,
    message: 'That cannot be done with device',
    expected: 'a device in a state that allows it',
  },
}

type Parts = {
  sql: Database
  nudges: Nudges
  /** Undefined: none here, so no codes. */
  authority: { fingerprint: string } | undefined
  /** Where sets bring their code. */
  setDoor(): { host: string; port: number }
  /** Of accounts that decided something. */
  firstNamesOf: FirstNamesOf
  /** Closes the connection of a device. */
  disconnect(deviceId: string): void
  now(): number
}

/** Codes, and what is decided about the device of a set. */
export function enrolmentRoutes(app: Http, parts: Parts): void {
  const { sql, nudges, authority, setDoor, firstNamesOf, now } = parts

  app.get(
    '/api/sets/:label/enrolment',
    {
      schema: { params: OneSet, response: { 200: SetEnrolment, ...refused } },
      config: { policy: 'seeDevices' },
    },
    async (request, reply) => {
      const { label } = request.params
      const found = await findSetEnrolment(sql, label, authority?.fingerprint, now(), firstNamesOf)
      return found ?? reply.status(404).send(refusalOf('unknown_set', label))
    },
  )

  app.post(
    '/api/sets/:label/enrolment-code',
    {
      schema: { params: OneSet, body: Nothing, response: { 200: EnrolmentCodeAnswer, ...refused } },
      config: { policy: 'enrolDevices' },
    },
    async (request, reply) => {
      const { label } = request.params
      if (!authority) return reply.status(refusals.no_authority.status).send(refusalOf('no_authority', label))
      const token = base32(randomBytes(tokenBytes))
      const issued = await issueToken(sql, { label, token, actor: request.viewer.accountId, now: now() })
      if (!issued.ok)
        return reply.status(refusals[issued.refusal].status).send(refusalOf(issued.refusal, label))
      nudges.add('device', [label])
      const { id, expiresAt } = issued
      const code = formatEnrolmentCode({ token, ...setDoor(), fingerprint: authority.fingerprint })
      return reply.header('cache-control', 'no-store').send({ id, code, expiresAt })
    },
  )

  app.delete(
    '/api/enrolment-tokens/:id',
    {
      schema: { params: OneToken, body: Nothing, response: { 200: OneToken, ...refused } },
      config: { policy: 'enrolDevices' },
    },
    async (request, reply) => {
      const { id } = request.params
      const revoked = await revokeToken(sql, { id, actor: request.viewer.accountId, now: now() })
      if (!revoked.ok)
        return reply.status(refusals[revoked.refusal].status).send(refusalOf(revoked.refusal, id))
      nudges.add('device', [revoked.label])
      return { id }
    },
  )

  deviceDecisions(app, parts)
}

const decisions = {
  revoke: { decide: revokeDevice, state: 'revoked', policy: 'revokeDevices' },
  return: { decide: returnDevice, state: 'returned', policy: 'returnDevices' },
  accept: { decide: acceptDevice, state: 'active', policy: 'acceptDevices' },
} as const

function deviceDecisions(app: Http, { sql, nudges, disconnect, now }: Parts): void {
  for (const [name, { decide, state, policy }] of Object.entries(decisions)) {
    app.post(
      `/api/devices/:id/${name}`,
      {
        schema: { params: OneDevice, body: Nothing, response: { 200: DeviceMoved, ...refused } },
        config: { policy },
      },
      async (request, reply) => {
        const { id } = request.params
        const decided = await decide(sql, { deviceId: id, actor: request.viewer.accountId, now: now() })
        if (!decided.ok)
          return reply.status(refusals[decided.refusal].status).send(refusalOf(decided.refusal, id))
        // After the commit: a connect in between is refused by the database.
        if (state !== 'active') disconnect(id)
        nudges.add('device', [decided.label])
        nudges.add('registered', [decided.label])
        return { id, state }
      },
    )
  }
}

function refusalOf(error: EnrolmentRefusal, where: string) {
  const { message, expected } = refusals[error]
  return { error, message: `${message} ${where}.`, where, expected }
}
