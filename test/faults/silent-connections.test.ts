import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { giveCertificate, tlsOf } from '../support/authority.ts'
import { knock } from '../support/door-knock.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { weigh, weighable } from '../support/process-memory.ts'
import { registerPairs } from '../support/registration.ts'
import { askSetDoor } from '../support/set-door.ts'
import { callSilently, type Manner } from '../support/silent-callers.ts'
import { openPlaneGround } from './plane-ground.ts'
import { openSecureGround } from './secure-ground.ts'

/** `everywhere`: what is tried at each door; `overTls`, `withoutTls`: what is tried at one of each. */
const { seconds, everywhere, overTls, withoutTls } = (
  {
    slice: { seconds: 1, everywhere: [], overTls: [], withoutTls: ['asks half'] },
    full: {
      seconds: 20,
      everywhere: ['says one byte'],
      overTls: ['says hello', 'shakes hands'],
      withoutTls: ['asks half'],
    },
  } satisfies Record<string, Trial>
)[inject('faults')]
const perSecond = 1000
/** A handshake, or half of one, costs the callers as much as the control plane. */
const handshakesPerSecond = 200
const isHandshake = (manner: Manner) => manner === 'says hello' || manner === 'shakes hands'
/** What is held for those who are gone goes within the time of a handshake. */
const growthAfterMs = 15_000
const honest = 20
const calmOnes = 5
const honestMsMax = 2000
const memoryBytesMax = 512 * 1024 * 1024
const growthBytesMax = 40 * 1024 * 1024

type Trial = { seconds: number; everywhere: Manner[]; overTls: Manner[]; withoutTls: Manner[] }
/** An honest one at a door; resolves once it was served. */
type Enter = () => Promise<unknown>
type Weigh = () => Promise<number>

/** The longest of a few honest ones while nobody else calls (ms): what a busy machine takes is not what callers take. */
async function calmly(enter: Enter): Promise<number> {
  let longest = 0
  for (let turn = 0; turn < calmOnes; turn += 1) {
    const from = performance.now()
    await enter()
    longest = Math.max(longest, performance.now() - from)
  }
  return longest
}

/** So long the callers call; meanwhile honest ones come one after another. */
async function besiege(port: number, manner: Manner, enter: Enter): Promise<number[]> {
  const rate = isHandshake(manner) ? handshakesPerSecond : perSecond
  const callers = await callSilently({ port, manner, perSecond: rate })
  const waits: number[] = []
  try {
    for (let turn = 0; turn < honest; turn += 1) {
      await delay((seconds * 1000) / honest)
      const from = performance.now()
      await enter()
      waits.push(performance.now() - from)
    }
    expect(callers.called()).toBeGreaterThan(rate * seconds * 0.5)
  } finally {
    await callers.stop()
  }
  return waits
}

async function withstands(
  port: number,
  manner: Manner,
  enter: Enter,
  weighIt: Weigh,
  growthMax = growthBytesMax,
): Promise<void> {
  const before = await weighIt()
  const calm = await calmly(enter)
  const waits = await besiege(port, manner, enter)
  expect(waits).toHaveLength(honest)
  expect(Math.max(...waits) - calm).toBeLessThan(honestMsMax)
  expect(await weighIt()).toBeLessThan(memoryBytesMax)
  await expect
    .poll(async () => (await weighIt()) - before, { timeout: growthAfterMs })
    .toBeLessThan(growthMax)
}

test(`${perSecond} silent connections a second from one address keep nobody out of a door over TLS`, {
  timeout: seconds * 20_000 + 180_000,
}, async () => {
  const { plane, sql, authority, ports } = await openSecureGround(weighable)
  const [pair] = await registerPairs(plane.admin(), 1)
  const clientId = pair!.home.deviceId
  const tls = tlsOf(authority, await giveCertificate(sql, authority, clientId))
  const { mqttPort, mqttWsPort, setPort } = ports()
  const weighIt = () => weigh(plane.pid(), plane.output())
  const enter = (port: number, ws: boolean) => async () =>
    expect((await knock({ port, tls, clientId, ws })).outcome).toBe('open')
  const ask = async () => expect((await askSetDoor(setPort, authority.rootPem, '/none', {})).status).toBe(404)
  // The first ones, not counted, bring the process to its working size.
  await withstands(setPort, 'says nothing', ask, weighIt, Infinity)
  for (const manner of ['says nothing', ...everywhere] as const) {
    await withstands(mqttPort, manner, enter(mqttPort, false), weighIt)
    await withstands(mqttWsPort, manner, enter(mqttWsPort, true), weighIt)
    await withstands(setPort, manner, ask, weighIt)
  }
  for (const manner of overTls) {
    await withstands(setPort, manner, ask, weighIt, Infinity)
    await withstands(setPort, manner, ask, weighIt)
  }
})

test(`${perSecond} silent connections a second from one address keep nobody out of a door without TLS`, {
  timeout: seconds * 20_000 + 180_000,
}, async () => {
  const { plane } = await openPlaneGround(weighable)
  const [pair] = await registerPairs(plane.admin(), 1)
  const { deviceId } = pair!.home
  const mqttPort = plane.directMqttPort()
  const httpPort = Number(new URL(plane.httpUrl()).port)
  const weighIt = () => weigh(plane.pid(), plane.output())
  const connect = async () => (await connectHandSet({ deviceId, mqttPort })).client.end(true)
  const ask = async () => expect((await fetch(`${plane.httpUrl()}/healthz`)).status).toBe(200)
  await withstands(httpPort, 'says nothing', ask, weighIt, Infinity)
  for (const manner of ['says nothing', ...everywhere] as const) {
    await withstands(mqttPort, manner, connect, weighIt)
    await withstands(httpPort, manner, ask, weighIt)
  }
  for (const manner of withoutTls) await withstands(httpPort, manner, ask, weighIt)
})
