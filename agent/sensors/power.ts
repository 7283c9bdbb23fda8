import { join } from 'node:path'
import { type Read, type Roots, readNames, readNumber, readText, unreadable } from './reading.ts'

export type Power = {
  /** charge of the emptiest battery that runs the set, in percent */
  batteryPercent: Read<number>
  /** null: no battery and no adapter tells */
  onCharge: boolean | null
}

type Supply = {
  type: string
  scope: string
  online: boolean | undefined
  percent: Read<number>
  status: string
}

/** Batteries and adapters; the battery of a mouse or a headset (scope Device) is not the set's. */
export async function readPower({ sys }: Roots): Promise<Power> {
  const folder = join(sys, 'class/power_supply')
  const names = await readNames(folder)
  if (!names.ok) return { batteryPercent: names, onCharge: null }
  const supplies = await Promise.all(names.value.map(name => readSupply(join(folder, name))))
  const batteries = supplies.filter(supply => supply.type === 'Battery' && supply.scope !== 'Device')
  return {
    batteryPercent: emptiest(batteries.map(one => one.percent)),
    onCharge: isOnCharge(supplies, batteries),
  }
}

async function readSupply(folder: string): Promise<Supply> {
  const texts = ['type', 'scope', 'status'].map(name => readText(join(folder, name)))
  const [type, scope, status] = (await Promise.all(texts)).map(read => (read.ok ? read.value : ''))
  const online = await readNumber(join(folder, 'online'))
  const percent = await readNumber(join(folder, 'capacity'))
  return {
    type: type!,
    scope: scope!,
    status: status!,
    online: online.ok ? online.value > 0 : undefined,
    percent,
  }
}

function emptiest(reads: readonly Read<number>[]): Read<number> {
  const known = reads.flatMap(read => (read.ok ? [Math.min(100, Math.max(0, read.value))] : []))
  if (known.length > 0) return { ok: true, value: Math.min(...known) }
  return reads[0] ?? unreadable('absent')
}

function isOnCharge(supplies: readonly Supply[], batteries: readonly Supply[]): boolean | null {
  const adapters = supplies.filter(one => one.type !== 'Battery' && one.scope !== 'Device')
  const told = adapters.flatMap(one => (one.online === undefined ? [] : [one.online]))
  if (told.length > 0) return told.includes(true)
  if (batteries.some(one => one.status === 'Discharging')) return false
  return batteries.some(one => ['Charging', 'Full', 'Not charging'].includes(one.status)) ? true : null
}
