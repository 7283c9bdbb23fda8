import type { AuthenticateError, Client } from 'aedes'
import { isUpwardKind, type UpwardKind } from '../../../protocol/messages.ts'
import { upTopic } from '../../../protocol/topics.ts'
import type { Log } from '../log.ts'
import type { Credential, DeviceRef } from './broker.ts'

/** `prefix`: its topics begin so. `unsent`: characters handed to a connection that has not taken them. `notAfter`: ms. */
type Admitted = { device: DeviceRef; prefix: string; notAfter: number; unsent: number }

export type AdmissionState = {
  /** What the certificate of a connection says. */
  credentials: WeakMap<object, Credential>
  admitted: WeakMap<object, Admitted>
  /** Clients that are looked up, or on their way in. */
  connecting: Set<Client>
  /** A client under this id is connected now. */
  isConnected(deviceId: string): boolean
}

type Asking = {
  tls: object | undefined
  admit(deviceId: string, credential: Credential | undefined): Promise<DeviceRef | undefined>
  log: Log
}

/** Asks whether this client may come in, by the certificate of its connection where there is one. */
export function authenticate(
  client: Client,
  { admit, log, tls }: Asking,
  { credentials, admitted, connecting, isConnected }: AdmissionState,
  done: (refused: AuthenticateError | null, isAdmitted: boolean) => void,
): void {
  const credential = credentials.get(client)
  if (credential ? credential.commonName !== client.id : tls !== undefined) {
    done(refusal(5), false)
    return
  }
  connecting.add(client)
  admit(client.id, credential).then(
    device => {
      // One that was cut meanwhile counts as refused: its look-up may be older than what cut it.
      const isAdmitted = device !== undefined && !client.closed && !client.conn.destroyed
      if (isAdmitted) {
        const tookOver = isConnected(client.id)
        admitted.set(client, asAdmitted(tookOver ? { ...device, tookOver } : device, credential))
      } else connecting.delete(client)
      done(isAdmitted ? null : refusal(5), isAdmitted)
    },
    failure => {
      connecting.delete(client)
      log.warn({ failure: String(failure) }, 'a set could not be looked up')
      done(refusal(3), false)
    },
  )
}

function asAdmitted(device: DeviceRef, credential: Credential | undefined): Admitted {
  return { device, prefix: prefixOf(device.id), notAfter: credential?.notAfter ?? Infinity, unsent: 0 }
}

/** The topics of a device begin so; no list of them is held for each connection. */
function prefixOf(deviceId: string): string {
  return upTopic(deviceId, 'report').slice(0, -'report'.length)
}

/** What a device may publish on, and nothing else. */
export function kindOf(topic: string, prefix: string): UpwardKind | undefined {
  const kind = topic.startsWith(prefix) ? topic.slice(prefix.length) : ''
  return isUpwardKind(kind) ? kind : undefined
}

function refusal(returnCode: 3 | 5): AuthenticateError {
  return Object.assign(new Error(returnCode === 3 ? 'try again later' : 'not authorized'), { returnCode })
}
