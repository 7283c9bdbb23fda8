import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { probeStun } from '../../controlplane/platform/stun/probe.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { askAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const againWithinMs = 2000
const lossOfAll = { cpu_mean_percent: 10, loss_mean_percent: 100, loss_max_percent: 100 }
const lossOfSome = { ...lossOfAll, rtt_p50_ms: 20, loss_mean_percent: 25 }

let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair
let home: HandSet
let school: HandSet
let seq = 0
const threads: Worker[] = []
const keep = (thread: Worker) => void threads.push(thread)

beforeAll(async () => {
  process.on('worker', keep)
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T10:00')) })
  const [registered] = await registerPairs(plane.admin, 1)
  pair = registered!
  const { mqttPort } = plane
  home = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort })
  school = await connectHandSet({ deviceId: pair.school.deviceId, mqttPort })
  await home.hello({}, byClock())
  await school.hello({}, byClock())
})
afterAll(async () => {
  process.off('worker', keep)
  await home.goodbye()
  await school.goodbye()
  await plane.stop()
})

/** The set's own clocks go with the held one. */
const byClock = () => ({ at: plane.clock.now(), up: plane.clock.now() - brussels('2026-11-23T09:00') })
const answers = () => probeStun({ host: '127.0.0.1', port: plane.stunPort }, 250)
const answersAgain = () => until('STUN answers again', answers, againWithinMs)
const figure = async (name: string) => {
  const text = await (await fetch(`${plane.httpUrl}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}
const readiness = async () =>
  (await fetch(`${plane.httpUrl}/readyz`)).json() as Promise<{ problems: string[] }>
const isReady = async () => (await readiness()).problems.length === 0

async function report(set: HandSet, readings: Record<string, number>): Promise<void> {
  seq += 1
  await set.send('report', seq, reportBody(readings), byClock())
  await set.acknowledges(seq)
}

async function saysBlocked(set: HandSet): Promise<void> {
  seq += 1
  await set.send('event', seq, { facts: { udp: 'blocked' } }, byClock())
  await set.acknowledges(seq)
}

async function udpOf(label: string): Promise<unknown> {
  const { facts } = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as {
    facts: { name: string; value: unknown }[]
  }
  return facts.find(({ name }) => name === 'udp')?.value
}

async function lossOf(label: string) {
  const { latest } = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as {
    latest: { isLossOurs: boolean; readings: Record<string, number | null> }
  }
  const { rows } = (await (await askAs(plane.admin, `/api/sets?q=${label}`)).json()) as {
    rows: { lossPercent: number | null }[]
  }
  const { values } = (await (await askAs(plane.admin, `/api/sets/${label}/series?span=hour`)).json()) as {
    values: { loss_mean_percent: (number | null)[] }
  }
  const { isLossOurs, readings } = latest
  const told = [readings.loss_mean_percent, rows[0]?.lossPercent, values.loss_mean_percent.at(-1)]
  return { isLossOurs, told }
}

test.runIf(process.getuid?.() === 0)('a binding request from port 0 ends nothing', async () => {
  const sent = spawnSync('perl', ['-e', requestFromPortZero(plane.stunPort)])
  expect(sent.stderr.toString()).toBe('')
  await answersAgain()
  expect(await figure('setwacht_stun_restarts_total')).toBe(0)
})

test('packets of every length and a flood of them end nothing', async () => {
  const socket = createSocket('udp4')
  for (let length = 0; length <= 1500; length += 1)
    socket.send(Buffer.alloc(length, length), plane.stunPort, '127.0.0.1')
  for (let each = 0; each < 20_000; each += 1) socket.send(Buffer.alloc(20), plane.stunPort, '127.0.0.1')
  await until('all is sent', () => socket.getSendQueueCount() === 0)
  socket.close()
  await once(socket, 'close')
  await answersAgain()
  expect(await figure('setwacht_stun_restarts_total')).toBe(0)
})

test('a responder that ends is started again within two seconds, and is counted', async () => {
  expect(await figure('setwacht_stun_answering')).toBe(1)
  await threads.at(-1)?.terminate()
  await answersAgain()
  expect(await figure('setwacht_stun_restarts_total')).toBe(1)
  await until('readiness tells nothing', isReady)
})

test('while it does not answer readiness and a figure tell, and loss of that time is unknown, and ours', async () => {
  const end = (thread: Worker) => void thread.once('online', () => void thread.terminate())
  process.on('worker', end)
  await threads.at(-1)?.terminate()
  expect((await readiness()).problems).toEqual([
    expect.stringMatching(/^the STUN responder does not answer since/),
  ])
  expect(await figure('setwacht_stun_answering')).toBe(0)
  await passTime(plane, 30_000)
  process.off('worker', end)
  await answersAgain()
  await until('readiness tells nothing', isReady)
  await passTime(plane, 30_000)
  await report(home, lossOfSome)
  expect(await lossOf(pair.home.label)).toEqual({ isLossOurs: true, told: [null, null, null] })
  await passTime(plane, 90_000)
  await report(home, lossOfSome)
  expect(await lossOf(pair.home.label)).toEqual({ isLossOurs: false, told: [25, 25, 25] })
})

test('when no set hears it, what sets tell of loss is unknown, and ours; what one of them hears is not', async () => {
  await passTime(plane, 300_000)
  await report(home, lossOfAll)
  await saysBlocked(home)
  await report(school, lossOfSome)
  await passTime(plane, 60_000)
  expect(await udpOf(pair.home.label)).toBe('blocked')
  expect(await lossOf(pair.home.label)).toEqual({ isLossOurs: false, told: [100, 100, 100] })
  await passTime(plane, 300_000)
  await report(home, lossOfAll)
  await report(school, lossOfAll)
  await saysBlocked(school)
  await passTime(plane, 60_000)
  expect(await udpOf(pair.school.label)).toBeNull()
  for (const { label } of [pair.home, pair.school])
    expect(await lossOf(label)).toEqual({ isLossOurs: true, told: [null, null, null] })
})

/** A program that sends one binding request from UDP port 0, which no socket of this runtime can. */
function requestFromPortZero(port: number): string {
  return `use Socket;
    socket(my $s, PF_INET, SOCK_RAW, 17) or die $!;
    my $stun = pack('nnNa12', 1, 0, 0x2112a442, 'from-port-00');
    my $udp = pack('nnnn', 0, ${port}, 8 + length $stun, 0) . $stun;
    send($s, $udp, 0, pack_sockaddr_in(0, inet_aton('127.0.0.1'))) or die $!;`
}
