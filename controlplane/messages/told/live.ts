import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Broker } from '../../platform/broker/broker.ts'
import type { AtHello } from '../../platform/intake/contract.ts'
import type { CommandKeys } from '../../platform/keys/command-key.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { WorkOf } from '../../platform/work/live.ts'
import { findTold, findUnseen, type Told } from './queries.ts'

/** Messages signed at once; between two such slices others get their turn. */
const sliceMax = 20

type Parts = {
  /** As the role of the console: what sets say may not read what people wrote. */
  console: Database
  personal: PersonalData
  keys: CommandKeys
  broker(): Broker | undefined
  now(): number
}

/** A set that was away hears what nobody saw yet. */
export function messagesAtHello({ now }: { now(): number }): AtHello {
  return async (tx, hellos) => {
    const at = now()
    const unseen = await findUnseen(
      tx,
      hellos.map(({ device }) => device.no),
      at,
    )
    await queueWork(tx, 'message_to_set', unseen, at)
    return []
  }
}

/** Signs messages and sends them; who is not connected hears them at its hello. */
export function messageWork({ console: sql, personal, keys, broker, now }: Parts) {
  async function sign({ deviceId, body }: Told): Promise<string> {
    const at = now()
    const seconds = Math.max(1, Math.ceil((body.until - at) / 1000))
    return (await keys.sign({ kind: 'message', device: deviceId, body, seconds, now: at })).jws
  }

  return {
    async message_to_set(messages) {
      const told = await findTold({ sql, personal }, messages, now())
      for (let from = 0; from < told.length; from += sliceMax) {
        const slice = told.slice(from, from + sliceMax)
        const signed = await Promise.all(slice.map(sign))
        slice.forEach(({ deviceId }, at) => {
          broker()?.send(deviceId, 'message', { jws: signed[at]! })
        })
        await nextTurn()
      }
    },
  } satisfies WorkOf<'message_to_set'>
}
