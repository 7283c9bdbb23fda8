import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Unfit } from './rules.ts'

/**
 * Where an address leads: `public`, `inside` (this machine or a network of one's own), or `never`: no server of others
 * stands there, IPv4 is hidden in it, or it tells secrets of the machine that asks.
 */
export type Place = 'public' | 'inside' | 'never'

const insideRanges = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal'])
/** They give away the credentials of the machine to whoever asks from there. What is link-local is out as such. */
const metadata = new Set(['100.100.100.200', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'])

/** `address`: as the resolver or `URL` writes it, without brackets. */
export function placeOf(address: string): Place {
  if (isIP(address) === 0 || address.includes('%')) return 'never'
  const known = ipaddr.parse(address)
  if (metadata.has(known.toString())) return 'never'
  const range = known.range()
  if (insideRanges.has(range)) return 'inside'
  // What networks are given lies in 2000::/3; the rest of IPv6 carries IPv4 in ways of its own, or nothing.
  const isGiven = known.kind() === 'ipv4' || ((known.toByteArray()[0] ?? 0) & 0xe0) === 0x20
  return range === 'unicast' && isGiven ? 'public' : 'never'
}

const label = '[0-9a-z]([0-9a-z-]{0,61}[0-9a-z])?'
/** In small letters and without a dot behind it; four numbers are a name too. */
const plainName = new RegExp(`^(?=.{1,253}$)${label}(\\.${label})*$`)

const lengthMax = 2048
const securePort = 443
/** Below it stand other protocols; a host that the settings name may have any. */
const freePortMin = 1024

type Target = { url: URL; host: string; isNamed: boolean }

/**
 * What may be asked, as far as its text tells; names are not looked up. No other form than the plain one is taken, so
 * that nobody reads another host in it than we do. `named`: hosts that a setting lets stand inside.
 */
export function readTarget(text: string, named: ReadonlySet<string>): Target | Unfit {
  const url = URL.parse(text)
  if (url === null || text.length > lengthMax) return 'bad_address'
  if (url.protocol !== 'https:') return 'not_https'
  const [, written = ''] =
    /^https:\/\/([0-9a-z.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?][!-~]*)?$/i.exec(text) ?? []
  const host = url.hostname.replace(/[[\]]/g, '')
  const isPlain = written.startsWith('[') || (written.toLowerCase() === host && plainName.test(host))
  if (!isPlain || text.includes('#') || text.includes('\\')) return 'bad_address'
  const isNamed = named.has(host)
  const port = url.port === '' ? securePort : Number(url.port)
  if (!isNamed && port !== securePort && port < freePortMin) return 'bad_address'
  return isIP(host) > 0 && !isAllowed(host, isNamed) ? 'refused_address' : { url, host, isNamed }
}

/** Why nothing may be sent there, as far as its text tells; undefined: it may. */
export function whyUnfit(text: string, named: readonly string[]): Unfit | undefined {
  const target = readTarget(text, new Set(named))
  return typeof target === 'string' ? target : undefined
}

export function isAllowed(address: string, isNamed: boolean): boolean {
  const place = placeOf(address)
  return place === 'public' || (place === 'inside' && isNamed)
}
