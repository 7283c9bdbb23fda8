import { isIP } from 'node:net'

/** The line that a passer-on of bytes puts first (PROXY protocol, version 1), and its greatest length with CR LF. */
const begin = Buffer.from('PROXY ')
const lineBytesMax = 107

/**
 * What stands at the head of these bytes. `more`: too few to know. `none`: no such line. `broken`: one that cannot be
 * read. Else its length with CR LF, and who is behind it; undefined: the proxy does not know, or speaks for itself.
 */
export type ProxyLine = 'more' | 'none' | 'broken' | { length: number; client: string | undefined }

export function readProxyLine(bytes: Buffer): ProxyLine {
  const head = bytes.subarray(0, begin.length)
  if (!head.equals(begin.subarray(0, head.length))) return 'none'
  const end = bytes.subarray(0, lineBytesMax).indexOf('\r\n')
  if (end < 0) return bytes.length < lineBytesMax ? 'more' : 'broken'
  const [, family, client = '', ...rest] = bytes.toString('latin1', 0, end).split(' ')
  const length = end + 2
  if (family === 'UNKNOWN') return { length, client: undefined }
  const version = { TCP4: 4, TCP6: 6 }[family ?? '']
  return version !== undefined && isIP(client) === version && rest.length === 3
    ? { length, client }
    : 'broken'
}
