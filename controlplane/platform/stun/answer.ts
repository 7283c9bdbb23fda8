import type { RemoteInfo } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { encodeBindingResponse, readBindingRequest } from '../../../protocol/stun.ts'

/** The answer to a packet; undefined: it is no binding request, or comes from where nobody can be answered (port 0). */
export function answerTo(
  packet: Uint8Array,
  { address, port }: Pick<RemoteInfo, 'address' | 'port'>,
): Uint8Array | undefined {
  const transaction = readBindingRequest(packet)
  if (!transaction || port === 0) return undefined
  const bytes = isIPv4(address) ? Uint8Array.from(address.split('.'), Number) : bytesOfIPv6(address)
  return encodeBindingResponse(transaction, bytes, port)
}

/** The 16 bytes of an IPv6 address without an embedded IPv4 one (the socket is IPv6 only). */
function bytesOfIPv6(address: string): Uint8Array {
  const [left = [], right = []] = (address.split('%')[0] ?? '')
    .split('::')
    .map(part => part.split(':').filter(group => group !== ''))
  const zeros = new Array<string>(8 - left.length - right.length).fill('0')
  const groups = [...left, ...zeros, ...right].map(group => Number.parseInt(group, 16))
  return Uint8Array.from(groups.flatMap(group => [group >> 8, group & 255]))
}

/** More requests of one address in a second than a school full of sets sends; those are not answered. */
const requestsPerSecondMax = 500
/** Addresses told apart in a second; with more than that they are made up, and a limit for each says nothing. */
const addressesMax = 20_000

/** Counts the requests of each address. `take` is false for those that are too many in this second (`now` in ms). */
export function startShares() {
  const counts = new Map<string, number>()
  let second = 0
  return {
    take(address: string, now: number): boolean {
      if (Math.floor(now / 1000) !== second) {
        second = Math.floor(now / 1000)
        counts.clear()
      }
      const count = counts.get(address) ?? 0
      if (counts.size < addressesMax || count > 0) counts.set(address, count + 1)
      return count < requestsPerSecondMax
    },
  }
}
