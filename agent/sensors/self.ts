import { join } from 'node:path'
import type { Read } from './asking.ts'
import { type Roots, readText, unreadable } from './reading.ts'

export type Self = { memoryMb: number; cpuPercent: number | null }

/** What the agent itself costs: memory nobody else shares, and its share of one processor since the last call. */
export function watchSelf({ proc }: Roots, steady: () => number): () => Promise<Read<Self>> {
  let before: { cpuMs: number; atMs: number } | undefined
  return async () => {
    const read = await readText(join(proc, 'self/smaps_rollup'))
    if (!read.ok) return read
    const dirtyKb = Number(/^Private_Dirty: +(\d+) kB$/m.exec(read.value)?.[1])
    if (Number.isNaN(dirtyKb)) return unreadable('failed')
    const { user, system } = process.cpuUsage()
    const present = { cpuMs: (user + system) / 1000, atMs: steady() }
    const cpuPercent = before ? (100 * (present.cpuMs - before.cpuMs)) / (present.atMs - before.atMs) : null
    before = present
    return { ok: true, value: { memoryMb: dirtyKb / 1024, cpuPercent } }
  }
}
