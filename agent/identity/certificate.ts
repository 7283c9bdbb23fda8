import { createPrivateKey, X509Certificate } from 'node:crypto'
import { reasonOf } from '../log.ts'

/** When a certificate is in force, in ms since 1970 UTC. */
export type Validity = { notBefore: number; notAfter: number }

export type Judged = { ok: true } | { ok: false; why: string }

const oneCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** When the first certificate of a chain in PEM is in force. Throws when it is none. */
export function validityOf(chain: string): Validity {
  const leaf = new X509Certificate(chain)
  return { notBefore: Date.parse(leaf.validFrom), notAfter: Date.parse(leaf.validTo) }
}

/** The first certificate of a chain in PEM as a JWS header carries it: DER in base64. Throws when it is none. */
export function leafOf(chain: string): string {
  return new X509Certificate(chain).raw.toString('base64')
}

/**
 * Whether a chain that came is what was asked for: this key, this device, signed down from our root. What it says of
 * times is not looked at: the set's clock may be wrong.
 */
export function judgeChain(chain: string, of: { key: string; deviceId: string; root: string }): Judged {
  try {
    const [leaf, intermediate] = (chain.match(oneCertificate) ?? []).map(pem => new X509Certificate(pem))
    const root = new X509Certificate(of.root)
    if (!leaf || !intermediate) return wrong('it does not hold a certificate and its issuer')
    if (!leaf.checkPrivateKey(createPrivateKey(of.key))) return wrong('it is for another key')
    if (leaf.subject !== `CN=${of.deviceId}`) return wrong(`it is for ${leaf.subject}`)
    if (!leaf.verify(intermediate.publicKey)) return wrong('its issuer did not sign it')
    if (!intermediate.verify(root.publicKey)) return wrong('its issuer is not of our root')
    return { ok: true }
  } catch (error) {
    return wrong(reasonOf(error))
  }
}

function wrong(why: string): Judged {
  return { ok: false, why }
}
