import type { Certificate } from '../../../protocol/enrolment.ts'
import type { Broker, DeviceRef } from '../../platform/broker/broker.ts'
import type { Receivers } from '../../platform/intake/contract.ts'
import type { Nudges } from '../../platform/nudges.ts'

/** A certificate for this request, or why not; no answer: not now, the set asks again. */
export type Renew = (device: DeviceRef, csr: string) => Promise<Certificate | undefined>

type Parts = {
  broker(): Broker | undefined
  nudges: Pick<Nudges, 'tell'>
  /** Undefined: no authority. */
  renew: Renew | undefined
}

/** Sets ask for a certificate before theirs ends. After the commit: what one asks may not hold up what others report. */
export function renewalReceivers({ broker, nudges, renew }: Parts): Receivers<'renew'> {
  const renewing = new Set<string>()

  async function answer(device: DeviceRef, csr: string): Promise<void> {
    if (renewing.has(device.id)) return
    renewing.add(device.id)
    const certificate = renew ? await renew(device, csr) : ({ refused: 'device_may_not' } as const)
    renewing.delete(device.id)
    if (certificate === undefined) return
    broker()?.send(device.id, 'certificate', certificate)
    nudges.tell({ device: [device.label] })
  }

  return {
    renew: async (_tx, renewals) =>
      renewals.map(
        ({ device, body }) =>
          () =>
            void answer(device, body.csr),
      ),
  }
}
