import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { seededRandom } from '../fleet/chance.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import {
  mutatedSequence,
  oversizePackets,
  type Sequence,
  writtenSequences,
} from '../support/malformed-mqtt.ts'
import { weigh, weighable } from '../support/process-memory.ts'
import { registerPairs } from '../support/registration.ts'
import { openPlaneGround } from './plane-ground.ts'

const seed = 20_261_127
/** The first ones, not counted, bring the process to its working size. */
const { sequences, warmUp, slowOpeners } = {
  slice: { sequences: 400, warmUp: 400, slowOpeners: 100 },
  full: { sequences: 4000, warmUp: 1000, slowOpeners: 500 },
}[inject('faults')]
const bystanders = 20
const troublemakers = 4
const atOnce = 20
const answerWithinMs = 150
const slowOpenerMsMax = 15_000
const acknowledgedWithinMs = 5000
const growthBytesMax = 20 * 1024 * 1024

test(`${sequences} malformed sequences, packets too large before CONNECT and ${slowOpeners} slow openers disturb nobody (seed ${seed})`, {
  timeout: sequences * 100 + 180_000,
}, async () => {
  const { plane } = await openPlaneGround(weighable)
  const random = seededRandom(seed)
  const port = plane.directMqttPort()
  const registered = await registerPairs(plane.admin(), (bystanders + troublemakers) / 2)
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const calm = await Promise.all(
    ids.slice(troublemakers).map(deviceId => connectHandSet({ deviceId, mqttPort: port })),
  )
  const reporting = calm.map(reportSteadily)
  const idOf = (turn: number) => ids[turn % troublemakers] as string
  const mutated = (count: number) =>
    Array.from({ length: count }, (_, turn) => mutatedSequence(idOf(turn), random))

  await inTurn(port, mutated(warmUp))
  const before = await weigh(plane.pid(), plane.output())
  const pid = plane.pid()
  const slow = Array.from({ length: slowOpeners }, (_, turn) => openSlowly(port, idOf(turn), turn))
  await inTurn(port, [...mutated(sequences), ...ids.slice(0, troublemakers).flatMap(writtenSequences)])
  for (const packet of oversizePackets()) expect(await sendEndlessly(port, packet)).toBe('closed')
  expect(Math.max(...(await Promise.all(slow)))).toBeLessThan(slowOpenerMsMax)

  const waits = await Promise.all(reporting.map(one => one.stop()))
  expect(calm.filter(({ client }) => client.connected).length).toBe(bystanders)
  expect(Math.max(...waits.flat())).toBeLessThan(acknowledgedWithinMs)
  expect(plane.pid()).toBe(pid)
  expect((await fetch(`${plane.httpUrl()}/readyz`)).status).toBe(200)
  expect((await weigh(pid, plane.output())) - before).toBeLessThan(growthBytesMax)
  await Promise.all(calm.map(set => set.goodbye()))
})

async function inTurn(port: number, sequences: Sequence[]): Promise<void> {
  const waiting = sequences.values()
  const worker = async () => {
    for (const sequence of waiting) await play(port, sequence)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Sends one sequence and leaves when it is closed, or when nothing more is said. */
async function play(port: number, { chunks }: Sequence): Promise<void> {
  const { socket, closed } = open(port)
  for (const chunk of chunks) {
    socket.write(chunk)
    await Promise.race([closed, delay(1)])
  }
  await Promise.race([closed, delay(answerWithinMs)])
  socket.destroy()
}

/** Keeps sending zeros behind the packet. @returns whether it was closed before 4 MiB had gone */
async function sendEndlessly(port: number, packet: Buffer): Promise<'closed' | 'taken'> {
  const { socket, closed } = open(port)
  socket.write(packet)
  for (let sent = 0; sent < 4 * 1024 * 1024 && !socket.destroyed; sent += 65_536) {
    socket.write(Buffer.alloc(65_536))
    await Promise.race([closed, delay(2)])
  }
  const taken = !socket.destroyed
  socket.destroy()
  return taken ? 'taken' : 'closed'
}

/** Says nothing, or a CONNECT that never ends. @returns how long that was put up with (ms) */
async function openSlowly(port: number, deviceId: string, turn: number): Promise<number> {
  const { socket, closed } = open(port)
  const from = performance.now()
  const bytes = Buffer.concat([Buffer.from([0x10, 0xff, 0x0f]), Buffer.from(deviceId), Buffer.alloc(2000)])
  const dripping = setInterval(
    (at: { place: number }) => {
      if (turn % 2 === 0) socket.write(bytes.subarray(at.place, at.place + 50))
      at.place += 50
    },
    500,
    { place: 0 },
  )
  await Promise.race([closed, delay(slowOpenerMsMax)])
  clearInterval(dripping)
  socket.destroy()
  return performance.now() - from
}

function open(port: number): { socket: Socket; closed: Promise<void> } {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  return { socket, closed: new Promise(resolve => socket.once('close', () => resolve())) }
}

/** A report every half second, acknowledged each time. `stop` returns how long each took (ms). */
function reportSteadily(set: HandSet) {
  const waits: number[] = []
  let running = true
  const done = (async () => {
    for (let seq = 1; running; seq += 1) {
      const from = performance.now()
      await set.send('report', seq, reportBody())
      await set.acknowledges(seq, 2 * acknowledgedWithinMs)
      waits.push(performance.now() - from)
      await delay(500)
    }
  })()
  done.catch(() => undefined)
  return {
    async stop(): Promise<number[]> {
      running = false
      await done
      return waits
    },
  }
}
