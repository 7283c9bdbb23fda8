import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Knocks at the door of the hands as the user that runs this: a line of JSON in for each knock, a line out with what
 * was answered. `stays`: it says no more, and does not say that it has ended either.
 */
export type Knock = { door: string; parts: string[]; gapMs: number; stays: boolean }

async function knock({ door, parts, gapMs, stays }: Knock): Promise<string> {
  const socket = connect({ path: door, allowHalfOpen: true })
  let answer = ''
  socket.on('data', (chunk: Buffer) => {
    answer += chunk
  })
  // One that reads no further leaves before all was said.
  const failed = once(socket, 'error').then(([error]) => (error as NodeJS.ErrnoException).code ?? 'failed')
  const ended = once(socket, 'end').then(() => 'ended')
  for (const [index, part] of parts.entries()) {
    if (index > 0) await pause(gapMs)
    if (socket.writable) socket.write(part)
  }
  if (!stays && socket.writable) socket.end()
  const how = await Promise.race([failed, ended])
  socket.destroy()
  return answer.trim() || how
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await knock(JSON.parse(line) as Knock).catch(String))}\n`)
}
