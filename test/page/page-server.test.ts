import { existsSync, readFileSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { startPageRig } from './page-rig.ts'

let rig: Awaited<ReturnType<typeof startPageRig>>
beforeAll(async () => {
  rig = await startPageRig()
  await rig.start()
})
afterAll(() => rig.stop())

const press = { picture: 'hear', by: 'child', language: 'nl' }

describe('the page of a set', () => {
  it('is served to this machine alone, with its address and token in a file of its user', async () => {
    const file = join(rig.set.directory, 'page.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(rig.page().address())
    expect(rig.page().address()!.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(Buffer.from(rig.page().address()!.token, 'base64url')).toHaveLength(16)
  })

  it('runs nothing but its own code, in no frame, and lets nobody else use camera and microphone', async () => {
    const { status, headers } = await rig.ask('/')
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "trusted-types 'none'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    })
    expect(headers['permissions-policy']).toContain('camera=(self), microphone=(self)')
    expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([])
  })

  it('keeps no state in any cache, and files only as long as they are the same', async () => {
    expect((await rig.ask('/state')).headers['cache-control']).toBe('no-store')
    const { headers } = await rig.ask('/')
    const again = await rig.ask('/', { headers: { 'if-none-match': String(headers.etag) } })
    expect([again.status, again.body]).toEqual([304, ''])
  })

  it.each([
    '/../page.json',
    '/..%2f..%2fidentity.json',
    '/assets/../../gate.ts',
    '//etc/passwd',
    '/index.html/..',
    '/constructor',
    '/__proto__',
    '/nothing',
  ])('has nothing at %s', async path => {
    expect((await rig.ask(path)).status).toBe(404)
  })

  it.each([
    ['/help', { ...press, picture: 'nothing' }],
    ['/help', { ...press, note: 'a word of a child' }],
    ['/help', { ...press, by: ['child'] }],
    ['/help', null],
    ['/help', [press]],
    ['/help/withdraw', { press: 'x' }],
    ['/today', { what: 'absent', by: 'teacher', undo: 'no' }],
    ['/check', { codes: ['camera_ok', 'camera_ok'] }],
    ['/check', { codes: ['line_good'] }],
    ['/check', { codes: ['a picture of a child'] }],
    ['/check', { codes: [], picture: 'data:image/png;base64,AAAA' }],
    ['/today', { what: 'fire', by: 'teacher', undo: false }],
  ])('says what it expected, and does nothing, of %s with %j', async (path, body) => {
    const { status, body: said } = await rig.say(path, body)
    expect(status).toBe(400)
    expect(JSON.stringify(said)).toContain('xpected')
    expect((await rig.state()).help).toBeNull()
  })

  it.each([
    ['half an object', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['three thousand signs', `"${'a'.repeat(3000)}"`],
    ['half a list', '[1,2'],
  ])('survives a body that is %s', async (_what, body) => {
    expect([400, 413]).toContain((await rig.ask('/help', { method: 'POST', body })).status)
  })

  it('tells whoever waits for news as soon as there are any', async () => {
    const { revision } = await rig.state()
    const waiting = rig.ask(`/state?after=${revision}`)
    expect((await rig.say('/today', { what: 'here', by: 'child', undo: false })).status).toBe(200)
    expect((await waiting).body).toMatchObject({ today: ['here'] })
    await rig.say('/today', { what: 'here', by: 'child', undo: true })
    expect(await rig.state()).toMatchObject({ today: [] })
  })

  it('says when too much was said; what was said before still holds, and is taken back in one tap', async () => {
    const word = { what: 'absent', by: 'teacher', undo: false }
    const statuses = []
    for (let said = 0; said < 25; said += 1) statuses.push((await rig.say('/today', word)).status)
    expect(statuses.at(-1)).toBe(429)
    expect(await rig.state()).toMatchObject({ today: ['absent'] })
    expect((await rig.say('/today', { ...word, undo: true })).status).toBe(200)
    expect(await rig.state()).toMatchObject({ today: [] })
    expect((await rig.say('/today', word)).status).toBe(429)
  })
})

it('a page that asks for look after look is answered, or told to wait, and sees what the set found', async () => {
  const { checks } = rig.agent()
  const statuses = await Promise.all(
    Array.from({ length: 12 }, async () => (await rig.say('/check', { codes: ['camera_ok'] })).status),
  )
  expect([200, 429]).toEqual(expect.arrayContaining([...new Set(statuses)]))
  expect(checks.last).toMatchObject({ trigger: 'page', codes: expect.arrayContaining(['camera_ok']) })
  expect(await rig.state()).toMatchObject({ check: { verdict: checks.last?.verdict } })
})

describe('who wants to wear the page out', () => {
  const open: Socket[] = []
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy()
  })
  const dial = () => {
    const socket = connect(Number(new URL(rig.page().address()!.address).port), '127.0.0.1')
    socket.on('error', () => undefined)
    open.push(socket)
    return socket
  }

  it('is cut off within seconds when nothing, half a header or half a body comes; the page answers meanwhile, and who waits for news still waits', async () => {
    const { revision } = await rig.state()
    let isAnswered = false
    const waiting = rig.ask(`/state?after=${revision}`).finally(() => {
      isAnswered = true
    })
    const { address, token } = rig.page().address()!
    const head = `POST /help HTTP/1.1\r\nhost: ${new URL(address).host}\r\norigin: ${address.slice(0, -1)}\r\n`
    const rest = `content-type: application/json\r\nx-setwacht-token: ${token}\r\ncontent-length: 60\r\n\r\n{"pic`
    const slow = ['', head, head + rest].map(text => {
      const socket = dial()
      socket.write(text)
      socket.resume()
      return new Promise<void>(resolve => socket.once('close', () => resolve()))
    })
    expect((await rig.ask('/state')).status).toBe(200)
    let isOver = false
    void Promise.all(slow).then(() => {
      isOver = true
    })
    await until('all three are cut off', () => isOver, 9000)
    expect(isAnswered).toBe(false)
    await rig.say('/help', press)
    expect((await waiting).status).toBe(200)
  })

  it('holds no more than some connections, and who comes after they are gone is answered', async () => {
    const many = Array.from({ length: 60 }, dial)
    const closed = () => many.filter(socket => socket.destroyed || socket.readyState === 'closed').length
    await until('those beyond thirty-two are closed', () => closed() >= 28)
    for (const socket of open.splice(0)) socket.destroy()
    await until(
      'the page answers',
      async () => (await rig.ask('/state').catch(() => undefined))?.status === 200,
    )
  })
})

describe('a port that another program holds', () => {
  it('is told once, nothing foreign is opened, and the page comes when the port is free', async () => {
    const foreign = createServer()
    await new Promise<void>(resolve => foreign.listen(0, '127.0.0.1', resolve))
    const { port } = foreign.address() as { port: number }
    const other = await startPageRig()
    await other.start(port)
    expect(other.page().address()).toBeUndefined()
    expect((await other.agent().checks.run('asked')).codes).toContain('agent_page_shut')
    expect(existsSync(join(other.set.directory, 'page.json'))).toBe(false)
    await new Promise(resolve => foreign.close(resolve))
    await until('the page is served', () => other.page().address() !== undefined)
    expect((await other.ask('/')).status).toBe(200)
    expect((await other.agent().checks.run('asked')).codes).not.toContain('agent_page_shut')
    await other.stopAgent()
    expect(existsSync(join(other.set.directory, 'page.json'))).toBe(false)
    await other.stop()
  })
})
