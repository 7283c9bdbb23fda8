import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandKey } from '../../protocol/command.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { Commands } from './commands.ts'

const deviceId = '01980000-0000-7000-8000-000000000001'
const now = Date.UTC(2026, 10, 22)
const seconds = now / 1000

type Signer = { held: CommandKey; sign: (payload: unknown, kid?: string) => Promise<string> }

async function makeSigner(kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('Ed25519', { extractable: true })
  const { x } = await exportJWK(publicKey)
  return {
    held: { kid, kty: 'OKP', crv: 'Ed25519', x: x as string },
    sign: (payload, named = kid) =>
      new CompactSign(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid: named })
        .sign(privateKey),
  }
}

const ping = (over: object = {}) => ({
  kind: 'ask',
  id: randomUUID(),
  iat: seconds,
  nbf: seconds,
  exp: seconds + 30,
  device: deviceId,
  body: { question: 'ping' },
  ...over,
})

let directory: string
let signer: Signer
let keys: CommandKey[]
let serverNow: number
let commands: Commands
let taken: LessonsBody[]
let looked: boolean[]
let messages: string[]
let acts: (string | null)[]

const open = () =>
  new Commands({
    deviceId,
    keys: () => keys,
    addKey: async key => {
      keys = [key, ...keys]
    },
    check: async () => looked.shift() ?? false,
    takeLessons: async lessons => {
      taken.push(lessons)
    },
    takeMessage: ({ id }) => {
      const isNews = !messages.includes(id)
      if (isNews) messages.push(id)
      return isNews
    },
    onAct: deed => acts.push(deed),
    memoryFile: join(directory, 'commands.json'),
    serverNow: () => serverNow,
    log: () => undefined,
  })

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'setwacht-commands-'))
  signer = await makeSigner('first')
  keys = [signer.held]
  serverNow = now
  taken = []
  looked = []
  messages = []
  acts = []
  commands = open()
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

describe('a command', () => {
  it('that asks for the checks is done when they were told, and else not answered', async () => {
    looked = [true, false]
    const first = ping({ body: { question: 'check' } })
    expect(await commands.ask(await signer.sign(first))).toEqual({ id: first.id, outcome: 'done' })
    const second = ping({ id: randomUUID(), body: { question: 'check' } })
    expect(await commands.ask(await signer.sign(second))).toBeUndefined()
  })

  it('runs once: it is on disk before, and the same id is refused, also after a restart', async () => {
    const command = ping()
    const jws = await signer.sign(command)
    expect(await commands.ask(jws)).toEqual({ id: command.id, outcome: 'done' })
    expect(readFileSync(join(directory, 'commands.json'), 'utf8')).toContain(command.id)
    const repeated = { id: command.id, outcome: 'rejected', rejection: 'repeated' }
    expect(await commands.ask(jws)).toEqual(repeated)
    expect(await open().ask(jws)).toEqual(repeated)
  })

  it('runs once when it comes twice at the same moment', async () => {
    const jws = await signer.sign(ping())
    const answers = await Promise.all([commands.ask(jws), commands.ask(jws)])
    expect(answers.map(answer => answer?.outcome)).toEqual(['done', 'rejected'])
  })

  it.each([
    ['is for another device', { device: deviceId.replace('1980', '1981') }, 'other_device'],
    ['is not due for a minute', { nbf: seconds + 60, exp: seconds + 90 }, 'too_early'],
    ['is over', { nbf: seconds - 60, exp: seconds - 30 }, 'expired'],
    ['asks what nobody knows', { body: { question: 'open the camera' } }, 'unknown_command'],
    ['is of another kind', { kind: 'job' }, 'unknown_command'],
    ['has no time', { exp: undefined }, 'unreadable'],
  ])('is refused when it %s', async (_case, over, rejection) => {
    const command = ping(over)
    const answer = await commands.ask(await signer.sign(command))
    expect(answer).toEqual({ id: command.id, outcome: 'rejected', rejection })
    expect(() => readFileSync(join(directory, 'commands.json'))).toThrow(/ENOENT/)
  })

  it('is refused without an id when it is not signed by a key of the control plane', async () => {
    const foreign = await makeSigner('second')
    const rejected = (rejection: string) => ({ id: null, outcome: 'rejected', rejection })
    expect(await commands.ask(await foreign.sign(ping()))).toEqual(rejected('unknown_key'))
    expect(await commands.ask(await foreign.sign(ping(), 'first'))).toEqual(rejected('wrong_signature'))
    expect(await commands.ask('no.signature.here')).toEqual(rejected('unreadable'))
    expect(await commands.ask(await signer.sign('no JSON'))).toEqual(rejected('unreadable'))
  })

  it('does not become good again when the time is turned back, also after a restart', async () => {
    const heldBack = await signer.sign(ping())
    serverNow += 40 * 60_000
    const later = { iat: serverNow / 1000, nbf: serverNow / 1000, exp: serverNow / 1000 + 30 }
    expect(await commands.ask(await signer.sign(ping(later)))).toMatchObject({ outcome: 'done' })
    serverNow = now
    expect(await commands.ask(heldBack)).toMatchObject({ outcome: 'rejected', rejection: 'expired' })
    expect(await open().ask(heldBack)).toMatchObject({ outcome: 'rejected', rejection: 'expired' })
    expect(await open().signedAt()).toBe(now + 40 * 60_000)
  })

  it.each(['commands.json', 'commands.copy.json'])(
    'stays run, and its time signed, when %s is lost',
    async lost => {
      const run = await signer.sign(ping())
      await commands.ask(run)
      writeFileSync(join(directory, lost), '[["')
      expect(await open().ask(run)).toMatchObject({ outcome: 'rejected', rejection: 'repeated' })
      rmSync(join(directory, lost))
      expect(await open().signedAt()).toBe(now)
    },
  )

  it('runs when another part of the control plane, whose clock is a few seconds behind, signed it', async () => {
    const behind = { iat: seconds - 20, nbf: seconds - 20, exp: seconds + 10 }
    expect(await commands.ask(await signer.sign(ping()))).toMatchObject({ outcome: 'done' })
    expect(await commands.ask(await signer.sign(ping(behind)))).toMatchObject({ outcome: 'done' })
  })

  it('is not run when its id cannot be kept', async () => {
    rmSync(directory, { recursive: true })
    expect(await commands.ask(await signer.sign(ping()))).toBeUndefined()
  })

  it('is remembered for thirty days and no longer, and at most two thousand are', async () => {
    for (let one = 0; one < 2005; one += 1) await commands.ask(await signer.sign(ping()))
    const kept = () => JSON.parse(readFileSync(join(directory, 'commands.json'), 'utf8')) as unknown[]
    expect(kept()).toHaveLength(2000)
    serverNow += 31 * 86_400_000
    const later = { nbf: serverNow / 1000, exp: serverNow / 1000 + 30 }
    await commands.ask(await signer.sign(ping(later)))
    expect(kept()).toHaveLength(1)
  }, 60_000)
})

describe('lessons', () => {
  const body: LessonsBody = {
    revision: 3,
    side: 'school',
    windows: [[29_923_705, 29_923_755]],
    until: 29_943_360,
  }
  const signed = (over: object = {}) => signer.sign(ping({ kind: 'lessons', body, ...over }))

  it('are taken when they are signed for this set, once', async () => {
    const jws = await signed()
    await commands.lessons(jws)
    await commands.lessons(jws)
    await open().lessons(jws)
    expect(taken).toEqual([body])
  })

  it('are not taken when they are for another set, over, of another shape, or signed by nobody we know', async () => {
    const foreign = await makeSigner('second')
    await commands.lessons(await signed({ device: deviceId.replace('1980', '1981') }))
    await commands.lessons(await signed({ exp: seconds - 60 }))
    await commands.lessons(await signed({ body: { ...body, side: 'both' } }))
    await commands.lessons(await signed({ body: { ...body, windows: [[29_923_705]] } }))
    await commands.lessons(await signer.sign(ping()))
    await commands.lessons(await foreign.sign(ping({ kind: 'lessons', body }), 'first'))
    await commands.lessons('no.lessons.here')
    expect(taken).toEqual([])
  })

  it('do not pass as a question', async () => {
    expect(await commands.ask(await signed())).toMatchObject({ rejection: 'unknown_command' })
  })
})

describe('a message', () => {
  const message = (id: string, over: object = {}) =>
    ping({
      kind: 'message',
      body: { id, says: { sentence: 'call_you' }, answers: [], until: now + 60_000 },
      ...over,
    })

  it('is taken when it is signed for this set; told again under another signature it is no act', async () => {
    const id = randomUUID()
    await commands.message(await signer.sign(message(id)))
    await commands.message(await signer.sign(message(id, { id: randomUUID() })))
    expect(messages).toEqual([id])
    expect(acts).toEqual(['message'])
  })

  it('is not taken from anybody else, for another set, too late, or with signs that break a line', async () => {
    const foreign = await makeSigner('first')
    await commands.message(await foreign.sign(message(randomUUID())))
    await commands.message(await signer.sign(message(randomUUID(), { device: 'other' })))
    await commands.message(await signer.sign(message(randomUUID(), { exp: seconds - 60 })))
    for (const text of ['', 'a\nb', 'a\u202eb', 'x'.repeat(201)]) {
      const body = { id: randomUUID(), says: { text }, answers: [], until: now + 60_000 }
      await commands.message(await signer.sign(message(randomUUID(), { body })))
    }
    expect(messages).toEqual([])
    expect(acts).toEqual(Array(7).fill(null))
  })

  it('of which thirty come with one hello is taken, each of them', async () => {
    const all = Array.from({ length: 30 }, () => randomUUID())
    const signed = await Promise.all(all.map(id => signer.sign(message(id, { id: randomUUID() }))))
    await Promise.all(signed.map(jws => commands.message(jws)))
    expect(messages).toEqual(all)
  })
})

describe('a new command key', () => {
  it('is taken when a key that is held signed it, and then signs commands', async () => {
    const next = await makeSigner('second')
    await commands.hearKey(await signer.sign({ kind: 'command_key', key: next.held }))
    expect(keys.map(({ kid }) => kid)).toEqual(['second', 'first'])
    expect((await commands.ask(await next.sign(ping())))?.outcome).toBe('done')
  })

  it('is not taken from anybody else, nor twice', async () => {
    const next = await makeSigner('second')
    const notice = { kind: 'command_key', key: next.held }
    await commands.hearKey(await next.sign(notice))
    await commands.hearKey(await next.sign(notice, 'first'))
    await commands.hearKey(await signer.sign(ping()))
    await commands.hearKey('no.key.here')
    await commands.hearKey(await signer.sign({ ...notice, key: signer.held }))
    expect(keys).toEqual([signer.held])
  })
})
