import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { DisksFact, MachineFact } from '../../protocol/inventory.ts'
import { programBeside } from '../program-beside.ts'
import type { Read } from './asking.ts'
import { unreadable } from './reading.ts'

const Found = Type.Object({ machine: MachineFact, disks: DisksFact })
export type Found = Static<typeof Found>

const program = programBeside(import.meta.url, 'inventory-process')
const answerBytesMax = 16_384
const answerWithinMs = 30_000
/** Parts are exchanged while a set is off or asleep. */
const everyMs = 86_400_000
/** What it starts finds the system's own programs, and nothing of ours. */
const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }

/** What the machine is made of, found by a process that ends with its answer. */
export class Inventory {
  readonly #steady: () => number
  readonly #read: (key: string | undefined) => Promise<Read<Found>>
  #found: Read<Found> | undefined
  #key: string | undefined
  #readAt: number | undefined

  constructor(steady: () => number, read: (key: string | undefined) => Promise<Read<Found>> = readInventory) {
    this.#steady = steady
    this.#read = read
  }

  /** undefined: not looked yet. */
  get found(): Read<Found> | undefined {
    return this.#found
  }

  /** The control plane welcomed the set. Looks at once, after a day, and with another key; without one no serial is hashed. */
  async welcomed(key: string | undefined): Promise<void> {
    const now = this.#steady()
    if (this.#readAt !== undefined && this.#key === key && now - this.#readAt < everyMs) return
    this.#key = key
    this.#readAt = now
    this.#found = await this.#read(key)
  }

  /** To be called now and then: a day passes. */
  look(): void {
    if (this.#readAt !== undefined) void this.welcomed(this.#key)
  }
}

/** Finds it now. A process that takes longer is ended, with all that it started. */
export async function readInventory(
  key: string | undefined,
  withinMs: number = answerWithinMs,
  file: string = program,
): Promise<Read<Found>> {
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, [file], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  let said = ''
  const { promise: ended, resolve } = Promise.withResolvers<unknown>()
  const late = setTimeout(() => {
    endGroup(child.pid)
    resolve('late')
  }, withinMs)
  child.stdin.on('error', () => undefined)
  child.stdin.end(key ?? '')
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.length <= answerBytesMax) return
    endGroup(child.pid)
    resolve('too long')
  })
  child.once('error', resolve).once('close', resolve)
  const code = await ended
  clearTimeout(late)
  // Something that it left behind may hold its end of this.
  child.stdout.destroy()
  if (code === 'late') return unreadable('no_answer')
  return code === 0 ? parse(said) : unreadable('failed')
}

/** What it started may hang where it does not: all of it is one group, of which nobody may be left. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is.
  }
}

function parse(said: string): Read<Found> {
  try {
    const value: unknown = JSON.parse(said)
    return Check(Found, value) ? { ok: true, value } : unreadable('failed')
  } catch {
    return unreadable('failed')
  }
}
