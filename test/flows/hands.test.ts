import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandKey } from '../../protocol/command.ts'
import { command, deviceId, installHands, makeSigner } from '../support/hands.ts'
import { isRoot, personUid, strangerUid } from '../support/root-folder.ts'

/** What enrolment leaves with the agent, as far as the hands ask for it. */
function enrolledFolder(parent: string, key: CommandKey): string {
  const directory = join(parent, 'agent')
  const slot = join(directory, 'identity/a')
  mkdirSync(slot, { recursive: true })
  for (const name of ['key.pem', 'chain.pem']) writeFileSync(join(slot, name), '', { mode: 0o600 })
  const identity = {
    deviceId,
    label: 'KS-0001',
    doors: [{ kind: 'mqtt', host: 'mqtt.example.org', port: 8883 }],
    stun: { host: 'example.org', port: 3478 },
    root: '-'.repeat(64),
    commandKeys: [key],
    current: 'a',
    trial: null,
    request: null,
  }
  writeFileSync(join(directory, 'identity/identity.json'), JSON.stringify(identity))
  return directory
}

describe.skipIf(!isRoot)('the hands, installed by root and asked by the agent’s user', () => {
  let hands: Awaited<ReturnType<typeof installHands>>
  const obey = async (body: object) => hands.knock(await hands.signer.sign(command(body)))
  const called = () => readFileSync(hands.at('called'), 'utf8')

  beforeAll(async () => {
    hands = await installHands()
  })
  afterAll(() => hands?.remove())

  it('restart the set after as many minutes as the command says', async () => {
    expect(await obey({ act: 'restart_set', minutes: 7 })).toBe('done')
    expect(called()).toBe(`${hands.at('sbin/shutdown')} -r --no-wall +7\n`)
  })

  it('reset the port of that number', async () => {
    expect(await obey({ act: 'reset_usb_port', port: 1 })).toBe('done')
    expect(readFileSync(hands.at('sys/bus/usb/devices/1-2/authorized'), 'utf8')).toBe('1')
  })

  it('end the call application of people, whatever the job would like to be ended', async () => {
    const as = (uid: number, program: string) =>
      spawn(program, ['60'], { uid, gid: uid, cwd: '/', stdio: 'ignore' })
    const theirs = as(personUid, hands.at('opt/call'))
    const other = as(personUid, '/bin/sleep')
    const system = as(0, hands.at('opt/call'))
    await Promise.all([theirs, other, system].map(one => once(one, 'spawn')))
    const ended = once(theirs, 'exit')
    expect(await obey({ act: 'restart_call_application' })).toBe('done')
    expect((await ended)[1]).toBe('SIGTERM')
    expect([other, system].map(one => one.signalCode)).toEqual([null, null])
    for (const one of [other, system]) one.kill('SIGKILL')
    expect(await obey({ act: 'restart_call_application' })).toBe('nothing_there')
    rmSync(hands.at('etc/setwacht/hands.json'))
    expect(await obey({ act: 'restart_call_application' })).toBe('not_set_up')
  })

  it('remove what people left on the set', async () => {
    expect(await obey({ act: 'remove_profiles' })).toBe('done')
    expect(readdirSync(hands.at('home/pupil'))).toEqual([])
    expect(called()).toContain(`${hands.at('bin/loginctl')} terminate-user ${personUid}\n`)
  })

  it('do a command once, also when it comes twice at the same moment', async () => {
    const jws = await hands.signer.sign(command({ act: 'restart_set', minutes: 3 }))
    const second = hands.startKnocker(0)
    const answers = await Promise.all([hands.knock(jws), second.knock(hands.door, jws)])
    second.stop()
    expect(answers.filter(answer => answer.includes('done'))).toHaveLength(1)
    expect(await hands.knock(jws)).toBe('repeated')
    expect(called().match(/\+3\n/g)).toHaveLength(1)
  })

  it('hear a new key of the control plane from one they hold, and obey it from then on', async () => {
    const next = await makeSigner('second')
    const notice = { kind: 'command_key', key: next.held }
    expect(await hands.knock(await next.sign(notice))).toBe('unknown_key')
    expect(await hands.knock(await next.sign(notice, 'first'))).toBe('wrong_signature')
    expect(await hands.knock(await hands.signer.sign(notice))).toBe('done')
    const body = { act: 'restart_set', minutes: 9 }
    expect(await hands.knock(await next.sign(command(body)))).toBe('done')
    expect(called()).toContain('+9\n')
  })

  it('take over from the agent once, at the word of root, for whom they work', async () => {
    const own = await makeSigner('own')
    const directory = enrolledFolder(hands.folder, own.held)
    const adopt = () => {
      const args = [`${hands.code}/agent/hands/adopt.ts`, directory, hands.root]
      const { status, stdout, stderr } = spawnSync(hands.node, args, { env: {}, encoding: 'utf8' })
      return { status, said: stdout + stderr }
    }
    expect(adopt()).toMatchObject({ status: 1, said: expect.stringContaining('already') })
    rmSync(hands.trust)
    expect(adopt()).toMatchObject({ status: 0, said: expect.stringContaining(deviceId) })
    expect(await hands.knock(await hands.signer.sign(command({ act: 'remove_profiles' })))).toBe(
      'unknown_key',
    )
    expect(await hands.knock(await own.sign(command({ act: 'remove_profiles' })))).toBe('done')
  })

  it('can be asked by nobody but the agent’s user, who can neither read nor write what they know', async () => {
    const stranger = hands.startKnocker(strangerUid)
    expect(await stranger.knock(hands.door, 'a.b.c')).toContain('EACCES')
    stranger.stop()
    const reading = spawn('/bin/ls', [hands.state], { uid: personUid, gid: personUid, stdio: 'ignore' })
    expect((await once(reading, 'exit'))[0]).toBeGreaterThan(0)
    expect(existsSync(hands.trust)).toBe(true)
  })
})
