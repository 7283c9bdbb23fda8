import { recordAct } from '../../audit/actions.ts'
import { moveDevice } from '../../devices/state/actions.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { revokeTokensOf } from '../token/actions.ts'

type Moved = { ok: true; label: string } | { ok: false; refusal: 'unknown_device' | 'wrong_state' }
/** `actor`: who decided. `now`: ms since 1970 UTC. */
type Decision = { deviceId: string; actor: string; now: number }

/** Ends a device at once and for good; unused codes of its set end too. Its connection is the caller's to close. */
export function revokeDevice(sql: Database, decision: Decision): Promise<Moved> {
  return decide(sql, decision, 'revoked', 'revoked')
}

/** The set was handed in: this identity is dead for good, a new code makes a new device. */
export function returnDevice(sql: Database, decision: Decision): Promise<Moved> {
  return decide(sql, decision, 'returned', 'returned')
}

/** An administrator trusts a device in question again. */
export function acceptDevice(sql: Database, decision: Decision): Promise<Moved> {
  return decide(sql, decision, 'active', 'accepted')
}

function decide(
  sql: Database,
  { deviceId, actor, now }: Decision,
  to: 'revoked' | 'returned' | 'active',
  cause: 'revoked' | 'returned' | 'accepted',
): Promise<Moved> {
  return sql.begin(async (tx): Promise<Moved> => {
    const [device] = await tx<{ deviceNo: number; setId: string; label: string }[]>`
      select d.device_no as "deviceNo", d.set_id as "setId", s.label
      from devices d join sets s on s.id = d.set_id where d.id = ${deviceId} for no key update of s`
    if (!device) return { ok: false, refusal: 'unknown_device' }
    if (!(await moveDevice(tx, { deviceNo: device.deviceNo, to, cause, actor, now })))
      return { ok: false, refusal: 'wrong_state' }
    if (to !== 'active') await revokeTokensOf(tx, device.setId, now)
    const { label } = device
    const detail = { device: deviceId }
    await recordAct(tx, { at: now, actor, act: `device_${cause}`, subject: `set:${label}`, detail })
    return { ok: true, label }
  })
}
