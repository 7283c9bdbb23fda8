import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type PageAddress, startPage } from '../../agent/local-page/server.ts'
import { until } from '../support/until.ts'
import { startPageRig } from './page-rig.ts'

let rig: Awaited<ReturnType<typeof startPageRig>>
beforeAll(async () => {
  rig = await startPageRig()
  await rig.start()
})
afterAll(() => rig.stop())

const open: Socket[] = []
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
})
const port = () => Number(new URL(rig.page().address()!.address).port)
const dial = () => {
  const socket = connect(port(), '127.0.0.1')
  socket.on('error', () => undefined)
  open.push(socket)
  return socket
}
/** What is answered to these very bytes. */
async function askRaw(bytes: string): Promise<string> {
  const socket = dial()
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
  })
  socket.write(bytes)
  await until('an answer', () => answer.includes('\r\n\r\n') || socket.closed)
  return answer
}
const isPressed = async () => (await rig.state()).help !== null

const body = JSON.stringify({ picture: 'hear', by: 'child', language: 'nl' })
type Change = { line?: string; host?: string; more?: string }
const pressOf = ({ line = 'POST /help HTTP/1.1', host = `host: 127.0.0.1:${port()}`, more }: Change) => {
  const head = [
    line,
    host,
    `origin: http://127.0.0.1:${port()}`,
    'content-type: application/json',
    `x-setwacht-token: ${rig.page().address()!.token}`,
    `content-length: ${body.length}`,
    more,
  ]
  return `${head.filter(part => part !== undefined).join('\r\n')}\r\n\r\n${body}`
}

describe('a request that no page makes', () => {
  it.each<[string, () => Change, string]>([
    ['two hosts', () => ({ more: 'host: evil.example' }), '421'],
    [
      'two hosts, the other first',
      () => ({ host: `host: evil.example\r\nhost: 127.0.0.1:${port()}` }),
      '421',
    ],
    ['no host', () => ({ line: 'POST /help HTTP/1.0', host: 'x: y' }), '421'],
    ['a host in capitals', () => ({ host: `host: LOCALHOST:${port()}` }), '421'],
    ['a name that ends in a dot', () => ({ host: `host: localhost.:${port()}` }), '421'],
    ['the sixth version of this machine', () => ({ host: `host: [::1]:${port()}` }), '421'],
    ['two origins', () => ({ more: 'origin: https://evil.example' }), '403'],
    ['two kinds of content', () => ({ more: 'content-type: text/plain' }), '415'],
    ['two tokens', () => ({ more: 'x-setwacht-token: a' }), '401'],
    [
      'a site twice over',
      () => ({ more: 'sec-fetch-site: same-origin\r\nsec-fetch-site: cross-site' }),
      '403',
    ],
    ['a whole address for a path', () => ({ line: `POST http://127.0.0.1:${port()}/help HTTP/1.1` }), '405'],
    ['the address of another', () => ({ line: 'POST http://evil.example/help HTTP/1.1' }), '405'],
    ['two lengths', () => ({ more: 'content-length: 3' }), '400'],
    ['a length and pieces', () => ({ more: 'transfer-encoding: chunked' }), '400'],
  ])('with %s is refused, and nothing is done', async (_what, change, status) => {
    expect((await askRaw(pressOf(change()))).split(' ')[1]).toBe(status)
    expect(await isPressed()).toBe(false)
  })

  it('that hides behind another in one go is judged by itself', async () => {
    const own = `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port()}\r\n\r\n`
    await askRaw(own + pressOf({ more: 'sec-fetch-site: cross-site' }))
    expect(await isPressed()).toBe(false)
  })
})

describe('another user of the machine', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['asks for the page again and again', socket => void askOn(socket)],
    [
      'asks for it and does not read it',
      socket => {
        socket.pause()
        socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${port()}\r\n\r\n`.repeat(100))
      },
    ],
  ])('who holds every connection there is, and %s, keeps no page from asking', async (_how, hold) => {
    for (let held = 0; held < 60; held += 1) hold(dial())
    await delay(200)
    for (let asked = 0; asked < 5; asked += 1) expect((await rig.ask('/state')).status).toBe(200)
  })

  async function askOn(socket: Socket): Promise<void> {
    while (!socket.destroyed) {
      socket.resume()
      socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${port()}\r\n\r\n`)
      await delay(100)
    }
  }
})

it('a page is opened, and not said to be shut, on a set that cannot write down where it is', async () => {
  const directory = join(rig.set.directory, 'full')
  // What cannot be written over stands for a disk that is full.
  mkdirSync(join(directory, 'page.json.new'), { recursive: true })
  const opened: PageAddress[] = []
  const page = await startPage({
    agent: rig.agent(),
    directory,
    bootId: 'first',
    port: 0,
    log: () => undefined,
    served: address => opened.push(address),
    againMs: 20,
  })
  expect(opened).toEqual([page.address()])
  expect((await rig.agent().checks.run('asked')).codes).not.toContain('agent_page_shut')
  await page.stop()
})

it('a token that is damaged on disk is replaced, and lets the page in after the next start too', async () => {
  const directory = join(rig.set.directory, 'damaged')
  mkdirSync(directory)
  writeFileSync(join(directory, 'page-token.json'), '{"bootId":"first","tok')
  const start = () =>
    startPage({ agent: rig.agent(), directory, bootId: 'first', port: 0, log: () => undefined })
  const tokens = []
  for (let started = 0; started < 2; started += 1) {
    const page = await start()
    tokens.push(page.address()?.token)
    await page.stop()
  }
  expect(tokens[0]).toMatch(/^[\w-]{22}$/)
  expect(tokens[1]).toBe(tokens[0])
})
