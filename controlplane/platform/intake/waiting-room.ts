/** What may wait for the database in all: this many messages a connected set, and never fewer than this. */
const messagesPerSetMax = 64
const messagesMin = 4096
/** What it may weigh in all; the rest of the process takes far more than this. */
const bytesMax = 128 * 1024 * 1024
/** An honest set has 32 messages on its way; what it repeats while the database is away comes on top. */
const shareMessagesMax = 256
const shareBytesMax = 512 * 1024
/** Many connected sets leave each a small part of the whole; 32 reports every one of them may have. */
const shareBytesMin = 48 * 1024
/** What a message weighs beside its payload. */
const messageBytes = 300

type Held = { messages: number; bytes: number }
type Waiting = { device: { no: number }; payload: string }

/**
 * How much waits, in all and of each set. The shares of the connected sets, up to some 2,700 of them, are together no
 * more than the room: no set can keep another out.
 *
 * @param connected how many sets are connected
 */
export function startWaitingRoom(connected: () => number) {
  const all: Held = { messages: 0, bytes: 0 }
  const byDevice = new Map<number, Held>()

  function shares() {
    const sets = Math.max(1, connected())
    const messagesMax = Math.max(messagesMin, messagesPerSetMax * sets)
    return {
      messagesMax,
      messages: Math.min(shareMessagesMax, Math.floor(messagesMax / sets)),
      bytes: Math.min(shareBytesMax, Math.max(shareBytesMin, bytesMax / sets)),
    }
  }

  return {
    /** Lets a message in, unless its set has its share in here already or the room is full. */
    enter({ device, payload }: Waiting): 'in' | 'share used' | 'full' {
      const bytes = bytesOf(payload)
      const held = byDevice.get(device.no) ?? { messages: 0, bytes: 0 }
      const share = shares()
      // What the longest message weighs always fits in an empty share.
      if (held.messages >= share.messages || held.bytes + bytes > share.bytes) return 'share used'
      if (all.messages >= share.messagesMax || all.bytes + bytes > bytesMax) return 'full'
      for (const one of [held, all]) {
        one.messages++
        one.bytes += bytes
      }
      byDevice.set(device.no, held)
      return 'in'
    },
    leave(messages: readonly Waiting[]): void {
      for (const { device, payload } of messages) {
        const held = byDevice.get(device.no)
        if (held === undefined) continue
        const bytes = bytesOf(payload)
        for (const one of [held, all]) {
          one.messages--
          one.bytes -= bytes
        }
        if (held.messages === 0) byDevice.delete(device.no)
      }
    },
    messages: () => all.messages,
    bytes: () => all.bytes,
  }
}

function bytesOf(payload: string): number {
  return payload.length + messageBytes
}
