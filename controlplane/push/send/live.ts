import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { PushKey } from '../../platform/keys/push-key.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Reach } from '../../platform/reach/reach.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { findDuePushes } from '../queries.ts'
import { pushedUntil } from '../rules.ts'
import { recordOutcome } from './actions.ts'
import { sendPush } from './outside.ts'

type Parts = {
  console: Database
  personal: PersonalData
  reach: Reach
  pushKey: PushKey
  /** Where people find the console: whom a service for pushes can ask about us. */
  site(): string
  now(): number
}

/** Sends pushes, each to every browser once, until it is too late for them. */
export function pushWork({ console: sql, personal, reach, pushKey, site, now }: Parts): WorkOf<'push'> {
  return {
    async push(ids) {
      const due = await findDuePushes({ sql, personal }, ids)
      const inTime = due.filter(({ queuedAt }) => now() < pushedUntil(queuedAt))
      const outcomes = await Promise.all(
        inTime.map(async one => {
          const outcome = await sendPush(one, { reach, key: pushKey, subject: site(), now: now() })
          const { push, subscription } = one
          await recordOutcome(sql, { push, subscription, outcome, now: now() })
          return outcome
        }),
      )
      const putOff = outcomes.filter(outcome => outcome === 'put_off').length
      if (putOff > 0) throw new Error(`${putOff} pushes were not taken`)
    },
  }
}
