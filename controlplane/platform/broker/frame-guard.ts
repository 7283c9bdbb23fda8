import type { Duplex } from 'node:stream'
import { judgeLevel, levelBytesMax } from './protocol-level.ts'

/** No MQTT packet of a set is larger; its first one, CONNECT, is far smaller. */
export const frameBytesMax = 65_536
export const connectBytesMax = 2048

/** The largest body of each kind of packet that a set may send, by the number of its type; the others are not for it. */
const bodyBytesMax: { readonly [type: number]: number } = {
  1: connectBytesMax,
  3: frameBytesMax, // PUBLISH
  4: 2, // PUBACK, PUBREC, PUBREL, PUBCOMP
  5: 2,
  6: 2,
  7: 2,
  8: 512, // SUBSCRIBE: a few topics, each of which costs
  10: 512, // UNSUBSCRIBE
  12: 0, // PINGREQ
  14: 0, // DISCONNECT
}

type Guarding = {
  /** Asked about the packets of each chunk together, before one of them is parsed. */
  mayPass(packets: number): boolean
  /** The first packet is of a version of MQTT that is not spoken here; nothing of it is passed on. */
  refuseVersion(): void
}

/**
 * Reads only the fixed header of each MQTT packet and ends the connection at the first one that announces more than
 * it may: the broker's parser would collect whatever it is promised, before it knows who is talking.
 */
export function guardFrames(stream: Duplex, { mayPass, refuseVersion }: Guarding): void {
  const read = stream.read.bind(stream)
  const frames = startFrames()
  const isUnspoken = lookForVersion()
  let isRefused = false
  stream.read = (size?: number) => {
    const chunk: Buffer | null = read(size)
    if (chunk === null || isRefused) return null
    isRefused = isUnspoken(chunk)
    if (isRefused) refuseVersion()
    else if (frames.accept(chunk) && mayPass(frames.takeCount())) return chunk
    else stream.destroy()
    return null
  }
}

/** Tells of each chunk whether it ends the first words of a version that is not spoken. */
function lookForVersion(): (chunk: Buffer) => boolean {
  let head: Buffer | undefined = Buffer.alloc(0)
  return chunk => {
    if (head === undefined) return false
    head = Buffer.concat([head, chunk.subarray(0, levelBytesMax)])
    const verdict = judgeLevel(head)
    if (verdict !== 'more') head = undefined
    return verdict === 'unspoken'
  }
}

/** Follows packet borders through chunks; `accept` is false once a packet is too large or not MQTT. */
export function startFrames(): { accept(chunk: Uint8Array): boolean; takeCount(): number } {
  let isFirst = true
  let bytesMax = 0
  let count = 0
  let bodyLeft = 0
  let inHeader = 0
  let length = 0
  let factor = 1

  function readLengthByte(byte: number): boolean {
    length += (byte & 127) * factor
    factor *= 128
    if (length > bytesMax) return false
    if (byte < 128) {
      bodyLeft = length
      inHeader = 0
      length = 0
      factor = 1
    } else if (factor > 128 ** 3) {
      return false
    }
    return true
  }

  function readTypeByte(byte: number): boolean {
    const max = bodyBytesMax[byte >> 4]
    bytesMax = isFirst ? Math.min(connectBytesMax, max ?? 0) : (max ?? 0)
    isFirst = false
    inHeader = 1
    count += 1
    return max !== undefined
  }

  return {
    /** How many packets began since the last call. */
    takeCount() {
      const taken = count
      count = 0
      return taken
    },
    accept(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (bodyLeft > 0) {
          const skipped = Math.min(bodyLeft, chunk.length - at)
          bodyLeft -= skipped
          at += skipped
        } else if (inHeader === 0) {
          if (!readTypeByte(chunk[at++] ?? 0)) return false
        } else if (!readLengthByte(chunk[at++] ?? 0)) {
          return false
        }
      }
      return true
    },
  }
}
