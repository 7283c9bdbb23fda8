import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Under what the tries and connections of a client are counted: its address; of IPv6 the first 64 bits, for who has one
 * address there has them all.
 */
export function clientKey(address: string): string {
  const plain = withoutMapping(address)
  if (!isIPv6(plain)) return plain
  const [left = '', right] = (plain.split('%')[0] ?? '').split('::')
  const before = left.split(':').filter(Boolean)
  const after = (right ?? '').split(':').filter(Boolean)
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** Whether an address is of one of these proxies: addresses and ranges. */
export function trustOf(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return address => {
    const plain = withoutMapping(address)
    return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
  }
}

/** A listener for both families writes an IPv4 address as an IPv6 one; others write that in ways of their own. */
function withoutMapping(address: string): string {
  if (!isIPv6(address) || address.includes('%')) return address
  const mapped = /^\[::ffff:(?<high>[0-9a-f]+):(?<low>[0-9a-f]+)\]$/.exec(
    new URL(`http://[${address}]`).hostname,
  )
  if (!mapped?.groups) return address
  const { high = '', low = '' } = mapped.groups
  const halves = [high, low].map(half => Number.parseInt(half, 16))
  return halves.flatMap(half => [half >> 8, half & 255]).join('.')
}
