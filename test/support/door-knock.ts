import type { Duplex } from 'node:stream'
import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import mqttPacket from 'mqtt-packet'
import { createWebSocketStream, WebSocket } from 'ws'
import { mqttWsPath } from '../../protocol/doors.ts'
import type { SetTls } from './authority.ts'

export type Knock = {
  port: number
  tls: SetTls
  clientId: string
  ws?: boolean
  /** Of an earlier connection, to be resumed. */
  session?: Buffer
  maxVersion?: SecureVersion
  msMax?: number
}

/**
 * `open`: CONNACK said yes. `refused`: it said no. `closed`: the connection ended before any CONNACK, in the
 * handshake or after it. `silent`: nothing within the time.
 */
export type Outcome = 'open' | 'refused' | 'closed' | 'silent'

/** What came of it: the session of TLS that could be resumed, whether one was, and why it ended as the client saw it. */
export type Knocked = { outcome: Outcome; session: Buffer | undefined; resumed: boolean; why: string }

const connackBytes = 4
const answerMsMax = 10_000
/** A session of TLS 1.3 is handed out after the handshake. */
const sessionMs = 150

/** Connects to an MQTT door with this certificate, says CONNECT under this id, and leaves. */
export async function knock(at: Knock): Promise<Knocked> {
  const { stream, socket } = at.ws ? openWebSocket(at) : openTls(at)
  let session: Buffer | undefined
  let resumed = false
  let why = ''
  const note = (failure: Error) => {
    why ||= failure.message
  }
  socket?.on('session', given => {
    session = given
  })
  socket?.on('secureConnect', () => {
    resumed = socket.isSessionReused()
  })
  stream.on('error', note)
  stream.write(
    mqttPacket.generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: at.clientId,
      keepalive: 30,
    }),
  )
  const outcome = await new Promise<Outcome>(resolve => {
    const late = setTimeout(() => resolve('silent'), at.msMax ?? answerMsMax)
    stream.once('close', () => resolve('closed'))
    let bytes = Buffer.alloc(0)
    stream.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length < connackBytes) return
      clearTimeout(late)
      const said: Outcome = bytes[0] === 0x20 && bytes[3] === 0 ? 'open' : 'refused'
      if (said === 'refused') resolve(said)
      else setTimeout(resolve, sessionMs, said)
    })
  })
  stream.destroy()
  return { outcome, session, resumed, why }
}

function openTls({ port, tls, session, maxVersion }: Knock): {
  stream: Duplex
  socket: TLSSocket | undefined
} {
  const socket = connect({
    host: '127.0.0.1',
    port,
    ...tls,
    ...(session && { session }),
    ...(maxVersion && { maxVersion }),
  })
  return { stream: socket, socket }
}

function openWebSocket({ port, tls, session, maxVersion }: Knock): { stream: Duplex; socket: undefined } {
  const socket = new WebSocket(`wss://127.0.0.1:${port}${mqttWsPath}`, 'mqtt', {
    ...tls,
    ...(session && { session }),
    ...(maxVersion && { maxVersion }),
  })
  return { stream: createWebSocketStream(socket), socket: undefined }
}
