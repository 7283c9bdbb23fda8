import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import { mqttWsPath } from '../../../protocol/doors.ts'
import { handshakeMsMax, openPlainDoor, openTlsDoor, serverTls } from '../doors/tls-door.ts'
import { openSecureWebDoor, webTimes } from '../doors/web-places.ts'
import { listenOn } from '../http/listen.ts'
import type { Credential } from './broker.ts'
import { readCredential } from './credential.ts'
import { frameBytesMax } from './frame-guard.ts'
import { startRateLimit } from './rate-limit.ts'

/** Sets show certificates: `key` and `cert` (the chain) are ours, `ca` is the root of theirs, all PEM. */
export type TlsParts = { key: string; cert: string; ca: string; wsPort: number }

type Parts = {
  host: string
  port: number
  tls: TlsParts | undefined
  /** Addresses and ranges that may say for whom they pass bytes on. */
  trustedProxies: readonly string[]
  /** Gets each connection that may speak MQTT, and from where; with TLS only such as showed a certificate of ours. */
  take(stream: Duplex, address: string, credential: Credential | undefined): void
}

const headerBytesMax = 8192
/** Pings, pongs and empty frames of a WebSocket: packets of MQTT are counted, these carry none. */
const idleFrames = { perSecond: 1, burst: 60 }

/** The listeners of the broker: plain on loopback, or TLS and WebSocket over TLS. @throws StartRefused */
export async function openBrokerDoors({ host, port, tls, trustedProxies, take }: Parts) {
  if (tls === undefined) {
    const plain = createServer({ noDelay: true }, socket => take(socket, addressOf(socket), undefined))
    openPlainDoor(plain, trustedProxies)
    const mqtt = await listenOn(plain, host, port, 'SETWACHT_MQTT_PORT')
    return { mqtt, mqttWs: undefined, close: () => plain.close() }
  }
  const overTls = openTls(tls, take)
  const overWebSocket = openWebSocket(tls, take)
  openTlsDoor(overTls, trustedProxies)
  openSecureWebDoor(overWebSocket, trustedProxies)
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
    if (credential) take(socket, addressOf(socket), credential)
    else socket.destroy()
  })
}

function openWebSocket(tls: TlsParts, take: Parts['take']): HttpsServer {
  const server = createHttpsServer({
    ...mutualTls(tls),
    ...webTimes,
    maxHeaderSize: headerBytesMax,
    requestTimeout: handshakeMsMax,
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
    upgrades.handleUpgrade(request, socket, head, webSocket =>
      take(asStream(webSocket), addressOf(tlsSocket), credential),
    )
  })
  return server
}

/** Empty: it is gone already. */
function addressOf({ remoteAddress = '' }: Socket): string {
  return remoteAddress
}

function offersMqtt(protocols: string | undefined): boolean {
  return (protocols ?? '').split(',').some(one => one.trim() === 'mqtt')
}

/** MQTT travels in binary frames; a text frame ends the connection, and so does a flood of frames without MQTT. */
function asStream(webSocket: WebSocket): Duplex {
  const stream = createWebSocketStream(webSocket)
  const idle = startRateLimit(idleFrames)
  const countIdle = () => {
    if (!idle.takeMany(0, performance.now(), 1)) webSocket.terminate()
  }
  webSocket.on('ping', countIdle).on('pong', countIdle)
  webSocket.prependListener('message', (data, isBinary) => {
    if (!isBinary) stream.destroy()
    else if ((data as Buffer).length === 0) countIdle()
  })
  return stream
}
