import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Read } from './asking.ts'
import { hottest, readHeat } from './heat.ts'
import { attempt, type Roots, readText, toldName, unreadable } from './reading.ts'
import { readSlowing, remembered, type Slowing, slowedBetween } from './slowing.ts'

/** Clock ticks since the start: user, nice, system, idle, iowait, irq, softirq, steal; guest time lies within user. */
type CpuTicks = readonly number[]
const idleAt = 3
const idleTicks: readonly number[] = [idleAt, 4]

/** Busy share of all processors since the last call, in percent; the first call has nothing to compare with. */
export function watchCpu({ proc }: Roots): () => Promise<Read<number | null>> {
  let before: CpuTicks | undefined
  return async () => {
    const read = await readText(join(proc, 'stat'))
    if (!read.ok) return read
    const ticks = parseCpu(read.value)
    if (!ticks) return unreadable('failed')
    const percent = before && busyPercent(before, ticks)
    before = ticks
    return { ok: true, value: percent ?? null }
  }
}

function parseCpu(stat: string): CpuTicks | undefined {
  const line = /^cpu +(.*)$/m.exec(stat)?.[1]
  const ticks = line?.trim().split(/ +/).slice(0, 8).map(Number)
  return ticks && ticks.length >= 4 && ticks.every(Number.isFinite) ? ticks : undefined
}

/**
 * A count that goes back was begun anew, or is one of those that the system corrects: it tells nothing. Without that of
 * idleness, as after a sleep or when a core came or went, the others would tell of nothing but work.
 */
function busyPercent(before: CpuTicks, after: CpuTicks): number | undefined {
  if (after[idleAt]! < before[idleAt]!) return undefined
  const passed = after.map((ticks, of) => Math.max(0, ticks - (before[of] ?? 0)))
  const all = passed.reduce((sum, one) => sum + one, 0)
  const idle = idleTicks.reduce((sum, of) => sum + (passed[of] ?? 0), 0)
  return all > 0 ? (100 * (all - idle)) / all : undefined
}

/** Memory that is not available to a program that asks for it, in percent. */
export async function readMemory({ proc }: Roots): Promise<Read<number>> {
  const read = await readText(join(proc, 'meminfo'))
  if (!read.ok) return read
  const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(read.value)?.[1])
  // Old systems do not tell what is available, only what of it lies free and what can be freed.
  const said = kilobytes('MemAvailable')
  const available = Number.isNaN(said)
    ? kilobytes('MemFree') + kilobytes('Buffers') + kilobytes('Cached')
    : said
  const percent = 100 * (1 - available / kilobytes('MemTotal'))
  return percent >= 0 && percent <= 100 ? { ok: true, value: percent } : unreadable('failed')
}

/** Room an ordinary user still has on the disk of this folder, in percent. */
export async function readDiskFree(folder: string): Promise<Read<number>> {
  const read = await attempt('room', folder, () => statfs(folder))
  if (!read.ok) return read
  const { blocks, bfree, bavail } = read.value
  const usable = blocks - bfree + bavail
  if (usable <= 0) return unreadable('unsupported')
  const percent = (100 * bavail) / usable
  return percent >= 0 && percent <= 100 ? { ok: true, value: percent } : unreadable('failed')
}

/** The hottest sensor, in degrees Celsius. */
export async function readTemperature({ sys }: Roots): Promise<Read<number>> {
  return hottest(await readHeat(sys))
}

/** Whether a processor was slowed down by heat or low voltage since the last call. */
export function watchThrottling({ sys }: Roots): () => Promise<Read<boolean>> {
  let before: Slowing | undefined
  return async () => {
    const slowing = await readSlowing(sys)
    const slowed = slowedBetween(before ?? slowing, slowing)
    before = remembered(before ?? {}, slowing)
    return slowed
  }
}

/** The system's own name for itself, without version of the machine; null when it has none. */
export async function readSystemName(etc: string): Promise<string | null> {
  for (const file of [join(etc, 'os-release'), join(etc, '../usr/lib/os-release')]) {
    const read = await readText(file)
    const said = (key: string) =>
      read.ok
        ? new RegExp(`^${key}=(["']?)(.*?)\\1\\s*$`, 'm')
            .exec(read.value)?.[2]
            ?.trim()
            .replaceAll(/\\(.)/g, '$1')
        : undefined
    const name = toldName(said('PRETTY_NAME')) ?? toldName(said('NAME'))
    if (name) return name
    if (!read.ok && read.reason !== 'absent') return null
  }
  return null
}
