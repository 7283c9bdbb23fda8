import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import { mqttWsPath } from '../../../protocol/doors.ts'
import { listenOn } from '../http/listen.ts'
import type { Credential } from './broker.ts'
import { startConnectBudget } from './connect-budget.ts'
import { readCredential } from './credential.ts'
import { frameBytesMax } from './frame-guard.ts'
import { handshakeMsMax, openTlsDoor, serverTls } from './tls-door.ts'

/** Sets show certificates: `key` and `cert` (the chain) are ours, `ca` is the root of theirs, all PEM. */
export type TlsParts = { key: string; cert: string; ca: string; wsPort: number }

type Parts = {
  host: string
  port: number
  tls: TlsParts | undefined
  /** Gets each connection that may speak MQTT; with TLS only such as showed a certificate of ours. */
  take(stream: Duplex, credential: Credential | undefined): void
}

const connectionsMax = 20_000
const headerBytesMax = 8192

/** The listeners of the broker: plain on loopback, or TLS and WebSocket over TLS. @throws StartRefused */
export async function openBrokerDoors({ host, port, tls, take }: Parts) {
  if (tls === undefined) {
    const plain = createServer({ noDelay: true }, socket => take(socket, undefined))
    plain.maxConnections = connectionsMax
    const mqtt = await listenOn(plain, host, port, 'SETWACHT_MQTT_PORT')
    return { mqtt, mqttWs: undefined, close: () => plain.close() }
  }
  const budget = startConnectBudget()
  const overTls = openTlsDoor(openTls(tls, take), budget)
  const overWebSocket = openTlsDoor(openWebSocket(tls, take), budget)
  const close = () => {
    overTls.close()
    overWebSocket.close()
  }
  try {
    const mqtt = await listenOn(overTls, host, port, 'SETWACHT_MQTT_PORT')
    const mqttWs = await listenOn(overWebSocket, host, tls.wsPort, 'SETWACHT_MQTT_WS_PORT')
    return { mqtt, mqttWs, close }
  } catch (failure) {
    close()
    throw failure
  }
}

function mutualTls({ key, cert, ca }: TlsParts): TlsOptions {
  return { ...serverTls({ key, cert }), ca, requestCert: true, rejectUnauthorized: true }
}

function openTls(tls: TlsParts, take: Parts['take']): Server {
  return createTlsServer(mutualTls(tls), socket => {
    const credential = readCredential(socket)
    socket.disableRenegotiation()
    if (credential) take(socket, credential)
    else socket.destroy()
  })
}

function openWebSocket(tls: TlsParts, take: Parts['take']): Server {
  const server = createHttpsServer({
    ...mutualTls(tls),
    maxHeaderSize: headerBytesMax,
    headersTimeout: handshakeMsMax,
    requestTimeout: handshakeMsMax,
    connectionsCheckingInterval: handshakeMsMax / 2,
  })
  server.on('request', (_request, response) => {
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end()
  })
  const upgrades = new WebSocketServer({
    noServer: true,
    path: mqttWsPath,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameBytesMax,
    handleProtocols: () => 'mqtt',
  })
  server.on('upgrade', (request, socket: Duplex, head) => {
    const tlsSocket = socket as TLSSocket
    const credential = readCredential(tlsSocket)
    tlsSocket.disableRenegotiation()
    if (!credential || !offersMqtt(request.headers['sec-websocket-protocol'])) return socket.destroy()
    upgrades.handleUpgrade(request, socket, head, webSocket => take(asStream(webSocket), credential))
  })
  return server
}

function offersMqtt(protocols: string | undefined): boolean {
  return (protocols ?? '').split(',').some(one => one.trim() === 'mqtt')
}

/** MQTT travels in binary frames; a text frame ends the connection. */
function asStream(webSocket: WebSocket): Duplex {
  const stream = createWebSocketStream(webSocket)
  webSocket.prependListener('message', (_data, isBinary) => {
    if (!isBinary) stream.destroy()
  })
  return stream
}
