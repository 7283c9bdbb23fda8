import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlatformRefusal } from './api.ts'

const notBuilt = `<!doctype html><html lang="en"><title>Setwacht</title>
<h1>The console is not built yet</h1><p>Run <code>npm run build:console</code> and reload this page.</p></html>`

/** Serves the built console: its files for good, its one page with a fresh nonce and the strict policy. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
    })
    done()
  })
  if (existsSync(join(folder, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    })
  }
  // Before its body is read: whoever asks for nothing there is may be anybody.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404 && request.method !== 'GET') answerPage(request, reply, folder)
    else done()
  })
  app.setNotFoundHandler((request, reply) => answerPage(request, reply, folder))
}

/** Every address of the console is the same page, whose routes are its own; but for those with a page of their own. */
function answerPage(request: FastifyRequest, reply: FastifyReply, folder: string): FastifyReply {
  const path = request.url.split('?')[0] ?? ''
  if (request.method !== 'GET' || path.startsWith('/api/') || path.startsWith('/assets/')) {
    const message = `There is nothing at ${request.method} ${path}.`
    const refusal: PlatformRefusal = { error: 'not_found', message, where: path }
    return reply.status(404).send(refusal)
  }
  if (path === workerPath) return answerWorker(reply, folder)
  const nonce = randomBytes(18).toString('base64')
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': policy(nonce), 'cache-control': 'no-store' })
    .send(readPage(folder, path).replaceAll('__NONCE__', nonce))
}

/** Runs in the background of a browser that takes pushes. Its address stays, so each start asks whether it is another one. */
const workerPath = '/push-worker.js'

function answerWorker(reply: FastifyReply, folder: string): FastifyReply {
  const file = join(folder, workerPath)
  return reply
    .type('text/javascript; charset=utf-8')
    .headers({ 'content-security-policy': "default-src 'none'", 'cache-control': 'no-cache' })
    .status(existsSync(file) ? 200 : 404)
    .send(existsSync(file) ? readFileSync(file, 'utf8') : '')
}

function readPage(folder: string, path: string): string {
  const own = /^\/[a-z]+$/.test(path) ? join(folder, `${path}.html`) : ''
  const page = existsSync(own) ? own : join(folder, 'index.html')
  return existsSync(page) ? readFileSync(page, 'utf8') : notBuilt
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // The page makes no HTML; the one for the background knows one address.
    'trusted-types default push-worker',
  ].join('; ')
}
