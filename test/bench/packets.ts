/**
 * MQTT 3.1.1 as bytes, without a client library: in a load such a library would be what is measured.
 * Lengths of what is read are below 2,097,152 bytes.
 */

export const packetTypes = { connack: 2, publish: 3, puback: 4, suback: 9, pingresp: 13 } as const

export const pingPacket = Buffer.from([0xc0, 0])

/** `will`: what the broker says when the connection ends without a goodbye. */
export function connectPacket(
  clientId: string,
  keepAliveSeconds: number,
  will?: { topic: string; payload: string },
): Buffer {
  const flags = { cleanSession: 2, will: 4 }
  const says = will ? [...text(will.topic), ...text(will.payload)] : []
  const how = flags.cleanSession | (will ? flags.will : 0)
  const head = [...text('MQTT'), 4, how, keepAliveSeconds >> 8, keepAliveSeconds & 255]
  return packet(0x10, Buffer.from([...head, ...text(clientId), ...says]))
}

export function subscribePacket(filter: string): Buffer {
  return packet(0x82, Buffer.from([0, 1, ...text(filter), 0]))
}

/** A publish; with a packet id at QoS 1, without at QoS 0. */
export function publishPacket(topic: string, payload: string, packetId?: number): Buffer {
  const id = packetId === undefined ? [] : [packetId >> 8, packetId & 255]
  const head = Buffer.from([...text(topic), ...id])
  return packet(packetId === undefined ? 0x30 : 0x32, Buffer.concat([head, Buffer.from(payload)]))
}

function packet(first: number, body: Buffer): Buffer {
  const length: number[] = []
  for (let rest = body.length; rest > 0 || length.length === 0; rest >>= 7) {
    length.push((rest & 127) | (rest > 127 ? 128 : 0))
  }
  return Buffer.concat([Buffer.from([first, ...length]), body])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

/** Called with each whole packet: its type and where its body lies in `bytes`. */
export type HearPacket = (type: number, bytes: Buffer, from: number, to: number) => void

/** Cuts a stream into packets. What is left of a chunk is kept until the next. */
export function startCutting(hear: HearPacket): (chunk: Buffer) => void {
  let kept: Buffer | undefined
  return chunk => {
    const bytes = kept ? Buffer.concat([kept, chunk]) : chunk
    let at = 0
    for (;;) {
      const to = endOfPacket(bytes, at)
      if (to === undefined) break
      const from = bodyOf(bytes, at)
      hear((bytes[at] as number) >> 4, bytes, from, to)
      at = to
    }
    // The chunk's memory is used again for the next read.
    kept = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined
  }
}

function bodyOf(bytes: Buffer, at: number): number {
  let index = at + 1
  while ((bytes[index] as number) > 127) index++
  return index + 1
}

function endOfPacket(bytes: Buffer, at: number): number | undefined {
  let length = 0
  for (let index = at + 1, shift = 0; index < bytes.length && shift < 21; index++, shift += 7) {
    const byte = bytes[index] as number
    length |= (byte & 127) << shift
    if (byte > 127) continue
    const to = index + 1 + length
    return to <= bytes.length ? to : undefined
  }
  return undefined
}

/** Writes a whole number with leading zeros, or none when `width` is its length. */
export function writeDigits(bytes: Buffer, from: number, value: number, width: number): void {
  let rest = value
  for (let index = from + width - 1; index >= from; index--) {
    const next = Math.floor(rest / 10)
    bytes[index] = 48 + rest - next * 10
    rest = next
  }
}

/** Reads the ranges of an `ack`, `[[epoch,from,to],…]`, straight from its bytes. */
export function eachRange(
  bytes: Buffer,
  from: number,
  to: number,
  hear: (first: number, last: number) => void,
): void {
  const numbers = [0, 0, 0]
  let depth = 0
  let place = 0
  for (let index = from; index < to; index++) {
    const byte = bytes[index] as number
    if (byte === 0x5b) {
      depth++
      place = 0
      numbers.fill(0)
    } else if (depth === 2 && byte >= 48 && byte <= 57) {
      numbers[place] = (numbers[place] as number) * 10 + byte - 48
    } else if (depth === 2 && byte === 0x2c) {
      place++
    } else if (byte === 0x5d) {
      if (depth === 2) hear(numbers[1] as number, numbers[2] as number)
      depth--
      if (depth === 0) return
    }
  }
}
