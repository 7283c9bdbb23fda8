import { HeldIdentity } from '../identity/held-identity.ts'
import type { Identity } from '../identity/identity.ts'
import { type Opened, openPlain, openTls } from './door.ts'
import type { MqttDoorKind } from './doors.ts'

/** The doors of this set that MQTT may go through, in their order, and how each is opened. */
export type Ways = {
  kinds: readonly MqttDoorKind[]
  open: (kind: MqttDoorKind, signal: AbortSignal) => Promise<Opened>
}

/** @param doorMs from looking up a name to an open stream */
export function waysOf(identity: Identity, doorMs: number): Ways {
  if (identity instanceof HeldIdentity) return securedWays(identity, doorMs)
  const { host, mqttPort: port } = identity
  return { kinds: ['mqtt'], open: (_kind, signal) => openPlain({ host, port, timeoutMs: doorMs, signal }) }
}

function securedWays(identity: HeldIdentity, timeoutMs: number): Ways {
  const doors = identity.doors(['mqtt_ws', 'mqtt'])
  return {
    kinds: [...new Set(doors.map(door => door.kind as MqttDoorKind))],
    open: async (kind, signal) => {
      const door = doors.find(one => one.kind === kind)
      if (!door) throw new Error(`this set knows no door ${kind}`)
      const { root } = identity
      const credential = await identity.show()
      const opened = await openTls({ ...door, root, credential, timeoutMs, signal })
      if (opened.outcome !== 'open' || kind === 'mqtt') return opened
      const { openWebSocket } = await import('./door-websocket.ts')
      return openWebSocket(opened.stream, door.host, timeoutMs, signal)
    },
  }
}
