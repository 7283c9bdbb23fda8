import type { Socket } from 'node:net'
import { HeldIdentity } from '../identity/held-identity.ts'
import type { Identity } from '../identity/identity.ts'
import { type Opened, openPlain, openTls } from './door.ts'
import type { MqttDoorKind } from './doors.ts'

/** The doors of this set that MQTT may go through, in their order, and how each is opened. */
export type Ways = {
  kinds: readonly MqttDoorKind[]
  open: (kind: MqttDoorKind, signal: AbortSignal) => Promise<Opened>
}

type OnSocket = (socket: Socket) => void

/**
 * @param doorMs from looking up a name to an open stream
 * @param onSocket gets each connection that was opened; left out: nobody counts what it carries
 */
export function waysOf(identity: Identity, doorMs: number, onSocket: OnSocket = () => undefined): Ways {
  if (identity instanceof HeldIdentity) return securedWays(identity, doorMs, onSocket)
  const { host, mqttPort: port } = identity
  return {
    kinds: ['mqtt'],
    open: async (_kind, signal) => {
      const opened = await openPlain({ host, port, timeoutMs: doorMs, signal })
      if (opened.outcome === 'open') onSocket(opened.stream)
      return opened
    },
  }
}

function securedWays(identity: HeldIdentity, timeoutMs: number, onSocket: OnSocket): Ways {
  const doors = identity.doors(['mqtt_ws', 'mqtt'])
  return {
    kinds: [...new Set(doors.map(door => door.kind as MqttDoorKind))],
    open: async (kind, signal) => {
      const door = doors.find(one => one.kind === kind)
      if (!door) throw new Error(`this set knows no door ${kind}`)
      const { root } = identity
      const credential = await identity.show()
      const opened = await openTls({ ...door, root, credential, timeoutMs, signal })
      if (opened.outcome === 'open') onSocket(opened.stream)
      if (opened.outcome !== 'open' || kind === 'mqtt') return opened
      const { openWebSocket } = await import('./door-websocket.ts')
      return openWebSocket(opened.stream, door.host, timeoutMs, signal)
    },
  }
}
