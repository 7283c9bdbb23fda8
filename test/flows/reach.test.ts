import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openReach, type Reached, type ReachSettings } from '../../controlplane/platform/reach/reach.ts'
import { readSettings } from '../../controlplane/settings.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'

const name = 'hooks.example.org'
const loopback = { address: '127.0.0.1', family: 4 }
let other: OtherSystem
/** How often a name was looked up. */
let looks: number

beforeEach(async () => {
  other = await startOtherSystem(name)
  looks = 0
  return () => other.stop()
})

const nobodyNamed = (): ReachSettings => ({ ...other.reach, named: [] })
/** Asks the other system by its name, which stands for these addresses, one list a look; the last goes on. */
async function ask(
  settings = other.reach,
  {
    says = [[loopback]],
    ...outgoing
  }: { says?: (typeof loopback)[][]; address?: string; body?: string } = {},
): Promise<Reached> {
  const reach = await openReach(settings, async () => says[Math.min(looks++, says.length - 1)]!)
  return reach({ method: 'POST', address: `${other.origin}/in`, ...outgoing })
}

test('a request arrives whole under the name of the other, and its status alone comes back', async () => {
  other.answers((_request, response) => response.writeHead(202).end('a secret of the other'))
  expect(await ask(undefined, { body: 'één' })).toEqual({ ok: true, status: 202 })
  const [heard] = other.heard
  expect(heard).toMatchObject({ method: 'POST', path: '/in', headers: { host: `${name}:${other.port}` } })
  expect(heard!.body.toString()).toBe('één')
})

test('a name is looked up once and dialled there, however it reads a moment later', async () => {
  const outside = [{ address: '203.0.114.9', family: 4 }]
  expect(await ask(undefined, { says: [[loopback], outside] })).toEqual({ ok: true, status: 204 })
  expect(looks).toBe(1)
  // The other way round: it would have been this machine at the second look.
  expect(await ask(nobodyNamed(), { says: [[loopback]] })).toEqual({ ok: false, why: 'refused_address' })
  expect(other.heard).toHaveLength(1)
})

test.each([
  '127.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '0.0.0.0',
])('a name that leads to %s is not dialled, also when another address of it is fine', async address => {
  const inside = { address, family: address.includes(':') ? 6 : 4 }
  const fine = { address: '8.8.8.8', family: 4 }
  for (const found of [[inside], [inside, fine], [fine, inside]])
    expect(await ask(nobodyNamed(), { says: [found] })).toEqual({ ok: false, why: 'refused_address' })
  expect(other.heard).toEqual([])
})

test('a host that the settings name may stand inside, and never where machines keep their credentials', async () => {
  expect(await ask()).toMatchObject({ ok: true })
  for (const address of ['169.254.169.254', '::ffff:127.0.0.1'])
    expect(await ask(undefined, { says: [[loopback, { address, family: 4 }]] })).toEqual({
      ok: false,
      why: 'refused_address',
    })
})

test('no redirect is followed, wherever it leads', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    other.answers((_request, response) =>
      response.writeHead(status, { location: `${other.origin}/elsewhere` }).end(),
    )
    expect(await ask()).toEqual({ ok: false, why: 'redirect', status })
  }
  expect(other.heard.map(({ path }) => path)).toEqual(Array(5).fill('/in'))
})

test('an answer that says no is told with its status', async () => {
  for (const status of [400, 404, 410, 429, 500, 503]) {
    other.answers(status)
    expect(await ask()).toEqual({ ok: false, why: 'status', status })
  }
})

test('64 KiB of an answer are read, not more, and not more than 16 KiB before it', async () => {
  other.answers((_request, response) => response.end(Buffer.alloc(65_536)))
  expect(await ask()).toEqual({ ok: true, status: 200 })
  let written = 0
  other.answers((_request, response) => {
    const more = () => {
      if (response.destroyed) return
      written += 16_384
      response.write(Buffer.alloc(16_384), more)
    }
    more()
  })
  expect(await ask()).toEqual({ ok: false, why: 'too_big', status: 200 })
  expect(written).toBeLessThan(16_777_216)
  other.answers((_request, response) => response.writeHead(200, { 'x-long': 'a'.repeat(20_000) }).end())
  expect(await ask()).toEqual({ ok: false, why: 'too_big' })
})

test('five seconds are all there is, however it drips', async () => {
  const slow = [
    () => undefined,
    (_request: unknown, response: { write(text: string): unknown }) => {
      const drip = setInterval(() => response.write('a'), 200)
      setTimeout(() => clearInterval(drip), 8_000).unref()
    },
  ]
  const silent = createServer(socket => socket.on('error', () => undefined))
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const systems = await Promise.all(slow.map(() => startOtherSystem(name)))
  const asks = systems.map(async (system, at) => {
    system.answers(slow[at]!)
    const reach = await openReach(system.reach, async () => [loopback])
    return reach({ method: 'GET', address: system.origin })
  })
  const never = await openReach(other.reach, () => new Promise(() => undefined))
  const since = performance.now()
  const reached = await Promise.all([
    ...asks,
    never({ method: 'GET', address: other.origin }),
    ask(undefined, { address: `https://${name}:${port}/` }),
  ])
  expect(reached.map(one => !one.ok && one.why)).toEqual(Array(4).fill('timeout'))
  expect(performance.now() - since).toBeLessThan(6_000)
  await Promise.all(systems.map(system => system.stop()))
  silent.close()
})

test('who cannot prove its name, or changes the protocol, is told nothing', async () => {
  expect(await ask({ ...other.reach, caFile: undefined })).toEqual({ ok: false, why: 'certificate' })
  const stranger = await startOtherSystem('another.example.org')
  const lookAlike = await openReach({ named: [name], caFile: stranger.reach.caFile }, async () => [loopback])
  const address = `https://${name}:${stranger.port}/in`
  expect(await lookAlike({ method: 'POST', address, body: 'a' })).toEqual({ ok: false, why: 'certificate' })
  expect(stranger.heard).toEqual([])
  await stranger.stop()
  other.answers((_request, response) =>
    response.writeHead(101, { upgrade: 'x', connection: 'upgrade' }).end(),
  )
  expect(await ask()).toEqual({ ok: false, why: 'status', status: 101 })
})

test('what is not there is unreachable, and a name that nobody knows is told as such', async () => {
  const gone = await startOtherSystem(name)
  await gone.stop()
  expect(await ask(undefined, { address: gone.origin })).toEqual({ ok: false, why: 'unreachable' })
  expect(await ask(undefined, { says: [[]] })).toEqual({ ok: false, why: 'unknown_name' })
  const unknown = await openReach(other.reach)
  const nowhere = { method: 'GET', address: 'https://nowhere.invalid/' } as const
  expect(await unknown(nowhere)).toEqual({ ok: false, why: 'unknown_name' })
})

test('settings name hosts and a file that vouches for them; what is wrong stops the start', async () => {
  const read = (allowed: string) => readSettings({ SETWACHT_REACH_ALLOWED: allowed }).reach.named
  expect(readSettings({}).reach).toEqual({ named: [], caFile: undefined })
  expect(read('hooks.example.org, 10.1.0.5,::1')).toEqual(['hooks.example.org', '10.1.0.5', '::1'])
  for (const wrong of [
    'https://a.example',
    'a.example:8443',
    'A.example',
    'a.example.',
    '10.0.0.0/8',
    'a,,b',
  ])
    expect(() => read(wrong)).toThrow('SETWACHT_REACH_ALLOWED')
  expect(() => readSettings({ SETWACHT_REACH_CA: 'ca.pem' })).toThrow('SETWACHT_REACH_CA')
  const file = join(other.reach.caFile!, '..', 'other.txt')
  await writeFile(file, 'no certificate')
  for (const caFile of [file, `${file}.missing`])
    await expect(openReach({ named: [], caFile })).rejects.toThrow('SETWACHT_REACH_CA')
})
