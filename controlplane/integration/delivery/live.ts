import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Reach, Reached } from '../../platform/reach/reach.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { findWebhook } from '../webhook/queries.ts'
import { putOff, settle } from './actions.ts'
import { sendDelivery } from './outside.ts'
import { type DueDelivery, findDue } from './queries.ts'

/** Sent at once: who does not answer holds each for five seconds. */
const atOnceMax = 8

type Parts = {
  console: Database
  personal: PersonalData
  reach: Reach
  nudges: Pick<Nudges, 'tell'>
  now(): number
}

/**
 * Sends what waits for the other system. It fails for nothing that the other does: how that went stands with the message,
 * and the schedule takes it up again.
 */
export function webhookWork({ console: sql, personal, reach, nudges, now }: Parts): WorkOf<'webhook'> {
  async function send(one: DueDelivery): Promise<boolean> {
    const at = now()
    const found = await findWebhook({ sql, personal }, at)
    const isWanted = found !== undefined && (found.settings.isOn || one.kind === 'test')
    const reached: Reached | 'switched_off' = isWanted
      ? await sendDelivery(reach, one, { address: found.settings.address, secrets: found.secrets, now: at })
      : 'switched_off'
    await settle(sql, one, { reached, now: now() })
    return reached === 'switched_off' || reached.ok || reached.status !== undefined
  }

  return {
    async webhook(ids) {
      const due = await findDue(sql, ids)
      for (let at = 0; at < due.length; at += atOnceMax) {
        const answered = await Promise.all(due.slice(at, at + atOnceMax).map(send))
        nudges.tell({ links: ['webhook'] })
        // Nobody is there: the rest need not find that out one by one.
        if (!answered.includes(true)) {
          await putOff(sql, due.slice(at + atOnceMax), now())
          return
        }
      }
    },
  }
}
