import { execFileSync } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CompactSign, generateKeyPair } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { command, everythingIn, installHands, makeSigner } from '../support/hands.ts'
import { agentUid, isRoot } from '../support/root-folder.ts'

const restart = { act: 'restart_set', minutes: 5 }
const seconds = () => Math.floor(Date.now() / 1000)
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const planted = (evil: string) => ({
  NODE_OPTIONS: `--require=${evil}/evil.cjs`,
  NODE_EXTRA_CA_CERTS: join(evil, 'evil.cjs'),
  LD_PRELOAD: join(evil, 'no-such-library.so'),
})

let hands: Awaited<ReturnType<typeof installHands>>
let evil: string
let slow: Promise<string>

beforeAll(async () => {
  if (!isRoot) return
  // What Node, the loader and TLS find around them when the door is opened; the line of the unit clears it.
  evil = mkdtempSync('/var/lib/setwacht-test-evil-')
  chmodSync(evil, 0o777)
  writeFileSync(
    join(evil, 'evil.cjs'),
    `require('fs').writeFileSync('${evil}/ran-as-' + process.getuid(), '')`,
  )
  hands = await installHands(planted(evil))
  // To be left waiting lasts five seconds: it goes on beside the rest.
  const patient = hands.startKnocker(agentUid)
  slow = patient
    .knock(hands.door, 'abc.de'.split(''), { gapMs: 200, stays: true })
    .finally(() => patient.stop())
  slow.catch(() => undefined)
})
afterAll(async () => {
  if (!isRoot) return
  await hands?.remove()
  rmSync(evil, { recursive: true, force: true })
})

/** The agent's user is taken over; the command key is not. Whatever it tries, the system of the hands stays as it is. */
describe.skipIf(!isRoot)('somebody who has the agent’s user', () => {
  let before: ReturnType<typeof everythingIn>
  beforeEach(() => {
    before = everythingIn(hands.root)
  })
  afterEach(() => expect(everythingIn(hands.root)).toEqual(before))

  const signed = (over: object, body: object = restart) => hands.signer.sign(command(body, over))

  it('cannot say again, say to another set, or say at another time what was signed', async () => {
    const now = seconds()
    expect(await hands.knock(await signed({ device: '01980000-0000-7000-8000-000000000002' }))).toBe(
      'other_device',
    )
    expect(await hands.knock(await signed({ kind: 'ask', body: { question: 'ping' } }))).toBe(
      'unknown_command',
    )
    expect(await hands.knock(await signed({ iat: now - 900, nbf: now - 900, exp: now - 600 }))).toBe(
      'expired',
    )
    expect(await hands.knock(await signed({ iat: now + 900, nbf: now + 900 }))).toBe('too_early')
  })

  it('gains nothing by a clock that is put back to when an old command was good', async () => {
    // The last that ran was signed an hour from now: by the clock of today, it was put back.
    const used = join(hands.state, 'used')
    const ran = join(used, `${seconds() + 3600}.4f1c2b7e-58f0-4c39-9a55-0d6a3f1f2b11`)
    mkdirSync(used, { recursive: true, mode: 0o700 })
    writeFileSync(ran, '')
    expect(await hands.knock(await signed({}))).toBe('stale')
    expect(await hands.knock(await signed({ iat: seconds() + 3601, exp: seconds() + 60 }))).toBe('expired')
    expect(readdirSync(used)).toHaveLength(1)
    rmSync(used, { recursive: true })
  })

  it('cannot sign: not with a key of its own, not with another way to sign', async () => {
    const own = await makeSigner('own')
    expect(await hands.knock(await own.sign(command(restart)))).toBe('unknown_key')
    expect(await hands.knock(await own.sign(command(restart), 'first'))).toBe('wrong_signature')
    const payload = Buffer.from(JSON.stringify(command(restart)))
    const { privateKey } = await generateKeyPair('ES256')
    const byCurve = new CompactSign(payload)
      .setProtectedHeader({ alg: 'ES256', kid: 'first' })
      .sign(privateKey)
    expect(await hands.knock(await byCurve)).toBe('wrong_signature')
    // The public key, which is no secret, as if it were one.
    const publicKey = createSecretKey(Buffer.from(hands.signer.held.x, 'base64url'))
    const byPublic = new CompactSign(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(publicKey)
    expect(await hands.knock(await byPublic)).toBe('wrong_signature')
    const unsigned = `${base64({ alg: 'none', kid: 'first' })}.${payload.toString('base64url')}.`
    expect(await hands.knock(unsigned)).toBe('unreadable')
    expect(await hands.knock(`${unsigned}AAAA`)).toBe('wrong_signature')
  })

  it('is not heard out when it says too much, too little, two things or nothing', async () => {
    const jws = await signed({})
    expect(await hands.knock('a'.repeat(100_000))).toBe('too_long')
    expect(await hands.knock(jws.slice(0, jws.length / 2))).toMatch(/^(unreadable|wrong_signature)$/)
    expect(await hands.knock(jws.slice(0, -6))).toBe('wrong_signature')
    expect(await hands.knock(`${jws}\n${jws}`)).toBe('unreadable')
    expect(await hands.knock('')).toBe('unreadable')
    expect(await hands.knock('\0\u202e$(reboot).;reboot.`reboot`')).toBe('unreadable')
  })

  it('leads root nowhere by what a command says, even a signed one', async () => {
    for (const body of [
      { act: 'reset_usb_port', port: '../../../../etc/passwd' },
      { act: 'restart_set', minutes: '5; touch /tmp/x' },
      { act: 'remove_profiles', home: '/root' },
      { act: 'run', program: '/bin/sh' },
    ]) {
      expect(await hands.knock(await signed({}, body)), JSON.stringify(body)).toBe('unknown_command')
    }
  })

  it('puts nothing into their process: not from its own environment, not from that of the door', async () => {
    const { NODE_OPTIONS, LD_PRELOAD } = planted(evil)
    const preloads = () => hands.said().split(`${LD_PRELOAD}' from LD_PRELOAD cannot be`).length - 1
    const preloadsBefore = preloads()
    const agent = hands.startKnocker(agentUid, { NODE_OPTIONS })
    expect(await agent.knock(hands.door, await signed({}, { act: 'run' }))).toContain('unknown_command')
    agent.stop()
    // It does run where it is planted: as the agent, and never as root.
    expect(readdirSync(evil).filter(name => name.startsWith('ran-as-'))).toEqual([`ran-as-${agentUid}`])
    // What clears the environment is told of the library; their own program, which it starts, is not.
    await expect.poll(() => preloads() - preloadsBefore).toBe(hands.programsBefore)
    // Past the line of the unit they do nothing at all.
    const args = [join(hands.code, 'agent/hands/main.ts'), hands.root]
    const env = { NODE_EXTRA_CA_CERTS: '/dev/null' }
    const run = execFileSync(hands.node, args, {
      env,
      input: await signed({}),
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    expect(JSON.parse(run.toString())).toEqual({ id: null, code: 'environment' })
  })

  it('is left waiting no longer than five seconds when it says a little now and then', async () => {
    expect(JSON.parse(await slow)).toEqual({ id: null, code: 'too_slow' })
  })
})

/** What a careless installation leaves open, and who would come in by it. */
describe.skipIf(!isRoot)('hands whose code, keys or memory somebody else can change', () => {
  const knocks = async () => hands.knock(await hands.signer.sign(command(restart)))
  const moved = (path: string) => `${path}-moved`
  const ours = (path: string) => join(hands.code, path)
  /** Somebody's own in the place of a path, reached by a link. */
  const link = (path: string) => {
    renameSync(path, moved(path))
    symlinkSync(moved(path), path)
    return () => {
      rmSync(path)
      renameSync(moved(path), path)
    }
  }
  const give = (path: string) => {
    chownSync(path, agentUid, agentUid)
    return () => chownSync(path, 0, 0)
  }
  const openUp = (path: string, mode: number, back: number) => {
    chmodSync(path, mode)
    return () => chmodSync(path, back)
  }

  it.each<[string, () => () => void]>([
    ['a file of their code is the agent’s', () => give(ours('agent/hands/judging.ts'))],
    ['a library they use is the agent’s', () => give(ours('node_modules/typebox/build/schema/index.mjs'))],
    ['what a library says of itself is the agent’s', () => give(ours('node_modules/jose/package.json'))],
    ['the folder of their code can be written by its group', () => openUp(ours('agent/hands'), 0o775, 0o755)],
    ['their program is reached by a link', () => link(ours('agent/hands'))],
    ['the program that runs them is the agent’s', () => give(ours('node_modules/runtime/node'))],
    ['the file of their keys is the agent’s', () => give(hands.trust)],
    ['the file of their keys is a link to one elsewhere', () => link(hands.trust)],
    ['their folder can be written by all', () => openUp(hands.state, 0o777, 0o700)],
    ['their folder is a link', () => link(hands.state)],
    [
      'their memory is a link to nowhere',
      () => {
        symlinkSync('/var/lib/setwacht-test-nowhere', join(hands.state, 'used'))
        return () => rmSync(join(hands.state, 'used'))
      },
    ],
  ])('do nothing when %s', async (_case, plant) => {
    const undo = plant()
    const before = everythingIn(hands.root)
    expect(await knocks()).toBe('insecure')
    expect(everythingIn(hands.root)).toEqual(before)
    undo()
  })

  it('do nothing before root has said whose commands count', async () => {
    renameSync(hands.trust, moved(hands.trust))
    expect(await knocks()).toBe('not_set_up')
    renameSync(moved(hands.trust), hands.trust)
  })

  it('do what they are told once all is root’s own again', async () => {
    expect(await knocks()).toBe('done')
  })
})
