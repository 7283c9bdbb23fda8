import type { Socket } from 'node:net'
import { createWebSocketStream, WebSocket } from 'ws'
import { mqttWsPath } from '../../protocol/doors.ts'
import { isCertificateAlert, type Opened, type Shut } from './door.ts'

/** Longer frames than any message of the control plane. */
const frameBytesMax = 64 * 1024

/** Codes of HTTP that another try with this certificate will not change. */
const finalCodes: readonly unknown[] = [401, 403]

/** MQTT in a WebSocket over a connection whose other end was verified. */
export function openWebSocket(
  socket: Socket,
  host: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Opened> {
  const client = new WebSocket(`ws://${host.includes(':') ? `[${host}]` : host}${mqttWsPath}`, ['mqtt'], {
    createConnection: () => socket,
    handshakeTimeout: timeoutMs,
    maxPayload: frameBytesMax,
    perMessageDeflate: false,
  })
  return new Promise(resolve => {
    const refused = (why: string, final: boolean) => {
      signal.removeEventListener('abort', aborted)
      client.terminate()
      resolve({ outcome: 'refused', why, final } satisfies Shut)
    }
    const aborted = () => refused('stopped', false)
    client.once('unexpected-response', (_request, { statusCode }) =>
      refused(`it answered ${statusCode} instead of a WebSocket`, finalCodes.includes(statusCode)),
    )
    // `ws` tells of a failed opening by an error, also when the other end just hangs up.
    client.on('error', error => refused(error.message, isCertificateAlert(error)))
    client.once('open', () => {
      signal.removeEventListener('abort', aborted)
      const stream = createWebSocketStream(client)
      stream.on('error', () => undefined)
      resolve({ outcome: 'open', stream })
    })
    if (signal.aborted) aborted()
    else signal.addEventListener('abort', aborted)
  })
}
