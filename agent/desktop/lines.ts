import type { Socket } from 'node:net'
import { lineBytesMax } from './words.ts'

/** More lines than these at once are a flood; so many are forgiven in every interval of saying. */
const linesMax = 40
const forgivenEveryMs = 10_000

/**
 * Reads lines of JSON; values are whatever the other side wrote. `abused`: it says too much, or what is no JSON; no
 * more of it is read.
 */
export function readLines(socket: Socket, hear: (value: unknown) => void, abused: () => void): void {
  let rest = ''
  let lines = 0
  const forgive = setInterval(() => {
    lines = 0
  }, forgivenEveryMs)
  forgive.unref()
  socket.once('close', () => clearInterval(forgive))
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    if (socket.destroyed) return
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines += parts.length
    const isTooMuch = lines > linesMax || [rest, ...parts].some(part => part.length > lineBytesMax)
    const values = isTooMuch ? [undefined] : parts.map(parse)
    if (values.includes(undefined)) return abused()
    for (const value of values) {
      hear(value)
      // One of them was no word of ours.
      if (socket.destroyed) return
    }
  })
}

/** undefined: no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A line for the other side; one that does not read is not waited for. */
export function sayLine(socket: Socket, value: unknown): void {
  if (socket.writableLength > lineBytesMax * linesMax) socket.destroy()
  else if (!socket.destroyed) socket.write(`${JSON.stringify(value)}\n`)
}
