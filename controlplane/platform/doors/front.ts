import type { Server, Socket } from 'node:net'
import { clientKey, trustOf } from './client-address.ts'
import { type Hears, judgeFirstBytes, readFirstBytes } from './first-bytes.ts'
import { openRoom } from './room.ts'

const connectionsMax = 20_000
/** Who has said nothing holds a small place, for a short while; an address has so many of them. */
const silentRoom = { placesPerAddress: 256, places: 4096, stayMsMax: 5000 }

type Parts = {
  hears: Hears
  /** Addresses and ranges that may say in a first line for whom they pass bytes on. */
  trustedProxies: readonly string[]
  /** Gets each connection that has said enough, and how to hand it to the server, which then reads all of it. */
  pass(socket: Socket, client: string, hand: () => void): void
}

/**
 * Stands before a server, which sees no connection until it has said something: until then it costs little and counts
 * for nothing.
 */
export function standBefore(server: Server, { hears, trustedProxies, pass }: Parts): void {
  const isTrusted = trustOf(trustedProxies)
  const silent = openRoom(silentRoom)
  const takers = server.listeners('connection')
  server.removeAllListeners('connection')
  server.maxConnections = connectionsMax
  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress
    if (peer === undefined) return socket.destroy()
    const place = takePlace(socket, clientKey(peer), silent)
    readFirstBytes(socket, bytes => {
      const from = { peer, isProxy: isTrusted(peer), hears }
      const { verdict, client = peer, left } = judgeFirstBytes(bytes, from)
      if (verdict === 'more') {
        place.isOf(clientKey(client))
        return { isDone: false }
      }
      place.leave()
      if (verdict === 'wrong') socket.destroy()
      else {
        socket.unshift(left)
        pass(socket, client, () => {
          for (const take of takers) take.call(server, socket)
        })
      }
      return { isDone: true }
    })
  })
}

/** Holds a place for a connection until it leaves, breaks or ends. */
function takePlace(socket: Socket, first: string, room: ReturnType<typeof openRoom>) {
  const close = () => void socket.destroy()
  let key = first
  let end = room.enter(key, close)
  const leave = () => {
    end()
    socket.off('close', leave).off('end', close).off('error', ignore)
  }
  // Nobody else listens yet; an error that nobody hears ends the process.
  socket.on('close', leave).on('end', close).on('error', ignore)
  return {
    leave,
    /** It turned out to be somebody else's. */
    isOf(other: string): void {
      if (other === key) return
      key = other
      end()
      end = room.enter(key, close)
    },
  }
}

/** What breaks before anybody is known is the other side's loss. */
function ignore(): void {}
