import type { Inbound, Reaction, Receivers } from '../../platform/intake/contract.ts'
import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { type ExpectationOf, recordHeard, recordLeaving } from '../presence/actions.ts'
import type { Move } from '../presence/rules.ts'
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
    moveOf: (body: Message<'bye' | 'lost'>['body']) => Move,
  ): Promise<Reaction[]> {
    const leaving = messages
      .filter(({ isBeyondAllowance }) => !isBeyondAllowance)
      .map(({ device, receivedAt: at, body }) => {
        return { deviceNo: device.no, connection: body.connection, at, ...moveOf(body) }
      })
    // Sent together, and done in this order: a school of which the power fails costs few ways to the database.
    const labels = await Promise.all(leaving.map(one => recordLeaving(tx, one, expectationOf)))
    return [{ changes: { presence: labels.flat() } }]
  }

  return {
    bye: (tx, goodbyes) =>
      leave(tx, goodbyes, body => ({ presence: 'off', cause: 'reason' in body ? body.reason : 'off' })),
    lost: (tx, wills) => leave(tx, wills, () => ({ presence: 'suspect', cause: 'will' })),
  }
}
