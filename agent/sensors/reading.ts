import { constants } from 'node:fs'
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SensorName, UnreadableReason } from '../../protocol/facts.ts'
import { threadPoolSize } from '../settings.ts'
import { Asking, type Read } from './asking.ts'

/** Where the system shows itself; tests point these to recorded trees. */
export type Roots = { proc: string; sys: string }
export const systemRoots: Roots = { proc: '/proc', sys: '/sys' }

/** Sensors that could not read, with the reason. */
export type Unreadable = { [Name in SensorName]?: UnreadableReason }

const reasons: Record<string, UnreadableReason> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  ENODEV: 'absent',
  ENXIO: 'absent',
  EACCES: 'denied',
  EPERM: 'denied',
  EINVAL: 'unsupported',
  ENOSYS: 'unsupported',
  EOPNOTSUPP: 'unsupported',
  ETIMEDOUT: 'no_answer',
}

/** A sensor behind firmware may take a second; the next look comes after five. */
const answerWithinMs = 2000
/** Of the pool, this share of threads is left to everything else. */
const leftShare = 1 / 6
let asking: Asking | undefined

/** What the protocol takes of a name. */
const nameMax = 64

/** More than this is not a file of the system. */
const bytesMax = 2 ** 20
const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

export function unreadable(reason: UnreadableReason): { ok: false; reason: UnreadableReason } {
  return { ok: false, reason }
}

/** The text of a small file, without the blanks and the zero bytes around it. */
export function readText(path: string): Promise<Read<string>> {
  return attempt('text', path, async () => (await readWhole(path)).replaceAll('\0', '').trim())
}

/** The number in a small file, written in decimals; anything else is `failed`. */
export async function readNumber(path: string): Promise<Read<number>> {
  const read = await readText(path)
  if (!read.ok) return read
  return /^[+-]?\d+(\.\d+)?$/.test(read.value)
    ? { ok: true, value: Number(read.value) }
    : unreadable('failed')
}

/** The names in a folder, in order; a folder that is not there is an empty one. */
export async function readNames(path: string): Promise<Read<string[]>> {
  const read = await attempt('names', path, () => readdir(path))
  if (read.ok) return { ok: true, value: read.value.sort(byNumber) }
  return read.reason === 'absent' ? { ok: true, value: [] } : read
}

/** The last part of what a link points to; undefined when there is no link. */
export async function readLinkName(path: string): Promise<Read<string | undefined>> {
  const read = await attempt('link', path, () => readlink(path))
  return orUndefined(read.ok ? { ok: true, value: read.value.split('/').at(-1) } : read)
}

/** The path without links; undefined when it leads nowhere. */
export async function resolvePath(path: string): Promise<Read<string | undefined>> {
  return orUndefined(await attempt('path', path, () => realpath(path)))
}

/** What may well not be there is undefined then; anything else that kept it from being read stays said. */
export function orUndefined<Value>(read: Read<Value>): Read<Value | undefined> {
  return read.ok || read.reason !== 'absent' ? read : { ok: true, value: undefined }
}

/** Asks the system with a deadline; a failure becomes its reason. `of`: the path, or what else is asked. */
export function attempt<Value>(what: string, of: string, read: () => Promise<Value>): Promise<Read<Value>> {
  const threads = threadPoolSize()
  asking ??= new Asking(threads - Math.ceil(threads * leftShare), answerWithinMs)
  return asking.ask(`${what} ${of}`, dirname(of), async () => {
    try {
      return { ok: true, value: await read() }
    } catch (error) {
      return unreadable(reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'failed')
    }
  })
}

/** Read so that only a file can make us wait, and only its system: a pipe in its place answers at once. */
async function readWhole(path: string): Promise<string> {
  const found = await stat(path)
  if (!found.isFile()) throw new Error(`${path} is not a file`)
  if (found.size > bytesMax) throw new Error(`${path} is longer than ${bytesMax} bytes`)
  // In one piece: opened, read and closed one by one it costs three times the processor, every few seconds for each file.
  return readFile(path, { encoding: 'utf8', flag: readAtOnce })
}

/** A name as it may be told: without what controls a screen, whole characters, no longer than others take; null: none. */
export function toldName(name: string | null | undefined): string | null {
  const plain = (name ?? '').replaceAll(/\p{Cc}/gu, '').trim()
  return plain === '' ? null : plain.slice(0, nameMax).toWellFormed()
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
