import type { Static } from 'typebox'
import type { Door, Stun } from '../../../protocol/doors.ts'

/** Where sets find the control plane: what an enrolment code names, and what enrolment hands out. */
export type DeviceAddresses = {
  enrol: { host: string; port: number }
  /** In the order in which a set tries them. */
  doors: Door[]
  stun: Static<typeof Stun>
}

type Parts = {
  /** The name that `mqtt.` and `set.` stand before; undefined: the address that is listened on. */
  deviceHost: string | undefined
  listen: string
  ports: { mqtt: number; mqttWs: number; set: number; stun: number }
}

/** The port by which most networks let TLS pass; a TCP proxy shares it among the names (`provisioning/nginx`). */
const sharedPort = 443

export function deviceAddresses({ deviceHost, listen, ports }: Parts): DeviceAddresses {
  const isNamed = deviceHost !== undefined
  const mqttHost = isNamed ? `mqtt.${deviceHost}` : listen
  const setHost = isNamed ? `set.${deviceHost}` : listen
  const set = { host: setHost, port: isNamed ? sharedPort : ports.set }
  return {
    enrol: set,
    doors: [
      { kind: 'mqtt_ws', host: mqttHost, port: isNamed ? sharedPort : ports.mqttWs },
      { kind: 'mqtt', host: mqttHost, port: ports.mqtt },
      { kind: 'beacon', ...set },
    ],
    stun: { host: setHost, port: ports.stun },
  }
}

/** What the certificate of our servers has to name, so that sets trust these addresses. */
export function namesOf({ doors }: Pick<DeviceAddresses, 'doors'>): string[] {
  return [...new Set(doors.map(({ host }) => host))]
}
