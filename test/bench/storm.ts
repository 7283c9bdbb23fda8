import { setTimeout as delay } from 'node:timers/promises'
import { type Crowd, prepareCrowd } from './crowd-processes.ts'
import type { Figure } from './figures.ts'
import { type Plane, type Undo, undoAll } from './ground.ts'
import { startLoadProcesses } from './load-processes.ts'
import { findFreePort } from './mosquitto.ts'
import { openSecureGround } from './secure-ground.ts'

const runs = 3
const connected = 400
const returning = 10_000
const warmSeconds = 2
const measuredSeconds = 8
/** The storm is there once so many have come through it. */
const stormFrom = 100
const settleMsMax = 60_000

/** What 400 reporting sets are acknowledged while 10,000 others come back ÷ before it, in turn. */
export async function measureStorm(undo: Undo): Promise<Figure[]> {
  const ground = await openSecureGround(undo, connected + returning)
  const { mqttPort: port } = await ground.start(undo)
  const { certificates } = ground
  const crowd = await prepareCrowd(
    undo,
    { certificates, deviceIds: ground.deviceIds.slice(connected) },
    { processes: 2 },
  )
  // Once before, so that they come back as sets that are known.
  await crowd.start({ port, epoch: 1, coming: 'gently' })
  await welcomeAtLeast(crowd, returning, firstMsMax)
  await crowd.leave()
  await settle(crowd)
  const load = await startLoadProcesses({
    port,
    certificates,
    deviceIds: ground.deviceIds.slice(0, connected),
    speech: 'setwacht',
    epoch: 1,
    window: 16,
    perSetPerSecond: 30,
    burst: 10,
  })
  undo.push(() => load.end())
  const rates: { calm: number; storm: number; welcomed: number }[] = []
  await load.begin()
  for (let run = 0; run < runs; run++) {
    await load.measure(warmSeconds)
    const calm = await load.measure(measuredSeconds)
    await crowd.start({ port, epoch: (run + 1) * 1000, coming: 'again' })
    const before = await welcomeAtLeast(crowd, stormFrom, settleMsMax)
    const storm = await load.measure(measuredSeconds)
    const { welcomed } = await crowd.state()
    await crowd.leave()
    rates.push({
      calm: calm.acknowledged / calm.seconds,
      storm: storm.acknowledged / storm.seconds,
      welcomed: welcomed - before.welcomed,
    })
    await settle(crowd)
  }
  const shown = (of: (rate: (typeof rates)[number]) => number) =>
    rates.map(rate => Math.round(of(rate))).join(' ')
  return [
    {
      name: 'storm-vs-calm',
      kind: 'ratio',
      unit: 'of calm',
      samples: rates.map(({ storm, calm }) => storm / calm),
      target: '>= 0.5',
      note:
        `${shown(rate => rate.storm)} against ${shown(rate => rate.calm)}/s; ` +
        `${shown(rate => rate.welcomed)} of ${returning} came back in these ${measuredSeconds} s`,
    },
  ]
}

async function settle(crowd: Crowd): Promise<void> {
  const from = performance.now()
  while ((await crowd.state()).welcomed > 0 && performance.now() - from < settleMsMax) await delay(200)
  await delay(2000)
}

/** From the kill of the control plane until every set is welcome again, by the agent's own rule of waiting. */
export async function measureBack(undo: Undo): Promise<Figure[]> {
  const few = await comeBack(undo, { sets: 800, times: 3, processes: 1 })
  const many = await comeBack(undo, { sets: 10_000, times: 1, processes: 2 })
  const seconds = { kind: 'value', unit: 's' } as const
  const note = (all: Back[]) =>
    `ready after ${all.map(one => one.readySeconds.toFixed(1)).join(' ')} s; ` +
    `${all.map(one => (one.attempts / one.sets).toFixed(1)).join(' ')} tries a set`
  return [
    {
      ...seconds,
      name: 'back-800-s',
      samples: few.map(one => one.seconds),
      target: '<= 30',
      note: note(few),
    },
    {
      ...seconds,
      name: 'back-10000-s',
      samples: many.map(one => one.seconds),
      target: '-',
      note: note(many),
    },
    {
      name: 'back-event-loop-p99-ms',
      kind: 'value',
      unit: 'ms',
      samples: [...few, ...many].map(one => one.eventLoopMs),
      target: '<= 250',
      note: `from ready until all are back; ${few.length} times 800 sets, ${many.length} times 10,000`,
    },
  ]
}

type Back = { sets: number; seconds: number; readySeconds: number; attempts: number; eventLoopMs: number }
type Coming = { sets: number; times: number; processes: number }

const firstMsMax = 300_000
const backMsMax = 600_000

async function comeBack(undo: Undo, { sets, times, processes }: Coming): Promise<Back[]> {
  const stops: Undo = []
  undo.push(() => undoAll(stops))
  const ground = await openSecureGround(stops, sets)
  const environment = { SETWACHT_MQTT_PORT: String(await findFreePort()) }
  let plane = await ground.start(stops, environment)
  const crowd = await prepareCrowd(stops, ground, { processes })
  await crowd.start({ port: plane.mqttPort, epoch: 1, coming: 'gently' })
  await welcomeAtLeast(crowd, sets, firstMsMax)
  const came: Back[] = []
  for (let time = 0; time < times; time++) {
    const before = (await crowd.state()).attempts
    const killedAt = Date.now()
    process.kill(plane.process.pid, 'SIGKILL')
    plane = await ground.start(stops, environment)
    const readySeconds = (Date.now() - killedAt) / 1000
    await readEventLoop(plane)
    const { lastAt, attempts } = await welcomeAtLeast(crowd, sets, backMsMax)
    came.push({
      sets,
      readySeconds,
      seconds: (lastAt - killedAt) / 1000,
      attempts: attempts - before,
      eventLoopMs: await readEventLoop(plane),
    })
  }
  await crowd.leave()
  await undoAll(stops)
  return came
}

async function welcomeAtLeast(crowd: Crowd, sets: number, msMax: number) {
  const from = performance.now()
  for (;;) {
    const state = await crowd.state()
    if (state.welcomed >= sets) return state
    if (performance.now() - from > msMax) throw new Error(`${state.welcomed} of ${sets} sets are welcome`)
    await delay(100)
  }
}

/** The delay of the event loop since it was last asked for, in ms. */
async function readEventLoop({ httpUrl }: Plane): Promise<number> {
  const metrics = await (await fetch(`${httpUrl}/metrics`)).text()
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1]
  return Number(seconds) * 1000
}
