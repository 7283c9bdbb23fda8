import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import type { SensorName, UnreadableReason } from '../../protocol/facts.ts'

/** What was read, or why it could not be. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; reason: UnreadableReason }

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
}

export function unreadable(reason: UnreadableReason): { ok: false; reason: UnreadableReason } {
  return { ok: false, reason }
}

/** The text of a small file, without the blanks around it. */
export function readText(path: string): Promise<Read<string>> {
  return attempt(async () => (await readFile(path, 'utf8')).trim())
}

/** The number in a small file; anything else than a finite number is `failed`. */
export async function readNumber(path: string): Promise<Read<number>> {
  const read = await readText(path)
  if (!read.ok) return read
  const value = Number(read.value)
  return read.value !== '' && Number.isFinite(value) ? { ok: true, value } : unreadable('failed')
}

/** The names in a folder, in order; a folder that is not there is an empty one. */
export async function readNames(path: string): Promise<Read<string[]>> {
  const read = await attempt(() => readdir(path))
  if (read.ok) return { ok: true, value: read.value.sort(byNumber) }
  return read.reason === 'absent' ? { ok: true, value: [] } : read
}

/** The last part of what a link points to; undefined when there is no link. */
export async function readLinkName(path: string): Promise<string | undefined> {
  const read = await attempt(() => readlink(path))
  return read.ok ? read.value.split('/').at(-1) : undefined
}

/** The path without links; undefined when it leads nowhere. */
export async function resolvePath(path: string): Promise<string | undefined> {
  const read = await attempt(() => realpath(path))
  return read.ok ? read.value : undefined
}

/** Tries to read; a failure becomes its reason. */
export async function attempt<Value>(read: () => Promise<Value>): Promise<Read<Value>> {
  try {
    return { ok: true, value: await read() }
  } catch (error) {
    return unreadable(reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'failed')
  }
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
