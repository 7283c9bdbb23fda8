import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { tokenHeader } from './token-header.ts'

/** What the page asks for, judged before its body is read. */
export type Asked = {
  method: string
  /** without what stands after `?` */
  path: string
  headers: IncomingHttpHeaders
}

/** What is served to whoever knows the address; what only the page of this set may read; what changes something. */
export type Kind = 'file' | 'read' | 'change'

export type Refusal = { status: 401 | 403 | 405 | 413 | 415 | 421; why: string }

/** A body is a few words; more is not from the page. */
export const bodyBytesMax = 2048

/** By these names alone: another name that leads here is another web site's trick. */
function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `localhost:${port}` || host === `127.0.0.1:${port}`
}

/** Why this is not done; undefined: it may be. */
export function refusalOf(kind: Kind, asked: Asked, port: number, token: string): Refusal | undefined {
  const { method, headers } = asked
  if (!isOwnHost(headers.host, port)) return { status: 421, why: 'This page has another address.' }
  const isRight = kind === 'change' ? method === 'POST' : method === 'GET' || method === 'HEAD'
  if (!isRight) return { status: 405, why: `${method} is not for ${asked.path}.` }
  if (kind === 'file') return undefined
  if (kind === 'change') {
    // Exactly the page's own, as the browser says it.
    if (headers.origin !== `http://${headers.host}`)
      return { status: 403, why: 'It does not come from the page.' }
    if (headers['content-type'] !== 'application/json')
      return { status: 415, why: 'Expected content-type application/json.' }
    if (Number(headers['content-length'] ?? 0) > bodyBytesMax)
      return { status: 413, why: `Expected at most ${bodyBytesMax} bytes.` }
  }
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin')
    return { status: 403, why: 'It does not come from the page.' }
  if (!isSame(headers[tokenHeader], token))
    return { status: 401, why: 'The page was opened before the set started anew.' }
  return undefined
}

/** Takes as long whatever is wrong with it. */
function isSame(given: string | string[] | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(token))
}
