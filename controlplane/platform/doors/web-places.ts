import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { clientKey, trustOf } from './client-address.ts'
import { openRoom } from './room.ts'
import { handshakeMsMax, openPlainDoor, openTlsDoor } from './tls-door.ts'

/** Who is connected and has asked nothing yet; an address has so many of them. */
const unaskedRoom = { placesPerAddress: 256, places: 2048, stayMsMax: handshakeMsMax }
/** Connections of one address, whatever they ask; a proxy that speaks for many has more. */
const connectionsPerAddressMax = 2000
/** On a connection on which nothing moves for so long nobody reads the answer; events tell that they live more often. */
const unmovedMsMax = 120_000
/** How long a connection that has its answer may stay, and how long a request may take to come. */
export const webTimes = {
  keepAliveTimeout: 5000,
  headersTimeout: handshakeMsMax,
  connectionsCheckingInterval: handshakeMsMax / 2,
} as const

type Web = HttpServer | HttpsServer

/** Stands before a web server over TLS, and bounds what one address holds of it. */
export function openSecureWebDoor(server: HttpsServer, trustedProxies: readonly string[]): void {
  boundPlaces(server, 'secureConnection', trustOf(trustedProxies))
  openTlsDoor(server, trustedProxies)
}

/** The same without TLS. */
export function openWebDoor(server: HttpServer, trustedProxies: readonly string[]): void {
  boundPlaces(server, 'connection', trustOf(trustedProxies))
  openPlainDoor(server, trustedProxies)
}

/** Bounds connections, and among them those on which nothing was asked. Sees clients as whoever stands before shows them. */
function boundPlaces(
  server: Web,
  arrives: 'connection' | 'secureConnection',
  isTrusted: (address: string) => boolean,
): void {
  const unasked = openRoom(unaskedRoom)
  const leaves = new WeakMap<Socket, () => void>()
  const open = new Map<string, number>()

  server.setTimeout(unmovedMsMax)
  server.on(arrives, (socket: Socket) => {
    const address = socket.remoteAddress
    if (address === undefined) return socket.destroy()
    const key = clientKey(address)
    const count = (open.get(key) ?? 0) + 1
    if (count > connectionsPerAddressMax && !isTrusted(address)) return socket.destroy()
    open.set(key, count)
    const leave = unasked.enter(key, () => socket.destroy())
    leaves.set(socket, leave)
    socket.once('close', () => {
      leave()
      const left = (open.get(key) ?? 1) - 1
      if (left === 0) open.delete(key)
      else open.set(key, left)
    })
  })
  const asked = ({ socket }: IncomingMessage) => leaves.get(socket)?.()
  server.on('request', asked)
  // Where nobody takes it an upgrade is a request like any other; a listener here would leave it without an answer.
  if (server.listenerCount('upgrade') > 0) server.on('upgrade', asked)
}
