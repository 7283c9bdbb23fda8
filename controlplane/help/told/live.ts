import type { Broker } from '../../platform/broker/broker.ts'
import type { AtHello } from '../../platform/intake/contract.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { findLastCases } from '../case/queries.ts'
import { findTakenBy, findTold } from './queries.ts'

type Parts = {
  /** As the role of the console: what sets say may not read who works here. */
  console: Database
  personal: PersonalData
  broker(): Broker | undefined
}

/** A set that was away hears how far its last press is. */
export function helpAtHello({ now }: { now(): number }): AtHello {
  return async (tx, hellos) => {
    const cases = await findLastCases(tx, numberArray(hellos.map(({ device }) => device.no)))
    await queueWork(tx, 'help_state', cases, now())
    return []
  }
}

/** Tells sets how far their presses are: when that changes, and when a helper wants to be named there, or not any more. */
export function helpWork({ console: sql, personal, broker }: Parts): WorkOf<'help_state' | 'helper_named'> {
  const tell = async (cases: readonly string[]) => {
    for (const { deviceId, body } of await findTold({ sql, personal }, cases))
      broker()?.send(deviceId, 'help_state', body)
  }
  return {
    help_state: tell,
    helper_named: async accounts => tell(await findTakenBy(sql, accounts)),
  }
}
