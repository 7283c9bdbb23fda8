import type { TLSSocket } from 'node:tls'
import { isDeviceId } from '../../../protocol/device-id.ts'
import type { Credential } from './broker.ts'

/**
 * Reads once what the verified certificate of a connection says; the certificate itself is not kept. Undefined: its
 * subject is anything but one common name that is a device id.
 */
export function readCredential(socket: TLSSocket): Credential | undefined {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined || !socket.authorized) return undefined
  const [name, commonName = ''] = certificate.subject?.split('=', 2) ?? []
  if (name !== 'CN' || certificate.subject !== `CN=${commonName}` || !isDeviceId(commonName)) return undefined
  return {
    commonName,
    serial: certificate.serialNumber.toLowerCase().replace(/^0+/, ''),
    notAfter: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}
