import type { Inbound, Receivers } from '../../platform/intake/contract.ts'
import { type ExpectationOf, recordHeard, recordLeaving } from '../presence/actions.ts'

type Group = Pick<Inbound, 'heard'> & { receivers: Receivers<'bye' | 'lost'> }

/** What sets set in motion by being there, and by leaving. */
export function presenceReceivers(expectationOf: ExpectationOf): Group {
  return {
    async heard(tx, messages) {
      const alive = messages.filter(({ kind }) => kind !== 'lost' && kind !== 'bye')
      if (alive.length === 0) return []
      return [{ changes: { presence: await recordHeard(tx, alive, expectationOf) } }]
    },
    receivers: {
      async bye(tx, goodbyes) {
        const labels: string[] = []
        for (const { device, receivedAt: at, body } of goodbyes) {
          const leaving = { deviceNo: device.no, connection: body.connection, at }
          const move = { presence: 'off', cause: body.reason } as const
          labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
        }
        return [{ changes: { presence: labels } }]
      },
      async lost(tx, wills) {
        const labels: string[] = []
        for (const { device, receivedAt: at, body } of wills) {
          const leaving = { deviceNo: device.no, connection: body.connection, at }
          const move = { presence: 'suspect', cause: 'will' } as const
          labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
        }
        return [{ changes: { presence: labels } }]
      },
    },
  }
}
