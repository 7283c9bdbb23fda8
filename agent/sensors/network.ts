import { join } from 'node:path'
import type { InterfaceKind } from '../../protocol/facts.ts'
import { type Read, type Roots, readNumber, readText, resolvePath, unreadable } from './reading.ts'

/** The interface that leads out, by the system's name for it, which stays on the set. */
export type Outward = { name: string; kind: InterfaceKind }

/** Bytes received and sent by an interface since it came up. */
type Traffic = { name: string; rx: number; tx: number; atMs: number }
export type Rates = { rx: number; tx: number }

const routeUp = 1

/** The interface of the default route with the lowest metric; kind `none` when no route leads out. */
export function watchOutward(roots: Roots): () => Promise<Read<Outward>> {
  let last: Outward = { name: '', kind: 'none' }
  return async () => {
    const name = await readDefaultInterface(roots)
    if (!name.ok) return name
    if (name.value !== last.name) last = { name: name.value, kind: await readKind(roots, name.value) }
    return { ok: true, value: last }
  }
}

async function readDefaultInterface({ proc }: Roots): Promise<Read<string>> {
  const four = await readText(join(proc, 'net/route'))
  const name = four.ok ? defaultRoute(four.value) : undefined
  if (name !== undefined) return { ok: true, value: name }
  const six = await readText(join(proc, 'net/ipv6_route'))
  if (!four.ok && !six.ok) return four
  return { ok: true, value: (six.ok && defaultRoute6(six.value)) || '' }
}

function defaultRoute(table: string): string | undefined {
  const routes = table
    .split('\n')
    .slice(1)
    .map(line => line.split(/\s+/))
    .filter(row => row[1] === '00000000' && row[7] === '00000000' && (Number(`0x${row[3]}`) & routeUp) !== 0)
  return routes.sort((a, b) => Number(a[6]) - Number(b[6]))[0]?.[0]
}

function defaultRoute6(table: string): string | undefined {
  const routes = table
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(row => /^0+$/.test(row[0] ?? '') && row[1] === '00' && row[9] !== undefined && row[9] !== 'lo')
    .filter(row => (Number(`0x${row[8]}`) & routeUp) !== 0)
  return routes.sort((a, b) => Number(`0x${a[5]}`) - Number(`0x${b[5]}`))[0]?.[9]
}

async function readKind({ sys }: Roots, name: string): Promise<InterfaceKind> {
  if (name === '') return 'none'
  const folder = join(sys, 'class/net', name)
  const uevent = await readText(join(folder, 'uevent'))
  const type = uevent.ok ? /^DEVTYPE=(\w+)$/m.exec(uevent.value)?.[1] : undefined
  if (type === 'wlan' || (await resolvePath(join(folder, 'phy80211')))) return 'wifi'
  if (type === 'wwan' || /^(wwan|ppp|rmnet)/.test(name)) return 'mobile'
  const ethernet = await readNumber(join(folder, 'type'))
  const physical = await resolvePath(join(folder, 'device'))
  return physical && ethernet.ok && ethernet.value === 1 ? 'wired' : 'other'
}

/** Bytes a second of the outward interface since the last call; null after a change of interface or a restart. */
export function watchRates(
  { sys }: Roots,
  steady: () => number,
): (name: string) => Promise<Read<Rates | null>> {
  let before: Traffic | undefined
  return async name => {
    const folder = join(sys, 'class/net', name, 'statistics')
    const [rx, tx] = await Promise.all(['rx_bytes', 'tx_bytes'].map(file => readNumber(join(folder, file))))
    if (!rx!.ok) return rx!
    if (!tx!.ok) return tx!
    const traffic = { name, rx: rx!.value, tx: tx!.value, atMs: steady() }
    const rates = before && ratesBetween(before, traffic)
    before = traffic
    return { ok: true, value: rates ?? null }
  }
}

function ratesBetween(before: Traffic, after: Traffic): Rates | undefined {
  const seconds = (after.atMs - before.atMs) / 1000
  const restarted = after.rx < before.rx || after.tx < before.tx
  if (before.name !== after.name || restarted || seconds <= 0) return undefined
  return { rx: (after.rx - before.rx) / seconds, tx: (after.tx - before.tx) / seconds }
}

/** Speed of the link in Mbit/s. Wi-Fi and many virtual interfaces have none to tell here. */
export async function readLinkSpeed({ sys }: Roots, name: string): Promise<Read<number>> {
  const read = await readNumber(join(sys, 'class/net', name, 'speed'))
  return read.ok && read.value <= 0 ? unreadable('unsupported') : read
}

/** Signal of a Wi-Fi interface in dBm. */
export async function readSignal({ proc }: Roots, name: string): Promise<Read<number>> {
  const read = await readText(join(proc, 'net/wireless'))
  if (!read.ok) return read
  const line = read.value.split('\n').find(one => one.trim().startsWith(`${name}:`))
  const dbm = Number(line?.trim().split(/\s+/)[3]?.replace(/\.$/, ''))
  return dbm < 0 && dbm >= -200 ? { ok: true, value: dbm } : unreadable(line ? 'unsupported' : 'absent')
}
