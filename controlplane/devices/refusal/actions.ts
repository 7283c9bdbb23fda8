import type { Database } from '../../platform/postgres/database.ts'
import { refusedConnects } from '../device/rules.ts'
import { noteDoubt } from '../state/actions.ts'

/** Devices whose refused connects are counted at once; beyond it the one that came first is forgotten. */
const devicesMax = 5000

/** Counts the refused connects of each device, and leaves a row in its history when they are many. */
export function countRefusals(sql: Database) {
  const recent = new Map<string, number[]>()

  return {
    /** A connect under this id was refused at `now` (ms since 1970 UTC). */
    async refused(deviceId: string, now: number): Promise<void> {
      const times = (recent.get(deviceId) ?? []).filter(at => at > now - refusedConnects.withinMs)
      times.push(now)
      recent.delete(deviceId)
      if (times.length < refusedConnects.count) {
        recent.set(deviceId, times)
        if (recent.size > devicesMax) recent.delete(recent.keys().next().value as string)
        return
      }
      const [device] = await sql<{ deviceNo: number }[]>`
        select device_no as "deviceNo" from devices where id = ${deviceId}`
      if (device) await noteDoubt(sql, { ...device, cause: 'refused_connects', now })
    },
  }
}
