import { randomBytes } from 'node:crypto'
import { base32, formatEnrolmentCode } from '../../protocol/enrolment-code.ts'
import type { FirstNamesOf } from '../audit/log/queries.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { enrolmentApi } from './api.ts'
import { acceptDevice, returnDevice, revokeDevice } from './device/actions.ts'
import { findSetEnrolment } from './queries.ts'
import { issueToken, revokeToken } from './token/actions.ts'

const tokenBytes = 16

type Parts = {
  sql: Database
  nudges: Pick<Nudges, 'tell'>
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
  const { sql, nudges, authority, setDoor, firstNamesOf, disconnect, now } = parts

  serve(
    app,
    enrolmentApi,
    { now, nudges, owners: {} },
    {
      'GET /api/sets/:label/enrolment': async ({ params: { label } }) => {
        const found = await findSetEnrolment(sql, label, authority?.fingerprint, now(), firstNamesOf)
        return found ?? { ok: false, refusal: 'unknown_set', where: label }
      },
      'POST /api/sets/:label/enrolment-code': async ({ params: { label }, by }) => {
        if (!authority) return { ok: false, refusal: 'no_authority', where: label }
        const token = base32(randomBytes(tokenBytes))
        const issued = await issueToken(sql, { label, token, ...by })
        if (!issued.ok) return { ...issued, where: label }
        const code = formatEnrolmentCode({ token, ...setDoor(), fingerprint: authority.fingerprint })
        return { ...issued, code, changes: { device: [label] } }
      },
      'DELETE /api/enrolment-tokens/:id': async ({ params: { id }, by }) => {
        const revoked = await revokeToken(sql, { id, ...by })
        return revoked.ok ? { ok: true, id, changes: { device: [revoked.label] } } : { ...revoked, where: id }
      },
      'POST /api/devices/:id/revoke': async ({ params: { id }, by }) =>
        leave(await revokeDevice(sql, { deviceId: id, ...by }), id, 'revoked'),
      'POST /api/devices/:id/return': async ({ params: { id }, by }) =>
        leave(await returnDevice(sql, { deviceId: id, ...by }), id, 'returned'),
      'POST /api/devices/:id/accept': async ({ params: { id }, by }) =>
        moved(await acceptDevice(sql, { deviceId: id, ...by }), id, 'active'),
    },
  )

  /** After the commit: a connect in between is refused by the database. */
  function leave(outcome: Decided, id: string, state: 'revoked' | 'returned') {
    if (outcome.ok) disconnect(id)
    return moved(outcome, id, state)
  }
}

type Decided = Awaited<ReturnType<typeof acceptDevice>>

function moved(outcome: Decided, id: string, state: 'revoked' | 'returned' | 'active') {
  if (!outcome.ok) return { ...outcome, where: id }
  const labels = [outcome.label]
  return { ok: true as const, id, state, changes: { device: labels, registered: labels } }
}
