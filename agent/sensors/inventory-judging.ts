import type { DisksFact, MachineFact } from '../../protocol/inventory.ts'
import { toldName } from './reading.ts'

/** What the library says of a machine and of a disk, as far as it is used. */
export type SaidMachine = { manufacturer: string; model: string; serial: string }
export type SaidDisk = { device: string; name: string; interfaceType: string; serialNum: string }

const disksMax = 4
/** What makers leave in a place that they were to fill in, and what the library says instead of nothing. */
const nothing =
  /^(|-|0+|none|n\/?a|unknown|computer|default( string)?|not (specified|applicable|available)|to be filled.*|o\.?e\.?m\.?|system (manufacturer|product name|serial number)|empty|invalid|x+|0?123456789\d*)$/i

type Hash = (serial: string) => string | null

export function judgeMachine({ manufacturer, model, serial }: SaidMachine, hash: Hash): MachineFact {
  return { make: nameOf(manufacturer), model: nameOf(model), serial_hash: hashOf(serial, hash) }
}

/** Disks that stay in the set, by the names the system gives them. */
export function judgeDisks(disks: readonly SaidDisk[], hash: Hash): NonNullable<DisksFact> {
  return disks
    .filter(({ interfaceType }) => interfaceType !== 'USB')
    .toSorted((a, b) => a.device.localeCompare(b.device, 'en', { numeric: true }))
    .slice(0, disksMax)
    .map(({ name, serialNum }) => ({ model: nameOf(name), serial_hash: hashOf(serialNum, hash) }))
}

function nameOf(said: string): string | null {
  const name = toldName(said)
  return name === null || nothing.test(name) ? null : name
}

function hashOf(said: string, hash: Hash): string | null {
  const serial = said.trim()
  return nothing.test(serial) ? null : hash(serial)
}
