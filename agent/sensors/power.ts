import { join } from 'node:path'
import type { Read } from './asking.ts'
import { orUndefined, type Roots, readNames, readNumber, readText, unreadable } from './reading.ts'

export type Power = {
  /** charge of the emptiest battery that runs the set, in percent */
  batteryPercent: Read<number>
  /** null: nothing tells, what tells contradicts itself, or there is no battery that could run down */
  onCharge: boolean | null
}

type Supply = {
  type: string
  /** undefined: it could not be asked */
  status: string | undefined
  /** undefined: it does not say */
  online: boolean | undefined
  percent: Read<number>
}

/** A worn battery may claim a little more than all; beyond this it is no share of anything. */
const percentClaimedMax = 125

/**
 * Batteries and adapters of the set; those of a mouse or a headset (scope Device) are not. What a battery says of
 * itself outweighs what an adapter claims: a socket that gives power also calls itself online.
 */
export async function readPower({ sys }: Roots): Promise<Power> {
  const folder = join(sys, 'class/power_supply')
  const names = await readNames(folder)
  if (!names.ok) return { batteryPercent: names, onCharge: null }
  const read = await Promise.all(names.value.map(name => readSupply(join(folder, name))))
  const supplies = read.filter(supply => supply !== undefined)
  const own = supplies.filter(({ type }) => type === 'Battery')
  const batteries = own.length > 0 ? own : supplies.filter(({ type }) => type === 'UPS')
  return {
    batteryPercent: emptiest(batteries.map(one => one.percent)),
    onCharge: isOnCharge(supplies, batteries),
  }
}

/** undefined: it belongs to something else, or nothing is in its place. What cannot be asked may be a battery. */
async function readSupply(folder: string): Promise<Supply | undefined> {
  const [type, scope, status, present, online] = await Promise.all(
    ['type', 'scope', 'status', 'present', 'online'].map(async name =>
      orUndefined(await readText(join(folder, name))),
    ),
  )
  if (textOf(scope) === 'Device' || textOf(present) === '0') return undefined
  const silent = [type, scope, present].find(read => read?.ok === false)
  const kind = textOf(type) ?? (type?.ok ? '' : 'Battery')
  const stores = kind === 'Battery' || kind === 'UPS'
  return {
    type: kind,
    status: status?.ok ? (status.value ?? '') : undefined,
    online: textOf(online) === undefined ? undefined : Number(textOf(online)) > 0,
    percent: silent?.ok === false ? silent : stores ? await readPercent(folder) : unreadable('absent'),
  }
}

function textOf(read: Read<string | undefined> | undefined): string | undefined {
  return read?.ok ? read.value : undefined
}

async function readPercent(folder: string): Promise<Read<number>> {
  const said = await readNumber(join(folder, 'capacity'))
  if (said.ok && said.value >= 0 && said.value <= percentClaimedMax) {
    return { ok: true, value: Math.min(100, said.value) }
  }
  for (const kind of ['energy', 'charge']) {
    const [now, full] = await Promise.all(
      ['now', 'full'].map(end => readNumber(join(folder, `${kind}_${end}`))),
    )
    if (!now!.ok || !full!.ok || full!.value <= 0) continue
    const percent = (100 * now!.value) / full!.value
    if (percent >= 0 && percent <= percentClaimedMax) return { ok: true, value: Math.min(100, percent) }
  }
  return said.ok ? unreadable('failed') : said
}

/** One battery that does not tell may be the emptiest: then nobody knows. */
function emptiest(reads: readonly Read<number>[]): Read<number> {
  const silent = reads.find(read => !read.ok)
  if (silent) return silent
  const known = reads.flatMap(read => (read.ok ? [read.value] : []))
  return known.length > 0 ? { ok: true, value: Math.min(...known) } : unreadable('absent')
}

function isOnCharge(supplies: readonly Supply[], batteries: readonly Supply[]): boolean | null {
  const says = (...statuses: string[]) => batteries.some(({ status }) => statuses.includes(status ?? ''))
  const charges = says('Charging')
  if (charges !== says('Discharging')) return charges
  // Both at once: one battery may feed the other, so only an adapter can tell.
  const isIdle = !charges && says('Full', 'Not charging')
  const told = (is: (type: string) => boolean) =>
    supplies.flatMap(({ type, online }) => (online !== undefined && is(type) ? [online] : []))
  const mains = told(type => ['Mains', 'Wireless', 'BrickID'].includes(type))
  const sockets = told(type => type.startsWith('USB'))
  const claims = [...mains, ...sockets]
  if (claims.length === 0) return isIdle ? true : null
  // A set without a battery runs, whatever its sockets say of themselves.
  if (!claims.includes(true)) return batteries.length > 0 ? false : null
  if (batteries.some(({ status }) => status === undefined)) return null
  return mains.includes(true) || batteries.length === 0 || isIdle ? true : null
}
