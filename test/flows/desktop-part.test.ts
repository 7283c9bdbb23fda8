import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Facts } from '../../protocol/facts.ts'
import { layNetwork } from '../support/own-network.ts'
import { prepareSignIn, traced } from '../support/signed-in.ts'
import { canMakeUsers, mayRead } from '../support/users.ts'
import { deviceId, startBroker } from './agent-rig.ts'

const soon = { timeout: 30_000 }
const agentProgram = fileURLToPath(new URL('../../agent/main.ts', import.meta.url))
/** The name of the call application: it is looked for by it, and told to nobody. */
const callProgram = 'lesprogramma'
const minuteMs = 60_000
const inventoryKey = randomBytes(32).toString('base64url')

const why = canMakeUsers ? '' : ' (left out: only root can start programs as two users)'

describe.runIf(canMakeUsers)(`agent and desktop part as two users${why}`, () => {
  let broker: Awaited<ReturnType<typeof startBroker>>
  let network: Awaited<ReturnType<typeof layNetwork>>
  let machine: ReturnType<typeof prepareSignIn>
  let part: ReturnType<typeof machine.startDesktopPart>

  beforeAll(async () => {
    broker = await startBroker()
    broker.answers.hello = () => ({ now: Date.now(), stored: [], pace: 1000, inventory_key: inventoryKey })
    network = await layNetwork(broker.port)
    machine = prepareSignIn(callProgram)
    expect(mayRead(machine.agent, agentProgram), 'the checkout is open to other users').toBe(true)
    plant('identity.json', { deviceId, host: network.host, mqttPort: network.port, stunPort: 9 })
    plant('settings.json', { callApplication: { binaries: [callProgram] }, cameras: 1, kind: 'school' })
    plantLessons()
    startAgent()
  }, 60_000)
  afterAll(async () => {
    await network?.remove()
    await machine?.remove()
    await broker?.stop()
  })

  function plant(name: string, value: unknown): void {
    const file = join(machine.agentFolder, name)
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value), { mode: 0o600 })
    chownSync(file, machine.agent.uid, machine.agent.gid)
  }
  /** The agent keeps lessons in a file of its own: one is on. */
  function plantLessons(): void {
    const minute = Math.floor(Date.now() / minuteMs)
    const windows = [[minute - 5, minute + 55]]
    const text = JSON.stringify({ revision: 1, side: 'school', windows, until: minute + 20_000 })
    plant('lessons.json', `{"crc":${crc32(text)},"lessons":${text}}\n`)
  }
  function startAgent() {
    const command = traced(machine.traces.agent, process.execPath, agentProgram)
    return machine.start({ uid: 0, gid: 0 }, [...network.command(machine.agent), ...command], {
      SETWACHT_AGENT_DIR: machine.agentFolder,
      SETWACHT_AGENT_REPORT_SECONDS: '1',
      SETWACHT_AGENT_PAGE_PORT: '0',
    })
  }
  /** What the set said last of each fact. */
  const facts = () => {
    const said = broker.heard.map(({ envelope }) => (envelope.body as { facts?: Facts }).facts ?? {})
    return Object.assign({}, ...said) as Facts
  }
  const becomes = (expected: Facts) => expect.poll(facts, soon).toMatchObject(expected)

  it('nobody is signed in: the call application is stopped, and how sound is set is not known', async () => {
    await becomes({ call: { app: 'stopped', media: 'none', since: expect.any(Number) } })
    await becomes({ unreadable: { audio_level: 'absent' }, audio_in: { muted: null } as never })
  })

  it('somebody is signed in and the desktop part is silent: the call is unknown, with a reason', async () => {
    machine.signIn()
    await becomes({ call: { app: 'unknown', media: 'unknown' } as never, unreadable: { call: 'no_answer' } })
  })

  it('with the desktop part the set knows that it does not run, and how sound is set', async () => {
    await machine.startSound()
    part = machine.startDesktopPart()
    await becomes({ call: { app: 'stopped', media: 'none' } as never })
    await becomes({
      audio_in: { muted: false, volume_zero: false } as never,
      audio_out: { muted: false, volume_zero: false, model: 'Helder_H1' } as never,
    })
    expect(facts().unreadable).not.toHaveProperty('audio_level')
    expect(facts().unreadable).not.toHaveProperty('call')
  })

  it('the page of the set opens once, and its address is kept for who sits there alone', async () => {
    const opened = () => machine.browsed().trim().split('\n')
    await expect.poll(opened, soon).toEqual([`file://${join(machine.ownFolder, 'setwacht-page.html')}`])
    const file = join(machine.ownFolder, 'setwacht-page.json')
    const { address, token } = JSON.parse(readFileSync(file, 'utf8')) as { address: string; token: string }
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const leading = join(machine.ownFolder, 'setwacht-page.html')
    expect(readFileSync(leading, 'utf8')).toContain(`url=${address}#${token}"`)
    for (const own of [file, leading]) {
      expect(statSync(own)).toMatchObject({ uid: machine.person.uid })
      expect(statSync(own).mode & 0o777).toBe(0o600)
    }
  })

  it('what the machine is made of is told, and found by another process than the agent', async () => {
    await becomes({
      machine: { serial_hash: expect.toSatisfy(hash => hash === null || hash.length === 43) } as never,
    })
    const [agent = ''] = machine.opened()
    const pid = /^(\d+) .*agent\/main\.ts/m.exec(agent)?.[1]
    const library = agent.split('\n').filter(line => line.includes('node_modules/systeminformation/'))
    expect(library.length).toBeGreaterThan(0)
    expect(library.filter(line => line.startsWith(`${pid} `))).toEqual([])
  })

  it('who mutes the microphone, or turns the loudspeaker to zero, is told of it at once', async () => {
    await machine.pactl('set-source-mute', 'microphone', '1')
    await machine.pactl('set-sink-volume', 'speaker', '0')
    await becomes({ audio_in: { muted: true } as never, audio_out: { volume_zero: true } as never })
    await machine.pactl('set-source-mute', 'microphone', '0')
    await machine.pactl('set-sink-volume', 'speaker', '60%')
    await becomes({ audio_in: { muted: false } as never, audio_out: { volume_zero: false } as never })
  })

  it('a call is seen when it begins, with what flows, and when it ends', async () => {
    const call = machine.startCall()
    await becomes({ call: { app: 'running' } as never })
    network.send()
    await becomes({ call: { app: 'running', media: 'both' } as never })
    await machine.end(call)
    await becomes({ call: { app: 'stopped', media: 'none' } as never })
  })

  it('the socket is for the agent: nobody else can connect to it, take it away, or stand in its place', async () => {
    expect(statSync(machine.socket).mode & 0o777).toBe(0o660)
    expect(statSync(machine.socket).uid).toBe(machine.person.uid)
    const { uid, gid } = machine.other
    const says = (code: string) =>
      spawnSync(process.execPath, ['-e', code], { uid, gid, cwd: '/' }).stdout.toString().trim()
    const connects = `require('net').connect('${machine.socket}').on('error', e => console.log(e.code)).on('connect', () => console.log('in'))`
    const removes = `try { require('fs').unlinkSync('${machine.socket}'); console.log('gone') } catch (e) { console.log(e.code) }`
    expect(says(connects)).toBe('EACCES')
    expect(says(removes)).toBe('EPERM')
  })

  it('neither of them, nor what they start, opened a camera or a sound device', () => {
    for (const opened of machine.opened()) {
      expect(opened).toContain('/proc/')
      expect(opened).not.toMatch(/"\/dev\/(video|snd)/)
    }
  })

  it('the desktop part tells the agent codes, and nothing of its own but the model of a sound device', async () => {
    const socket = connect(machine.socket)
    const [line] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    const level = { muted: false, volume_zero: false }
    const value = { in: { ...level, model: null }, out: { ...level, model: 'Helder_H1' } }
    expect(JSON.parse(line.toString())).toEqual({ sound: { ok: true, value }, call: expect.anything() })
    expect(JSON.parse(line.toString()).call).toEqual({ ok: true, value: { app: 'stopped', holds: false } })
  })

  it('nothing that leaves the set tells who sits there, on which machine, or what else runs', async () => {
    const said = JSON.stringify(broker.heard.map(({ envelope }) => envelope))
    const others = [machine.person.name, machine.other.name, machine.top, network.address(), callProgram]
    for (const canary of [...others, hostname(), 'pacat', 'pulseaudio', 'microphone', 'speaker'].filter(
      one => one.length > 3,
    )) {
      expect(said, canary).not.toContain(canary)
    }
  })

  it('when the desktop part dies the call is unknown again, and it is heard once it is back', async () => {
    await machine.end(part, 'SIGKILL')
    await becomes({ call: { app: 'unknown', media: 'unknown' } as never, unreadable: { call: 'no_answer' } })
    part = machine.startDesktopPart()
    await becomes({ call: { app: 'stopped', media: 'none' } as never })
  })
})
