import { join } from 'node:path'
import type { Read } from './asking.ts'
import { readNames, readNumber, readText, unreadable } from './reading.ts'

/** What one file tells: counts of how often a part was slowed down, and whether it is now. */
type Told = { counts: readonly number[]; now: boolean }

/** By the file that tells. */
export type Slowing = Readonly<Record<string, Read<Told>>>

const counters = ['core_throttle_count', 'package_throttle_count']

/** Every core and package tells for itself; small boards tell by bits of their firmware, or an alarm of low voltage. */
export async function readSlowing(sys: string): Promise<Slowing> {
  const each = await Promise.all([
    readEach(join(sys, 'devices/system/cpu'), /^cpu\d+$/, readCore),
    readEach(join(sys, 'devices/platform'), /^soc/, readFirmware),
    readEach(join(sys, 'class/hwmon'), /^hwmon/, readAlarm),
  ])
  const all = each.flatMap(slowing => Object.entries(slowing))
  return Object.fromEntries(all.filter(([, read]) => read.ok || read.reason !== 'absent'))
}

/** One part that was slowed down is enough; that none was takes all of them to tell. */
export function slowedBetween(before: Slowing, after: Slowing): Read<boolean> {
  const parts = Object.entries(after)
  if (parts.length === 0) return unreadable('unsupported')
  const slowed = parts.some(([of, read]) => {
    const was = before[of]
    return read.ok && (read.value.now || (was?.ok === true && hasGrown(was.value, read.value)))
  })
  const silent = parts.find(([, read]) => !read.ok)?.[1]
  return !slowed && silent?.ok === false ? silent : { ok: true, value: slowed }
}

/** What was known, with what is known now; a part that does not tell is compared with its last word. */
export function remembered(before: Slowing, after: Slowing): Slowing {
  const told = Object.entries(after).filter(([, read]) => read.ok)
  return { ...before, ...Object.fromEntries(told) }
}

/** A count that went back was begun anew. */
function hasGrown(before: Told, after: Told): boolean {
  return after.counts.some((count, at) => count > (before.counts[at] ?? count))
}

async function readEach(
  folder: string,
  device: RegExp,
  read: (folder: string) => Promise<Slowing>,
): Promise<Slowing> {
  const devices = await readNames(folder)
  if (!devices.ok) return { [folder]: devices }
  const found = devices.value.filter(name => device.test(name)).map(name => read(join(folder, name)))
  return Object.assign({}, ...(await Promise.all(found)))
}

async function readCore(core: string): Promise<Slowing> {
  const files = counters.map(name => join(core, 'thermal_throttle', name))
  const reads = files.map(async file => [file, told(await readNumber(file), count => [count])] as const)
  return Object.fromEntries(await Promise.all(reads))
}

/** Bits 0 to 3: low voltage, a lower clock, slowed down, warm, now; bits 16 to 19: so since it was last asked. */
async function readFirmware(board: string): Promise<Slowing> {
  return readEach(board, /:firmware$/, async firmware => {
    const file = join(firmware, 'get_throttled')
    const read = await readText(file)
    if (!read.ok) return { [file]: read }
    const bits = /^(0x)?[0-9a-f]{1,8}$/i.test(read.value) ? Number.parseInt(read.value, 16) : Number.NaN
    if (Number.isNaN(bits)) return { [file]: unreadable('failed') }
    const counts = [16, 17, 18, 19].map(bit => (bits >> bit) & 1)
    return { [file]: { ok: true, value: { counts, now: (bits & 0xf) !== 0 } } }
  })
}

async function readAlarm(chip: string): Promise<Slowing> {
  const name = await readText(join(chip, 'name'))
  if (!name.ok || name.value !== 'rpi_volt') return {}
  const file = join(chip, 'in0_lcrit_alarm')
  return {
    [file]: told(
      await readNumber(file),
      () => [],
      count => count > 0,
    ),
  }
}

function told(
  read: Read<number>,
  counts: (value: number) => readonly number[],
  now: (value: number) => boolean = () => false,
): Read<Told> {
  return read.ok ? { ok: true, value: { counts: counts(read.value), now: now(read.value) } } : read
}
