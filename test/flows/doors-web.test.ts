import { readFile } from 'node:fs/promises'
import { request as requestPlain } from 'node:http'
import { type RequestOptions, request as requestTls } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../support/authority.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'

type Answer = { status: number; body: string }

/** One request with exactly these headers. */
function ask(request: typeof requestPlain, options: RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', ...options }, answer => {
      let text = ''
      answer.on('data', chunk => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

describe('the set door', () => {
  let plane: TestControlPlane
  let ca: string
  beforeAll(async () => {
    plane = await startControlPlane({ authority: true })
    ca = (await openTestAuthority(plane.dataDir)).rootPem
  })
  afterAll(() => plane.stop())

  const post = (headers: Record<string, string>, body: string) =>
    ask(requestTls, { port: plane.setPort, path: '/enrol', method: 'POST', headers, ca }, body)

  test('takes literal JSON alone, and says why it does not take the rest', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'application/json\t;a', 'a/b']) {
      const answer = await post({ 'content-type': type }, '{}')
      expect(answer.status).toBe(415)
      expect(JSON.parse(answer.body)).toEqual({
        error: 'bad_request',
        message: expect.stringContaining(type),
      })
    }
    const unreadable = await post({ 'content-type': 'application/json' }, '{"token":')
    expect(unreadable.status).toBe(400)
    expect(JSON.parse(unreadable.body)).toMatchObject({ error: 'bad_request' })
  })

  test('reads at most 16 KiB', async () => {
    const answer = await post(
      { 'content-type': 'application/json' },
      JSON.stringify({ a: 'x'.repeat(16_384) }),
    )
    expect(answer.status).toBe(413)
  })

  test('shows nothing of the console', async () => {
    for (const path of ['/', '/api/sets', '/openapi.json', '/metrics', '/healthz', '/assets/']) {
      const answer = await ask(requestTls, { port: plane.setPort, path, ca })
      expect(answer).toEqual({ status: 404, body: expect.stringContaining('not_found') })
    }
  })

  test('does not speak plain HTTP', async () => {
    await expect(ask(requestPlain, { port: plane.setPort, path: '/' })).rejects.toThrow(
      /hang up|ECONNRESET|Parse/,
    )
  })
})

describe('the console under a public address', () => {
  let plane: TestControlPlane
  let port: number
  beforeAll(async () => {
    plane = await startControlPlane({ publicUrl: 'https://setwacht.example.org' })
    port = Number(new URL(plane.httpUrl).port)
  })
  afterAll(() => plane.stop())

  const get = (path: string, headers: Record<string, string>) => ask(requestPlain, { port, path, headers })

  test('answers under that name and no other', async () => {
    const { cookie } = plane.admin
    expect((await get('/api/sets', { host: 'setwacht.example.org', cookie })).status).toBe(200)
    for (const host of [`127.0.0.1:${port}`, 'setwacht.example.org:444', 'evil.example', 'localhost']) {
      const answer = await get('/api/sets', { host })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('Host should be setwacht.example.org')
    }
  })

  test('changes something only for its own origin', async () => {
    const change = (origin: string) =>
      ask(
        requestPlain,
        {
          port,
          path: '/api/sets',
          method: 'POST',
          headers: { host: 'setwacht.example.org', origin, 'content-type': 'application/json' },
        },
        '{"items":[]}',
      )
    expect((await change('https://setwacht.example.org')).status).not.toBe(403)
    for (const origin of ['http://setwacht.example.org', 'https://setwacht.example.org:444', 'null']) {
      expect((await change(origin)).status).toBe(403)
    }
  })

  test.each([
    ['/api/none', 404],
    ['/api/sets', 401],
    ['/api/sign-in/link', 413],
  ])('reads nothing long of a stranger: %s is answered before its body came', async (path, status) => {
    const headers = { host: 'setwacht.example.org', origin: 'https://setwacht.example.org' }
    const long = { ...headers, 'content-type': 'application/json', 'content-length': '4000000' }
    const asked = requestPlain({ host: '127.0.0.1', port, path, method: 'POST', headers: long })
    const answered = new Promise(resolve => asked.on('response', resolve))
    asked.on('error', () => undefined).write('{')
    expect(await answered).toMatchObject({ statusCode: status })
    asked.destroy()
  })

  test('answers who asks for another protocol as anybody else', async () => {
    const headers = { host: 'setwacht.example.org', connection: 'Upgrade', upgrade: 'websocket' }
    expect(await get('/api/sign-in', headers)).toMatchObject({ status: 200 })
  })

  test('programs on this machine still ask for health and figures', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect((await get(path, { host: `127.0.0.1:${port}` })).status).toBe(200)
      expect((await get(path, { host: 'evil.example' })).status).toBe(403)
    }
  })
})

test('the console speaks HTTPS itself with a certificate of its own', async () => {
  const plane = await startControlPlane({ authority: true, consoleTls: true })
  const { port } = new URL(plane.httpUrl)
  const ca = await readFile(join(plane.dataDir, 'authority', 'root.pem'), 'utf8')
  const answer = await ask(requestTls, {
    port,
    path: '/api/sets',
    ca,
    headers: { host: `127.0.0.1:${port}`, cookie: plane.admin.cookie },
  })
  expect(answer.status).toBe(200)
  await plane.stop()
})
