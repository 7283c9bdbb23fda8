import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { LinkTimes } from '../../agent/link/times.ts'
import type { Door, DoorOutcomes } from '../../protocol/doors.ts'
import type { FindingCode } from '../../protocol/findings.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { makeCertificate, makeIssuer } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type EnrolledSet, prepareEnrolledSet } from '../support/enrolled-set.ts'
import { tellDevice } from '../support/registration.ts'
import { soonMs, until } from '../support/until.ts'
import { quickTimes, startEnrolled } from './agent-rig.ts'

const quick: LinkTimes = { ...quickTimes, doorMs: 1500, connectMs: 3000, beaconAfterMs: 0, beaconMs: 60_000 }

let plane: TestControlPlane
let set: EnrolledSet
let sets = 0
let agent: Awaited<ReturnType<typeof startEnrolled>> | undefined
const stops: (() => unknown)[] = []

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
})
afterAll(() => plane.stop())
beforeEach(async () => {
  sets += 1
  set = await prepareEnrolledSet(plane, `KS-${String(sets).padStart(4, '0')}`)
})
afterEach(async () => {
  await agent?.stop('off')
  agent = undefined
  for (const stop of stops.splice(0)) await stop()
  set.remove()
})

/** Leads some doors of the enrolled set elsewhere. */
async function lead(where: Partial<Record<Door['kind'], Partial<Door>>>): Promise<void> {
  const fields = await set.identity()
  const doors = fields.doors.map(door => ({ ...door, ...where[door.kind] }))
  await writeFile(set.folder('identity.json'), JSON.stringify({ ...fields, doors }))
}

const start = async (times = quick) => {
  agent = await startEnrolled(set.directory, times)
}

async function facts(): Promise<{ door?: string; doors?: DoorOutcomes }> {
  const rows = await plane.sql<{ name: string; value: never }[]>`select name, value from facts
    join devices using (device_no) where id = ${(await set.identity()).deviceId} and name in ('door', 'doors')`
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

const isOnline = () => set.isOnline()

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  return (server.address() as { port: number }).port
}

it.each<[string, 'blocked' | 'dns' | 'intercepted']>([
  ['the network drops it', 'blocked'],
  ['its name leads nowhere', 'dns'],
  ['somebody shows another certificate of the same name', 'intercepted'],
])('goes through the second door when %s, and says so', async (_case, outcome) => {
  await lead({ mqtt_ws: await shut(outcome) })
  await start()
  await until('it is online', isOnline)
  expect(await facts()).toEqual({
    door: 'mqtt',
    doors: { mqtt_ws: outcome, mqtt: 'open', beacon: 'not_tried' },
  })
})

it.each<[string, 'proxy' | 'intercepted', FindingCode[]]>([
  ['a proxy answers in clear', 'proxy', ['doors_ok', 'proxy_between', 'tls_ok']],
  ['a filter opens TLS', 'intercepted', ['doors_ok', 'proxy_none', 'tls_intercepted']],
])('tells when it looks itself over that %s at its first door', async (_case, how, expected) => {
  await lead({ mqtt_ws: await shut(how) })
  await start()
  await until('it is online', isOnline)
  expect((await agent!.checks.run('asked')).codes).toEqual(expect.arrayContaining(expected))
})

it('tells on its page that no door is open', async () => {
  const nowhere = { host: 'mqtt.invalid' }
  await lead({ mqtt_ws: nowhere, mqtt: nowhere, beacon: nowhere })
  await start()
  const codes = async () => (await agent!.checks.run('page')).codes
  await until('it walked past all', async () => (await codes()).includes('doors_shut'))
  expect(await codes()).toEqual(expect.arrayContaining(['tls_unknown', 'proxy_unknown']))
})

async function shut(how: 'blocked' | 'dns' | 'intercepted' | 'proxy'): Promise<Partial<Door>> {
  if (how === 'blocked') return { port: await listen(createServer(() => undefined)) }
  if (how === 'dns') return { host: 'mqtt.invalid' }
  if (how === 'proxy') return { port: await listen(createHttpServer()) }
  const issuer = await makeIssuer('Filter of a school')
  const leaf = await makeCertificate({ name: 'localhost', issuer, purpose: 'server' })
  return { port: await listen(createTlsServer({ key: leaf.key, cert: leaf.cert })) }
}

it('tries the door that worked first for a while, then the order again', async () => {
  const [webSocket, plain] = await layCables()
  webSocket.cut()
  await start({ ...quick, preferDoorMs: 4000 })
  await until('it is online', isOnline)
  webSocket.mend()
  const connections = () => agent!.savedState.state.connection
  const before = connections()
  plain.cut()
  plain.mend()
  await until('it connects again', () => connections() > before)
  expect((await facts()).doors).toEqual({ mqtt_ws: 'blocked', mqtt: 'open', beacon: 'not_tried' })
  const straight = { mqtt_ws: 'open', mqtt: 'not_tried', beacon: 'not_tried' }
  await until(
    'it is back through the first, and did not try the other',
    async () => {
      if (isDeepStrictEqual((await facts()).doors, straight)) return true
      const before = connections()
      for (const line of [plain, webSocket]) {
        line.cut()
        line.mend()
      }
      await until('it connects again', () => connections() > before)
      await delay(1000)
      return false
    },
    2 * soonMs,
  )
})

async function layCables(): Promise<[Cable, Cable]> {
  const cables: [Cable, Cable] = [await startCable(plane.mqttWsPort), await startCable(plane.mqttPort)]
  stops.push(...cables.map(cable => () => cable.stop()))
  await lead({ mqtt_ws: { port: cables[0].port }, mqtt: { port: cables[1].port } })
  return cables
}

it('shows itself by a beacon when MQTT is blocked, and is online again when it is not', async () => {
  const cables = await layCables()
  for (const cable of cables) cable.cut()
  await start()
  await until('the beacon arrived', async () => (await set.known())?.beaconAt != null)
  expect((await set.known())?.presence).toBe('degraded')
  for (const cable of cables) cable.mend()
  await until('it is online', isOnline)
})

it('waits long after it was revoked, and sends no beacon', async () => {
  await tellDevice(plane.admin, (await set.identity()).deviceId, 'revoke')
  await start()
  await until('it tried', () => agent!.savedState.state.connection >= 2)
  expect((await set.known())?.beaconAt ?? null).toBeNull()
  expect((await set.known())?.presence).not.toBe('online')
})
