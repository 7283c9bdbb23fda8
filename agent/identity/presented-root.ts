import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { EnrolmentCode } from '../../protocol/enrolment-code.ts'
import { nameOf, type Shut, settle } from '../link/door.ts'
import { fingerprintOf } from './fingerprint.ts'

/** `root`: PEM. `foreign`: the fingerprint of what stands at the top of the chain that was shown instead. */
export type Presented =
  | { is: 'root'; root: string }
  | { is: 'foreign'; shown: string }
  | { is: 'shut'; shut: Shut }

/** A chain is a handful of certificates; a longer one is nobody's. */
const chainMax = 8

/**
 * Looks at the certificates a server shows and finds the root that the code names by its fingerprint. This one
 * connection trusts nobody: nothing is said on it, and it is closed before anything is.
 */
export async function findPresentedRoot(
  { host, port, fingerprint }: Pick<EnrolmentCode, 'host' | 'port' | 'fingerprint'>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Presented> {
  const tls = await import('node:tls')
  const socket = tls.connect({
    host,
    port,
    ...nameOf(host),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
  })
  const opened = await settle<TLSSocket>(socket, 'secureConnect', timeoutMs, signal)
  if (opened.outcome !== 'open') return { is: 'shut', shut: opened }
  const chain = chainOf(socket.getPeerCertificate(true))
  socket.destroy()
  const root = chain.find(raw => fingerprintOf(raw) === fingerprint)
  if (root) return { is: 'root', root: pemOf(root) }
  return { is: 'foreign', shown: fingerprintOf(chain.at(-1) ?? Buffer.alloc(0)) }
}

/** DER of each certificate, leaf first. */
function chainOf(leaf: PeerCertificate & { issuerCertificate?: PeerCertificate }): Buffer[] {
  const chain: Buffer[] = []
  let one: typeof leaf | undefined = leaf
  while (one?.raw && chain.length < chainMax && !chain.some(known => known.equals(one?.raw as Buffer))) {
    chain.push(one.raw)
    one = one.issuerCertificate
  }
  return chain
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
