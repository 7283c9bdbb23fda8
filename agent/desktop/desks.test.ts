import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Desks } from './desks.ts'
import type { Told } from './words.ts'

const isRoot = process.getuid?.() === 0
/** Somebody who is signed in; nobody needs to exist for a file to belong to them. */
const person = isRoot ? 54_321 : (process.getuid?.() ?? 0)
const other = 54_322
const told: Told = {
  sound: { ok: true, value: { in: { muted: true, volume_zero: false, model: 'Helder H1' }, out: null } },
  call: null,
}
const line = `${JSON.stringify(told)}\n`
const soon = { timeout: 5000 }
const silent = { ok: false, reason: 'no_answer' }

let root = ''
let servers: Server[] = []
let sockets: Socket[] = []
let desks: Desks
let now = 0
const path = (uid = person) => join(root, 'setwacht-agent/desktop', `${uid}.sock`)
const people = (...uids: number[]) => join(root, 'user', ...uids.map(String))
const signIn = (uid = person) => mkdirSync(people(uid), { recursive: true })

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sw-'))
  mkdirSync(join(root, 'setwacht-agent/desktop'), { recursive: true })
  signIn()
  now = 0
  desks = new Desks(
    join(root, 'setwacht-agent'),
    () => now,
    () => undefined,
  )
})
afterEach(async () => {
  desks.stop()
  for (const socket of sockets) socket.destroy()
  for (const server of servers) await new Promise(resolve => server.close(resolve))
  servers = []
  sockets = []
  rmSync(root, { recursive: true, force: true })
})

/** A desktop part that begins with these words. `owner`: whose the system says it is. */
async function listen(at: string, words: string, owner = person): Promise<string[]> {
  const heard: string[] = []
  const server = createServer(socket => {
    sockets.push(socket)
    socket.on('error', () => undefined).on('data', chunk => heard.push(chunk.toString()))
    socket.write(words)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(at, resolve))
  if (isRoot) chownSync(at, owner, owner)
  return heard
}

/** Looks a few times, as the agent does. */
async function look(): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await desks.look()
    await new Promise(resolve => setImmediate(resolve))
  }
}
const becomes = (sound: object) => expect.poll(() => look().then(() => desks.sound()), soon).toEqual(sound)

describe('the agent listens to the desktop part', () => {
  it('of who is signed in, and says what it wants', async () => {
    const heard = await listen(path(), line)
    await becomes(told.sound)
    desks.want({ call: ['lesprogramma'] })
    await expect.poll(() => heard.join(''), soon).toContain('"call":["lesprogramma"]')
  })

  it('and takes no name from it that others cannot keep', async () => {
    const model = `Helder\0\u001b[2J H1\ud800${'e\u0301'.repeat(20)}`
    const level = { muted: false, volume_zero: false, model }
    await listen(
      path(),
      `${JSON.stringify({ sound: { ok: true, value: { in: level, out: null } }, call: null })}\n`,
    )
    await expect.poll(() => look().then(() => desks.sound().ok), soon).toBe(true)
    const sound = desks.sound()
    const kept = sound.ok ? (sound.value.in?.model ?? '') : ''
    expect(kept).toContain('Helder')
    expect(kept.length).toBeLessThanOrEqual(64)
    expect(kept.isWellFormed() && !/\p{Cc}/u.test(kept)).toBe(true)
  })

  it('until it was silent for half a minute', async () => {
    await listen(path(), line)
    await becomes(told.sound)
    now = 25_001
    expect(desks.sound()).toEqual(silent)
    expect(desks.call()).toEqual(silent)
  })

  it('until it is gone, or nobody is signed in', async () => {
    await listen(path(), line)
    await becomes(told.sound)
    for (const server of servers.splice(0)) server.close()
    for (const socket of sockets) socket.destroy()
    await becomes(silent)
    rmSync(people(person), { recursive: true })
    await becomes({ ok: false, reason: 'absent' })
    expect(desks.call()).toEqual({ ok: true, value: { app: 'stopped', holds: false } })
  })

  it('and takes the screen that asks who signs in for nobody, whatever number the system lends it', async () => {
    rmSync(people(person), { recursive: true })
    for (const uid of [42, 999, 60_578, 61_184, 65_534]) signIn(uid)
    await look()
    expect(desks.call()).toEqual({ ok: true, value: { app: 'stopped', holds: false } })
    signIn(60_001)
    await look()
    expect(desks.call()).toEqual(silent)
  })

  it('and knows nothing of a call where the system does not say who is signed in', async () => {
    rmSync(people(), { recursive: true })
    await look()
    expect(desks.call()).toEqual({ ok: false, reason: 'unsupported' })
  })
})

describe('the agent does not listen to', () => {
  const refused = async (heard: Promise<string[]> | string[] = []) => {
    await look()
    expect(desks.sound()).toEqual(silent)
    expect((await heard).join('')).toBe('')
  }

  it.runIf(isRoot)('a socket that somebody else put in that place', async () => {
    await refused(listen(path(), line, other))
  })

  it.runIf(isRoot)('a socket of the system itself', async () => {
    await refused(listen(path(), line, 0))
  })

  it('a link to a socket', async () => {
    const elsewhere = join(root, 'elsewhere.sock')
    const heard = await listen(elsewhere, line)
    symlinkSync(elsewhere, path())
    await refused(heard)
  })

  it('what is no socket', async () => {
    writeFileSync(path(), line)
    await refused()
  })

  it.runIf(isRoot)('somebody who is not signed in', async () => {
    const heard = await listen(path(other), line, other)
    rmSync(people(person), { recursive: true })
    await look()
    expect(heard.join('')).toBe('')
    expect(readdirSync(people())).toEqual([])
  })

  it.each([
    ['a line that never ends', 'x'.repeat(200_000)],
    ['no JSON', 'hello\n'],
    ['words that nobody understands', '{"sound":"loud"}\n'],
    ['a flood', line.repeat(10_000)],
  ])('%s: it is cut off, and not asked again at once', async (_case, words) => {
    const at = path()
    await listen(at, words)
    await look()
    await expect.poll(() => sockets.length > 0 && sockets.every(socket => socket.destroyed), soon).toBe(true)
    await look()
    await look()
    expect(sockets).toHaveLength(1)
    expect(desks.sound()).toEqual(silent)
    now = 60_001
    await expect.poll(() => look().then(() => sockets.length), soon).toBe(2)
  })
})
