import type { Inbound, Reaction, Receivers } from '../../platform/intake/contract.ts'
import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { type ExpectationOf, type Left, recordHeard, recordLeaving } from '../presence/actions.ts'
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
  async function leave(
    tx: Transaction,
    messages: readonly Message<'bye' | 'lost'>[],
    moveOf: (message: Message<'bye' | 'lost'>) => Left,
  ): Promise<Reaction[]> {
    const leaving = messages
      .filter(({ isBeyondAllowance }) => !isBeyondAllowance)
      .map(message => {
        const { device, receivedAt: at, body } = message
        return { deviceNo: device.no, connection: body.connection, at, ...moveOf(message) }
      })
    // Sent together, and done in this order: a school of which the power fails costs few ways to the database.
    const labels = await Promise.all(leaving.map(one => recordLeaving(tx, one, expectationOf)))
    return [{ changes: { presence: labels.flat() } }]
  }

  return {
    bye: (tx, goodbyes) =>
      leave(tx, goodbyes, ({ body, receivedAt }) => {
        return { presence: 'off', cause: 'reason' in body ? body.reason : 'off', heardAt: receivedAt }
      }),
    // Who let its keep-alive run out was gone long before its will came; what it sent last kept the link alive.
    lost: (tx, wills) =>
      leave(tx, wills, ({ silentMs, receivedAt }) =>
        silentMs === undefined
          ? { presence: 'suspect', cause: 'will', heardAt: null }
          : { presence: 'suspect', cause: 'silent', heardAt: receivedAt - silentMs },
      ),
  }
}
