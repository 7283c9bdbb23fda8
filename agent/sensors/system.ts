import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { attempt, type Read, type Roots, readNames, readNumber, readText, unreadable } from './reading.ts'

/** Clock ticks since the start: all, and those in which the processor had nothing to do. */
type CpuTicks = { all: number; idle: number }

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
  // user, nice, system, idle, iowait, irq, softirq, steal; guest time lies within user.
  const ticks = line?.split(/ +/).slice(0, 8).map(Number)
  if (!ticks || ticks.length < 4 || ticks.some(Number.isNaN)) return undefined
  return { all: ticks.reduce((sum, one) => sum + one, 0), idle: ticks[3]! + (ticks[4] ?? 0) }
}

function busyPercent(before: CpuTicks, after: CpuTicks): number | undefined {
  const all = after.all - before.all
  if (all <= 0) return undefined
  return Math.min(100, Math.max(0, 100 * (1 - (after.idle - before.idle) / all)))
}

/** Memory that is not available to a program that asks for it, in percent. */
export async function readMemory({ proc }: Roots): Promise<Read<number>> {
  const read = await readText(join(proc, 'meminfo'))
  if (!read.ok) return read
  const total = Number(/^MemTotal: +(\d+)/m.exec(read.value)?.[1])
  const available = Number(/^MemAvailable: +(\d+)/m.exec(read.value)?.[1])
  const percent = 100 * (1 - available / total)
  return percent >= 0 && percent <= 100 ? { ok: true, value: percent } : unreadable('failed')
}

/** Room an ordinary user still has on the disk of this folder, in percent. */
export async function readDiskFree(folder: string): Promise<Read<number>> {
  const read = await attempt(() => statfs(folder))
  if (!read.ok) return read
  const { blocks, bfree, bavail } = read.value
  const usable = blocks - bfree + bavail
  return usable > 0 ? { ok: true, value: (100 * bavail) / usable } : unreadable('unsupported')
}

/** The hottest sensor, in degrees Celsius. */
export async function readTemperature({ sys }: Roots): Promise<Read<number>> {
  const zones = await listFiles(join(sys, 'class/thermal'), /^thermal_zone\d+$/, /^temp$/)
  const found =
    zones.length > 0 ? zones : await listFiles(join(sys, 'class/hwmon'), /^hwmon/, /^temp\d+_input$/)
  if (found.length === 0) return unreadable('absent')
  const reads = await Promise.all(found.map(readNumber))
  const celsius = reads.flatMap(read => (read.ok ? [read.value / 1000] : [])).filter(isPlausible)
  if (celsius.length > 0) return { ok: true, value: Math.max(...celsius) }
  return reads.find(read => !read.ok) ?? unreadable('failed')
}

/** Sensors that are not wired report −273 or 65,535 °C. */
function isPlausible(celsius: number): boolean {
  return celsius > -60 && celsius < 200
}

async function listFiles(folder: string, device: RegExp, file: RegExp): Promise<string[]> {
  const devices = await readNames(folder)
  if (!devices.ok) return []
  const lists = devices.value
    .filter(name => device.test(name))
    .map(async name => {
      const files = await readNames(join(folder, name))
      return files.ok ? files.value.filter(one => file.test(one)).map(one => join(folder, name, one)) : []
    })
  return (await Promise.all(lists)).flat()
}

/** Whether a processor was slowed down by heat or low voltage since the last call. */
export function watchThrottling({ sys }: Roots): () => Promise<Read<boolean>> {
  let before: number | undefined
  return async () => {
    const count = await readThrottleCount(sys)
    if (!count.ok) return count.reason === 'absent' ? unreadable('unsupported') : count
    const throttled = before !== undefined && count.value > before
    before = count.value
    return { ok: true, value: throttled }
  }
}

async function readThrottleCount(sys: string): Promise<Read<number>> {
  const folder = join(sys, 'devices/system/cpu/cpu0/thermal_throttle')
  const core = await readNumber(join(folder, 'core_throttle_count'))
  if (!core.ok) return core
  const whole = await readNumber(join(folder, 'package_throttle_count'))
  return { ok: true, value: core.value + (whole.ok ? whole.value : 0) }
}

/** The system's own name for itself, without version of the machine; null when it has none. */
export async function readSystemName(etc: string): Promise<string | null> {
  const read = await readText(join(etc, 'os-release'))
  const name = read.ok ? /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(read.value)?.[1] : undefined
  return name ? name.slice(0, 64) : null
}
