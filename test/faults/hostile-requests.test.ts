import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changes, rightRequest } from '../support/every-route.ts'
import type { RightRequest } from '../support/every-route-asked.ts'
import { type Ground, layGround } from '../support/every-route-ground.ts'
import { sendTo } from '../support/every-route-send.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { digestAnew, digestOf } from '../support/table-digests.ts'

let ground: Ground
let everybody: SignedIn
/** Of every route that changes something; as nothing does, it stays right. */
const right: Record<string, RightRequest> = {}
beforeAll(async () => {
  ground = await layGround()
  everybody = ground.everybody
  for (const key of changes)
    right[key] = await rightRequest(key, { ground, asker: everybody, whose: 'others' })
})
afterAll(() => ground.plane.stop())

async function countActs(): Promise<number> {
  const [row] = await ground.plane.sql<{ count: number }[]>`select count(*)::int4 from audit_log`
  return row!.count
}

/** Sends the right request of every route that changes something, with these headers instead. Returns what was not refused. */
async function tryEveryChange(headers: Record<string, string>): Promise<string[]> {
  const letIn: string[] = []
  const before = [await digestOf(ground.plane), await countActs()]
  await Promise.all(
    changes.map(async key => {
      const answer = await sendTo(key, everybody, right[key]!, { headers })
      const { error } = (await answer.json()) as { error?: string }
      if (answer.status !== 403 || error !== 'forbidden') letIn.push(`${key}: ${answer.status} ${error}`)
    }),
  )
  expect([await digestOf(ground.plane), await countActs()]).toEqual(before)
  return letIn
}

describe('a change that another site makes a browser send is refused on every route', () => {
  test.each([
    ['without an origin', ''],
    ['from a page without an origin', 'null'],
    ['from an address that begins like ours', 'OWN.evil.example'],
    ['from an address that ends like ours', 'http://evil-127.0.0.1:PORT'],
    ['from a name that holds ours', 'http://127.0.0.1.evil'],
    ['from the same name over HTTPS', 'https://127.0.0.1:PORT'],
    ['from another port of this machine', 'http://127.0.0.1:1'],
    ['from another name of this machine', 'http://localhost:PORT'],
    ['from ours with a path', 'OWN/'],
    ['from ours with a user before it', 'http://evil@127.0.0.1:PORT'],
    ['from two places', 'OWN, http://evil.example'],
  ])(
    '%s',
    async (_name, origin) => {
      const { httpUrl } = everybody
      const port = new URL(httpUrl).port
      const told = origin.replace('OWN', httpUrl).replace('PORT', port)
      expect(await tryEveryChange({ origin: told })).toEqual([])
    },
    60_000,
  )
})

describe('a body that is not literally JSON is refused on every route', () => {
  test.each([
    'text/plain',
    'application/json\ta',
    'application/json; charset=x',
    'application/json;charset=utf-8',
    'application/json, text/plain',
    'text/plain; application/json',
    'Application/JSON',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
  ])(
    '%s',
    async contentType => {
      expect(await tryEveryChange({ 'content-type': contentType })).toEqual([])
    },
    60_000,
  )
})

describe('a body that is made to confuse is refused with words', () => {
  const send = async (body: string) => {
    const before = await digestOf(ground.plane)
    const answer = await askAs(everybody, '/api/locations', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: everybody.httpUrl },
      body,
    })
    const { error, message } = (await answer.json()) as { error?: string; message?: string }
    expect(await digestOf(ground.plane)).toEqual(before)
    expect([error, message]).toEqual([expect.stringMatching(/^\w+$/), expect.stringMatching(/\w{3,} /)])
    return answer.status
  }
  const location = '"code":"SCH-1","kind":"school","name":null,"municipality":null,"provider":null'

  test.each([
    ['with a prototype in it', `{"items":[{${location},"__proto__":{"admin":true}}]}`],
    ['that is a prototype', `{"__proto__":{"items":[{${location}}]}}`],
    ['with the prototype of a constructor', `{"items":[{${location},"constructor":{"prototype":{"a":1}}}]}`],
    ['with a field that nobody asked for', `{"items":[{${location},"id":1}]}`],
    ['nested ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    [
      'nested ten thousand deep in a field',
      `{"items":${'[{"items":'.repeat(10_000)}1${'}]'.repeat(10_000)}}`,
    ],
    ['with ten thousand items', `{"items":[${Array(10_000).fill(`{${location}}`).join()}]}`],
    ['that ends too soon', `{"items":[{${location}`],
    ['that is nothing', ''],
    ['that is a word', 'null'],
    ['with a number that is none', '{"items":NaN}'],
    ['in another encoding', Buffer.from(`{"items":[{${location}}]}`, 'utf16le').toString('latin1')],
  ])('%s', async (_name, body) => {
    expect(await send(body)).toBe(400)
  })

  test('of five megabytes', async () => {
    expect(await send(`{"items":[{${location.replace('"school"', `"${'A'.repeat(5_242_880)}"`)}}]}`)).toBe(
      413,
    )
  })

  test('a field that stands there twice is what it was last, for the decision and for the log', async () => {
    const path = `/api/accounts/${ground.bystander}/roles`
    const answer = await askAs(everybody, path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', origin: everybody.httpUrl },
      body: '{"roles":["admin"],"roles":["dpo"]}',
    })
    expect(answer.status).toBe(200)
    const [account] = await ground.plane.sql`select roles from accounts where id = ${ground.bystander}`
    const [act] = await ground.plane.sql<{ detail: string }[]>`
      select detail from audit_log where act = 'roles_changed' order by no desc limit 1`
    expect([account?.roles, JSON.parse(act!.detail).to]).toEqual([['dpo'], ['dpo']])
    await tellAs(everybody, path, { roles: ['policy'] }, 'PUT')
  })
})

describe('no address leads to a file outside the console', () => {
  const ups = [
    '..',
    '%2e%2e',
    '%2E.',
    '.%2e',
    '%252e%252e',
    '..%00',
    '..;',
    '....',
    '%c0%ae%c0%ae',
    '%uff0e%uff0e',
  ]
  const bars = ['/', '%2f', '%5c', '\\', '%252f', '%c0%af', '//']
  const starts = ['/assets/', '/api/', '/api/sets/', '/', '/assets/%2e/']
  const files = ['package.json', 'main.ts', 'etc/passwd', 'settings.ts', 'index.html']

  /** The address goes out as it is: a browser would tidy it first. */
  function read(path: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(everybody.httpUrl)
      ask({ hostname, port, path, headers: { cookie: everybody.cookie } }, answer => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        const [nonce = 'none'] =
          /(?<=nonce-)[^']+/.exec(String(answer.headers['content-security-policy'])) ?? []
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: text.replaceAll(nonce, '') }))
      })
        .on('error', reject)
        .end()
    })
  }

  test.each(starts)(
    'from %s',
    async start => {
      const page = (await read('/')).text
      const found: string[] = []
      for (const up of ups) {
        for (const bar of bars) {
          for (const file of files) {
            for (const depth of [1, 3, 8]) {
              const path = start + (up + bar).repeat(depth) + file
              const { status, text } = await read(path)
              const isPage = status === 200 && text === page
              if (status === 200 ? !isPage : ![400, 403, 404, 414].includes(status))
                found.push(`${status} ${path}`)
              if (/"name": "setwacht"|root:[^:]*:0:0:|import \{/.test(text)) found.push(path)
            }
          }
        }
      }
      expect(found).toEqual([])
    },
    60_000,
  )
})

test('what was kept of the tables by the way is what stands in them', async () => {
  expect(await digestOf(ground.plane)).toEqual(await digestAnew(ground.plane.sql))
})
