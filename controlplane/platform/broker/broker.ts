import type { DownwardKind, DownwardPayload, UpwardKind } from '../../../protocol/messages.ts'

/**
 * A device as the broker admitted it: short number, id, label of its set, and the serial of the certificate it came
 * with (lower-case hexadecimal; absent where sets come without certificates). One object a connection; `tookOver`: an
 * earlier connection of the same device was still open when this one came.
 */
export type DeviceRef = Readonly<{ no: number; id: string; label: string; serial?: string; tookOver?: true }>

/**
 * What the certificate of a connection says, after its chain was verified. `serial`: lower-case hexadecimal without
 * leading zeros; `notAfter`: ms since 1970 UTC; `fingerprint`: SHA-256 of it in DER, lower-case hexadecimal.
 */
export type Credential = Readonly<{
  commonName: string
  serial: string
  notAfter: number
  fingerprint: string
}>

/**
 * One message as it came in. `payload` is the text of the publish; `receivedAt` is ours, ms since 1970 UTC. `silentMs`: of
 * a last will that the broker sent because it had heard nothing for so long; absent: the connection broke just now.
 */
export type Arrival = {
  device: DeviceRef
  kind: UpwardKind
  payload: string
  receivedAt: number
  silentMs?: number
}

/** What the control plane may do with a broker, whichever it is. */
export type Broker = {
  /** The ports in use. `mqttWs` is there only with certificates. */
  doors: { mqtt: number; mqttWs: number | undefined }
  /** Sent once, at QoS 0, if the device is there; what must arrive is asked for again by the device. */
  send<Kind extends DownwardKind>(deviceId: string, kind: Kind, payload: DownwardPayload[Kind]): void
  /** Says the same to every connected device. */
  sendAll<Kind extends DownwardKind>(kind: Kind, payload: DownwardPayload[Kind]): void
  /** Closes the connection of this device at once, also one that is just being made. */
  disconnect(deviceId: string): void
  connected(): number
  stop(): Promise<void>
}
