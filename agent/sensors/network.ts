import { join } from 'node:path'
import type { InterfaceKind } from '../../protocol/facts.ts'
import type { Read } from './asking.ts'
import { readKind } from './network-kind.ts'
import { type Roots, readNumber, readText, resolvePath, unreadable } from './reading.ts'

/** The interface that leads out, by the system's name for it, which stays on the set. */
export type Outward = { name: string; kind: InterfaceKind }
/** Asks which interface that is. */
export type Way = () => Promise<Read<Outward>>

/** Bytes received and sent by an interface since it came up. */
export type Traffic = { rx: number; tx: number }
type Moment = Traffic & { name: string; atMs: number }
export type Rates = { rx: number; tx: number }

/** The kind of an interface is looked at again after so many calls: another may have taken its name. */
const callsBetweenReads = 12

/** The interface of the default route with the lowest metric; kind `none` when no route leads out. */
export function watchOutward(roots: Roots): Way {
  let last: Outward | undefined
  let calls = 0
  return async () => {
    const name = await readDefaultInterface(roots)
    if (!name.ok) return name
    calls = (calls + 1) % callsBetweenReads
    if (name.value === last?.name && calls !== 0) return { ok: true, value: last }
    const kind = await readKind(roots.sys, name.value)
    last = kind.ok ? { name: name.value, kind: kind.value } : undefined
    return kind.ok ? { ok: true, value: { name: name.value, kind: kind.value } } : kind
  }
}

async function readDefaultInterface({ proc }: Roots): Promise<Read<string>> {
  const [four, six] = await Promise.all([
    readText(join(proc, 'net/route')),
    readText(join(proc, 'net/ipv6_route')),
  ])
  const ways = four.ok ? routes4(four.value) : []
  // The list of IPv4 has a head, also without any route: one without is no list.
  if (!ways) return unreadable('failed')
  const name = outOf(ways) ?? (six.ok ? outOf(routes6(six.value)) : undefined)
  if (name !== undefined) return { ok: true, value: name }
  if (!four.ok && (four.reason !== 'absent' || !six.ok)) return four
  return six.ok || six.reason === 'absent' ? { ok: true, value: '' } : six
}

/** A route to everywhere or to half of it; one that refuses leads nowhere, and what has a higher metric is never asked. */
type Route = { to: Reach; name: string; metric: number; refuses: boolean }
type Reach = 'all' | 'lower' | 'upper'

const routeUp = 1
const routeRefuses = 0x200

/** Tunnels are laid over both halves, some of them without a route to everywhere below. */
function outOf(ways: readonly Route[]): string | undefined {
  return leadsTo('all', ways) ?? (leadsTo('upper', ways) && leadsTo('lower', ways))
}

function leadsTo(to: Reach, ways: readonly Route[]): string | undefined {
  const [first] = ways.filter(way => way.to === to).toSorted((a, b) => a.metric - b.metric)
  return first && !first.refuses ? first.name : undefined
}

/** By address and length of a route, as the lists of the system write them. */
const reaches: Record<string, Reach> = {
  '00000000/00000000': 'all',
  '00000000/00000080': 'lower',
  '00000080/00000080': 'upper',
  [`${'0'.repeat(32)}/00`]: 'all',
  [`${'0'.repeat(32)}/01`]: 'lower',
  [`8${'0'.repeat(31)}/01`]: 'upper',
}

function routes4(table: string): Route[] | undefined {
  const [head, ...rows] = table.split('\n').map(line => line.trim().split(/\s+/))
  if (head?.[0] !== 'Iface') return undefined
  return rows.flatMap(([name, to, , flags, , , metric, mask]) =>
    wayOf(reaches[`${to}/${mask}`], name, Number(metric), flags),
  )
}

function routes6(table: string): Route[] {
  return table
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .flatMap(row => wayOf(reaches[`${row[0]}/${row[1]}`], row[9], Number(`0x${row[5]}`), row[8]))
}

function wayOf(to: Reach | undefined, name: string | undefined, metric: number, flags?: string): Route[] {
  const bits = Number(`0x${flags}`)
  if (!to || name === undefined || Number.isNaN(metric) || (bits & routeUp) === 0) return []
  return [{ to, name, metric, refuses: (bits & routeRefuses) !== 0 || name === '*' || name === 'lo' }]
}

/** What an interface has carried since it came up. */
export async function readTraffic({ sys }: Roots, name: string): Promise<Read<Traffic>> {
  const folder = join(sys, 'class/net', name, 'statistics')
  const [rx, tx] = await Promise.all(['rx_bytes', 'tx_bytes'].map(file => readNumber(join(folder, file))))
  if (!rx!.ok) return rx!
  if (!tx!.ok) return tx!
  return { ok: true, value: { rx: rx!.value, tx: tx!.value } }
}

/** Bytes a second of the outward interface since the last call; null after a change of interface or a restart. */
export function watchRates(
  roots: Roots,
  steady: () => number,
): (name: string) => Promise<Read<Rates | null>> {
  let before: Moment | undefined
  return async name => {
    const read = await readTraffic(roots, name)
    if (!read.ok) return read
    const after = { name, ...read.value, atMs: steady() }
    const rates = before && ratesBetween(before, after)
    before = after
    return { ok: true, value: rates ?? null }
  }
}

function ratesBetween(before: Moment, after: Moment): Rates | undefined {
  const seconds = (after.atMs - before.atMs) / 1000
  const restarted = after.rx < before.rx || after.tx < before.tx
  if (before.name !== after.name || restarted || seconds <= 0) return undefined
  return { rx: (after.rx - before.rx) / seconds, tx: (after.tx - before.tx) / seconds }
}

/** What drivers say when they do not know: −1, also as a number without a sign. */
const noSpeeds: readonly number[] = [65_535, 4_294_967_295]

/** Speed of the link in Mbit/s. Wi-Fi and interfaces that programs make have none to tell here. */
export async function readLinkSpeed({ sys }: Roots, name: string): Promise<Read<number>> {
  const folder = join(sys, 'class/net', name)
  const tunnel = await resolvePath(join(folder, 'tun_flags'))
  if (!tunnel.ok) return tunnel
  if (tunnel.value !== undefined) return unreadable('unsupported')
  const read = await readNumber(join(folder, 'speed'))
  return read.ok && (read.value <= 0 || noSpeeds.includes(read.value)) ? unreadable('unsupported') : read
}

/** No radio hears less; drivers that do not know say −256. */
const dbmMin = -120

/** Signal of a Wi-Fi interface in dBm. A driver that gives a share or steps of its own gives no negative number. */
export async function readSignal({ proc }: Roots, name: string): Promise<Read<number>> {
  const read = await readText(join(proc, 'net/wireless'))
  if (!read.ok) return read
  const line = read.value.split('\n').find(one => one.trim().startsWith(`${name}:`))
  if (!line) return unreadable('absent')
  const level = line
    .slice(line.indexOf(':') + 1)
    .trim()
    .split(/\s+/)[2]
  const dbm = Number(level?.replace(/\.$/, '') || Number.NaN)
  return dbm < 0 && dbm >= dbmMin ? { ok: true, value: dbm } : unreadable('unsupported')
}
