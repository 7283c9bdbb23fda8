import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import Type from 'typebox'
import { Value } from 'typebox/value'
import type { Head } from '../chain/queries.ts'

const Anchor = Type.Object({
  at: Type.String(),
  no: Type.Integer({ minimum: 1 }),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})

/** One a day for more than a century. */
const linesMax = 50_000

export type Anchors = {
  /** Hashes by the number of their row. The first word counts: who writes a row anew may write a line anew too. */
  byNo: Map<number, string>
  last: Head | undefined
  /** Lines that are no anchors, by number. */
  unreadable: number[]
}

/** The heads that were kept in a file, one a line; no file yet: none. @throws Error when there are too many lines */
export async function readAnchors(file: string): Promise<Anchors> {
  const found: Anchors = { byNo: new Map(), last: undefined, unreadable: [] }
  let lines = 0
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      lines += 1
      if (lines > linesMax) throw new Error(`${file} has more than ${linesMax} lines`)
      const anchor = parseAnchor(text)
      if (anchor === undefined) {
        found.unreadable.push(lines)
        continue
      }
      const { no, hash } = anchor
      if (!found.byNo.has(no)) found.byNo.set(no, hash)
      found.last = { no, hash }
    }
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure
  }
  return found
}

function parseAnchor(text: string): Head | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Value.Check(Anchor, value) ? value : undefined
  } catch {
    return undefined
  }
}
