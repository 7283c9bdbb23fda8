import { connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import type { Door, DoorOutcome } from '../../protocol/doors.ts'
import type { Credential } from '../identity/held-identity.ts'

/** What a door gave: a stream that nothing was said on yet, or why there is none. */
export type Opened<Stream extends Duplex = Duplex> = { outcome: 'open'; stream: Stream } | Shut

/**
 * `final`: they said no to this certificate, so that another try with it is of no use. `isClear`: what answered speaks no
 * TLS, as a proxy does that speaks for us.
 */
export type Shut = {
  outcome: Exclude<DoorOutcome, 'open' | 'not_tried'>
  why: string
  final: boolean
  isClear?: boolean
}

type Way = Pick<Door, 'host' | 'port'> & { timeoutMs: number; signal: AbortSignal }

/** How a door is opened with TLS: everything is checked against our root, the name too. */
export type TlsWay = Way & { root: string; credential: Credential | undefined }

/** A plain connection, for a control plane without an authority. */
export function openPlain({ host, port, timeoutMs, signal }: Way): Promise<Opened<Socket>> {
  return settle(connect({ host, port, noDelay: true }), 'connect', timeoutMs, signal)
}

/** A TLS connection to a server of our own authority; nothing is sent before its certificate is verified. */
export async function openTls(way: TlsWay): Promise<Opened<Socket>> {
  const tls = await import('node:tls')
  const { host, port, root, credential, timeoutMs, signal } = way
  const options: ConnectionOptions & { noDelay: boolean } = {
    host,
    port,
    ...nameOf(host),
    ca: root,
    ...credential,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    noDelay: true,
  }
  const socket = tls.connect(options)
  return settle(socket, 'secureConnect', timeoutMs, signal)
}

/** TLS sends names, never addresses; an address is compared with those in the certificate. */
export function nameOf(host: string): { servername?: string } {
  return isIP(host) ? {} : { servername: host }
}

/** Waits for a stream to be ready, or tells why it is not. From then on its errors are the reader's to see. */
export function settle<Stream extends Socket>(
  stream: Stream,
  ready: 'connect' | 'secureConnect',
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Opened<Stream>> {
  return new Promise(resolve => {
    const shut = (error: Error) => {
      end()
      stream.destroy()
      resolve(judge(error, stream))
    }
    const closed = () => shut(new Error('the connection was cut'))
    const aborted = () => shut(new Error('stopped'))
    const late = setTimeout(() => shut(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs)
    const opened = () => {
      end()
      resolve({ outcome: 'open', stream })
    }
    function end() {
      clearTimeout(late)
      signal.removeEventListener('abort', aborted)
      stream.off('error', shut).off('close', closed).off(ready, opened)
      // What fails before somebody reads shows in `destroyed`.
      stream.on('error', () => undefined)
    }
    stream.once('error', shut).once('close', closed).once(ready, opened)
    if (signal.aborted) aborted()
    else signal.addEventListener('abort', aborted)
  })
}

/** Alerts of TLS that speak of the certificate we showed. */
const certificateAlert =
  /^ERR_SSL_.*ALERT.*(CERTIFICATE_(EXPIRED|REVOKED|UNKNOWN|REQUIRED)|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/

export function isCertificateAlert(error: unknown): boolean {
  return certificateAlert.test((error as { code?: string }).code ?? '')
}

/** What comes back does not begin as TLS does. */
const answerInClear = 'ERR_SSL_WRONG_VERSION_NUMBER'

function judge(error: Error & { code?: string }, stream: object): Shut {
  const why = error.message || error.code || 'unknown'
  if ((stream as { authorizationError?: unknown }).authorizationError) {
    return { outcome: 'intercepted', why, final: false }
  }
  if (error.code === 'ENOTFOUND' || error.code?.startsWith('EAI_')) {
    return { outcome: 'dns', why, final: false }
  }
  if (isCertificateAlert(error)) return { outcome: 'refused', why, final: true }
  return { outcome: 'blocked', why, final: false, isClear: error.code === answerInClear }
}
