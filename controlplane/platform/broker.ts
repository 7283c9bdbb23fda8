import type { DownwardKind, DownwardPayload, UpwardKind } from '../../protocol/messages.ts'

/** A device as the broker admitted it: short number, id, label of its set. */
export type DeviceRef = Readonly<{ no: number; id: string; label: string }>

/** One message as it came in. `payload` is the text of the publish; `receivedAt` is ours, ms since 1970 UTC. */
export type Arrival = { device: DeviceRef; kind: UpwardKind; payload: string; receivedAt: number }

/** What the control plane may do with a broker, whichever it is. */
export type Broker = {
  port: number
  /** Sent once, at QoS 0, if the device is there; what must arrive is asked for again by the device. */
  send<Kind extends DownwardKind>(deviceId: string, kind: Kind, payload: DownwardPayload[Kind]): void
  /** Says the same to every connected device. */
  sendAll<Kind extends DownwardKind>(kind: Kind, payload: DownwardPayload[Kind]): void
  connected(): number
  stop(): Promise<void>
}
