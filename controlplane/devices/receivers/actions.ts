import type { Inbound, Receivers } from '../../platform/intake/contract.ts'
import type { Message } from '../../platform/intake/reading.ts'
import { type ExpectationOf, recordHeard, recordLeaving } from '../presence/actions.ts'
import { noteDoubts } from '../state/actions.ts'

type Parts = { lessons: { expectationOf: ExpectationOf } }

/** Whatever a set says, it is there. */
export function heardBy({ lessons: { expectationOf } }: Parts): Inbound['heard'] {
  return async (tx, messages) => {
    const alive = messages.filter(({ kind }) => kind !== 'lost' && kind !== 'bye')
    if (alive.length === 0) return []
    return [{ changes: { presence: await recordHeard(tx, alive, expectationOf) } }]
  }
}

/** What was kept out stands in the life of the device. */
export const noteKeptOut: Inbound['keptOut'] = async (tx, keptOut) => {
  const doubts = keptOut.map(({ device, reason, at }) => ({ deviceNo: device.no, cause: reason, now: at }))
  return [{ changes: { device: await noteDoubts(tx, doubts) } }]
}

/** What sets set in motion by leaving; what comes and goes all day leaves no more rows. */
export function presenceReceivers({ lessons: { expectationOf } }: Parts): Receivers<'bye' | 'lost'> {
  return {
    async bye(tx, goodbyes) {
      const labels: string[] = []
      for (const { device, receivedAt: at, body } of goodbyes.filter(isWithinAllowance)) {
        const leaving = { deviceNo: device.no, connection: body.connection, at }
        const move = { presence: 'off', cause: body.reason } as const
        labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
      }
      return [{ changes: { presence: labels } }]
    },
    async lost(tx, wills) {
      const labels: string[] = []
      for (const { device, receivedAt: at, body } of wills.filter(isWithinAllowance)) {
        const leaving = { deviceNo: device.no, connection: body.connection, at }
        const move = { presence: 'suspect', cause: 'will' } as const
        labels.push(...(await recordLeaving(tx, { ...leaving, ...move }, expectationOf)))
      }
      return [{ changes: { presence: labels } }]
    },
  }
}

function isWithinAllowance({ isBeyondAllowance }: Pick<Message, 'isBeyondAllowance'>): boolean {
  return !isBeyondAllowance
}
