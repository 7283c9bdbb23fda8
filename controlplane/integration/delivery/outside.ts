import { createHmac } from 'node:crypto'
import type { Reach, Reached } from '../../platform/reach/reach.ts'

export type Outgoing = { id: string; kind: string; body: string }

/**
 * Sends a message under its id, which stays the same however often it is tried. `secrets`: it is signed by each. `now`:
 * ms since 1970 UTC; the other system may refuse what was signed long ago.
 */
export function sendDelivery(
  reach: Reach,
  { id, kind, body }: Outgoing,
  { address, secrets, now }: { address: string; secrets: readonly string[]; now: number },
): Promise<Reached> {
  return reach({
    method: 'POST',
    address,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Setwacht',
      'setwacht-id': id,
      'setwacht-kind': kind,
      'setwacht-signature': sign(body, secrets, now),
    },
    body,
  })
}

/** `t`: seconds since 1970 UTC. `v1`: HMAC-SHA256, hexadecimal, of that number, a dot and the body; one for each secret. */
function sign(body: string, secrets: readonly string[], now: number): string {
  const at = Math.floor(now / 1000)
  const signatures = secrets.map(
    secret => `v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`,
  )
  return [`t=${at}`, ...signatures].join(',')
}
