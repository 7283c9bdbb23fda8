import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Log, reasonOf } from '../log.ts'
import type { Route } from './answers.ts'
import { type PageFile, readBuiltPage } from './built-page.ts'
import { Connections } from './connections.ts'
import { bodyBytesMax, refusalOf } from './gate.ts'

/** A browser on the same machine asks at once; who does not is cut off. */
const headersMs = 3000
const requestMs = 3500
/** All connections are looked over this often, also when there are none: seldom, so that the set may rest. */
const lookMs = 30_000

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** On whatever is answered. A map: the web's own `Headers` bring a whole client of it, 7 MB that stay. */
const headers = new Map(
  Object.entries({
    'content-security-policy': policy,
    'permissions-policy':
      'camera=(self), microphone=(self), speaker-selection=(), geolocation=(), display-capture=(), usb=()',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }),
)

type Serving = {
  /** what may be asked for beside files, by path */
  routes: Readonly<Record<string, Route>>
  token: string
  /** where the built page lies */
  folder: string
  log: Log
}

/** The port at which it listens. */
export const portOf = (server: Server) => (server.address() as AddressInfo).port

/** Answers the page and nobody else; what is slow, too many or too long is cut off. */
export function serverOf({ routes, token, folder, log }: Serving): Server {
  // Read when somebody first looks: most sets are looked at seldom.
  let files: Promise<ReadonlyMap<string, PageFile>> | undefined
  const read = () => {
    files ??= readBuiltPage(folder)
    return files
  }
  const late = new WeakMap<Socket, NodeJS.Timeout>()
  const expectBy = (socket: Socket, ms: number) => {
    clearTimeout(late.get(socket))
    late.set(
      socket,
      setTimeout(() => socket.destroy(), ms),
    )
  }
  const limits = { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: lookMs }
  const server = createServer(
    { ...limits, keepAliveTimeout: headersMs, maxHeaderSize: 8192, joinDuplicateHeaders: true },
    (request, response) => {
      expectBy(request.socket, requestMs)
      request.once('end', () => clearTimeout(late.get(request.socket)))
      answer(request, response).catch(error => {
        log('error', 'the page could not be answered', { why: reasonOf(error) })
        response.destroy()
      })
    },
  )
  const connections = new Connections()
  server.on('connection', socket => {
    connections.came(socket)
    expectBy(socket, headersMs)
    socket.once('close', () => clearTimeout(late.get(socket)))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeaders(headers)
    const [path = '/', query] = (request.url ?? '/').split('?', 2)
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    const asked = { method: request.method ?? '', path, headers: request.headers }
    const refusal = refusalOf(route?.kind ?? 'file', asked, portOf(server), token)
    if (refusal) return refuse(request, response, refusal.status, refusal.why)
    if (route) connections.isOwn(request.socket)
    if (!route) return sendFile(request, response, (await read()).get(path))
    // Of what is only read nobody waits for more: who asks has said all.
    if (route.kind === 'read') request.resume()
    const body = route.kind === 'change' ? await readBody(request) : null
    if (body === undefined)
      return refuse(request, response, 400, `Expected JSON of at most ${bodyBytesMax} bytes.`)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const { status, body: said } = await route.answer(body, new URLSearchParams(query), gone.signal)
    sendJson(response, status, said)
  }
  return server
}

/** What is left of the request is not waited for. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.unpipe()
  response.setHeader('connection', 'close')
  sendJson(response, status, { error: 'refused', message })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile | undefined): void {
  if (!file) {
    refuse(request, response, 404, 'There is nothing here.')
    return
  }
  // Kept by the browser, and asked about each time.
  response.setHeader('etag', file.tag).setHeader('cache-control', 'no-cache')
  if (request.headers['if-none-match'] === file.tag) response.writeHead(304).end()
  else
    response
      .writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length })
      .end(file.bytes)
}

/** Undefined: it is too long, cut off, or no JSON. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > bodyBytesMax) return undefined
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
