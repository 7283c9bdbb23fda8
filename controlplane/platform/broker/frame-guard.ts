import type { Duplex } from 'node:stream'

/** No MQTT packet of a set is larger; its first one, CONNECT, is far smaller. */
export const frameBytesMax = 65_536
export const connectBytesMax = 2048

/**
 * Reads only the fixed header of each MQTT packet and ends the connection at the first one that announces more than
 * it may: the broker's parser would collect whatever it is promised, before it knows who is talking.
 */
export function guardFrames(stream: Duplex): void {
  const read = stream.read.bind(stream)
  const frames = startFrames()
  stream.read = (size?: number) => {
    const chunk: Buffer | null = read(size)
    if (chunk === null || frames.accept(chunk)) return chunk
    stream.destroy()
    return null
  }
}

/** Follows packet borders through chunks; `accept` is false once a packet is too large or not MQTT. */
export function startFrames(): { accept(chunk: Uint8Array): boolean } {
  let bytesMax = connectBytesMax
  let bodyLeft = 0
  let inHeader = 0
  let length = 0
  let factor = 1

  function readLengthByte(byte: number): boolean {
    length += (byte & 127) * factor
    factor *= 128
    if (length > bytesMax) return false
    if (byte < 128) {
      bytesMax = frameBytesMax
      bodyLeft = length
      inHeader = 0
      length = 0
      factor = 1
    } else if (factor > 128 ** 3) {
      return false
    }
    return true
  }

  return {
    accept(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (bodyLeft > 0) {
          const skipped = Math.min(bodyLeft, chunk.length - at)
          bodyLeft -= skipped
          at += skipped
        } else if (inHeader === 0) {
          inHeader = 1
          at += 1
        } else if (!readLengthByte(chunk[at++] ?? 0)) {
          return false
        }
      }
      return true
    },
  }
}
