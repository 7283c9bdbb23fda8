import Type, { type Static } from 'typebox'

/**
 * The ways from a set to the control plane, in the order in which they are tried: MQTT in a WebSocket (on 443 it passes
 * most networks), MQTT over TLS, and an HTTPS beacon when MQTT is blocked.
 */
export const doorKinds = ['mqtt_ws', 'mqtt', 'beacon'] as const
export type DoorKind = (typeof doorKinds)[number]

/** Where the WebSocket door answers. */
export const mqttWsPath = '/mqtt'

const Host = Type.String({ minLength: 1, maxLength: 253 })
const Port = Type.Integer({ minimum: 1, maximum: 65_535 })

export const Door = Type.Object({ kind: Type.Enum(doorKinds), host: Host, port: Port })
export type Door = Static<typeof Door>

export const Stun = Type.Object({ host: Host, port: Port })

/**
 * How the last try of a door went. `dns`: the name leads nowhere. `blocked`: no answer, or the connection is cut before
 * TLS. `intercepted`: somebody answers with a certificate that is not ours. `refused`: ours, and it said no.
 * `not_tried`: an earlier door was open.
 */
export const doorOutcomes = ['open', 'dns', 'blocked', 'intercepted', 'refused', 'not_tried'] as const
export type DoorOutcome = (typeof doorOutcomes)[number]

export const DoorOutcomes = Type.Object({
  mqtt_ws: Type.Enum(doorOutcomes),
  mqtt: Type.Enum(doorOutcomes),
  beacon: Type.Enum(doorOutcomes),
})
export type DoorOutcomes = Static<typeof DoorOutcomes>

/** While only the beacon gets through, a set shows itself this often, and tries MQTT again. */
export const beaconSeconds = 900
