import type { Socket } from 'node:net'
import { readProxyLine } from './proxy-line.ts'

/** What a connection must have said before it counts: something, or a whole first record of TLS. */
export type Hears = 'anything' | 'tls'

const recordHeaderBytes = 5
const handshakeRecord = 22
const recordBytesMax = 16_384 + 256

export type Heard = {
  verdict: 'more' | 'wrong' | 'enough'
  /** Whose connection it is; undefined: that has not been said yet. */
  client: string | undefined
  /** What is meant for whoever takes the connection. */
  left: Buffer
}

/**
 * What is known by the first bytes of a connection from `peer`; undefined: from a proxy, whose first line may name
 * another. A proxy that puts no line first speaks for itself.
 */
export function judgeFirstBytes(
  bytes: Buffer,
  { peer, isProxy, hears }: { peer: string; isProxy: boolean; hears: Hears },
): Heard {
  const line = isProxy ? readProxyLine(bytes) : 'none'
  if (line === 'more' || line === 'broken')
    return { verdict: line === 'more' ? 'more' : 'wrong', client: undefined, left: bytes }
  const { length, client = peer } = line === 'none' ? { length: 0 } : line
  const left = bytes.subarray(length)
  return { verdict: hears === 'tls' ? judgeHello(left) : left.length > 0 ? 'enough' : 'more', client, left }
}

/** Only the header of the record is looked at: its kind, its version and its length. */
function judgeHello(bytes: Buffer): Heard['verdict'] {
  const [kind = handshakeRecord, version = 3] = bytes
  if (kind !== handshakeRecord || version !== 3) return 'wrong'
  if (bytes.length < recordHeaderBytes) return 'more'
  const length = bytes.readUInt16BE(3)
  if (length > recordBytesMax) return 'wrong'
  return bytes.length < recordHeaderBytes + length ? 'more' : 'enough'
}

/** Reads what comes until `take` is done with it. */
export function readFirstBytes(socket: Socket, take: (bytes: Buffer) => { isDone: boolean }): void {
  let bytes = Buffer.alloc(0)
  const look = () => {
    for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read())
      bytes = Buffer.concat([bytes, chunk])
    if (bytes.length > 0 && !socket.destroyed && take(bytes).isDone) socket.off('readable', look)
  }
  socket.on('readable', look)
}
