import type { Readable } from 'node:stream'
import { handsBytesMax } from '../../protocol/hands.ts'

/** Who has a command to give has it ready. */
const askMsMax = 5000

const compactJws = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

type Asked = { jws: string } | { code: 'too_slow' | 'too_long' | 'unreadable' }

/** Reads one compact JWS, up to the end of what comes; a line end after it is allowed, and nothing else is. */
export async function readAsked(from: Readable): Promise<Asked> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    from.destroy()
  }, askMsMax)
  try {
    for await (const chunk of from) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > handsBytesMax + 1) return { code: 'too_long' }
    }
  } catch {
    // Cut off or taken away by the deadline: what came until then is judged below.
  } finally {
    clearTimeout(deadline)
  }
  if (isLate) return { code: 'too_slow' }
  const text = Buffer.concat(chunks).toString('latin1').replace(/\n$/, '')
  if (text.length > handsBytesMax) return { code: 'too_long' }
  return compactJws.test(text) ? { jws: text } : { code: 'unreadable' }
}
