import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { giveCertificate, type SetTls, tlsOf } from '../support/authority.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openSecureGround } from './secure-ground.ts'

const { bystanders, seconds } = {
  slice: { bystanders: 9, seconds: 6 },
  full: { bystanders: 99, seconds: 60 },
}[inject('faults')]
const takeOversUntilDoubt = 3
const doubtWithinMs = 60_000
const othersP99MsMax = 1000
const acknowledgedWithinMs = 10_000
/** A host that lost its connection comes back after so long, as an agent does that was welcome before. */
const comesBackMs = 500

type Place = { deviceId: string; mqttPort: number; tls: SetTls }

test('two hosts with one certificate are questioned within a minute of their third take-over, and no other set feels it', {
  timeout: doubtWithinMs + seconds * 1000 + 60_000,
}, async () => {
  const { plane, sql, authority, ports } = await openSecureGround()
  const registered = await registerPairs(plane.admin(), (bystanders + 1) / 2)
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const places = await Promise.all(
    ids.map(async (deviceId): Promise<Place> => {
      const tls = tlsOf(authority, await giveCertificate(sql, authority, deviceId))
      return { deviceId, tls, mqttPort: ports().mqttPort }
    }),
  )
  const [cloned, ...others] = places as [Place, ...Place[]]
  const calm = await Promise.all(others.map(connectHandSet))
  await Promise.all(calm.map(set => set.hello()))
  const reporting = calm.map(reportSteadily)
  const from = performance.now()
  const hosts = [startHost(cloned), startHost(cloned)]
  const comings = () => hosts.reduce((sum, host) => sum + host.comings(), 0)
  // The first coming takes nothing over.
  await until('the third take-over', () => comings() > takeOversUntilDoubt, acknowledgedWithinMs)
  const third = performance.now()
  const stateIs = async (state: string) => {
    const [row] = await sql<{ state: string }[]>`select state from devices where id = ${cloned.deviceId}`
    return row?.state === state
  }
  await until('the device is questioned', () => stateIs('questioned'), doubtWithinMs)
  expect(performance.now() - third).toBeLessThan(doubtWithinMs)
  await delay(Math.max(0, from + seconds * 1000 - performance.now()))
  await Promise.all(hosts.map(host => host.stop()))

  const waits = (await Promise.all(reporting.map(one => one.stop()))).flat().sort((a, b) => a - b)
  expect(waits[Math.ceil(waits.length * 0.99) - 1]).toBeLessThan(othersP99MsMax)
  expect(calm.filter(({ client }) => client.connected).length).toBe(bystanders)
  const doubted = await sql<{ id: string }[]>`select id from devices where state = 'questioned'`
  expect(doubted).toEqual([{ id: cloned.deviceId }])
  const why = await sql`
    select from device_history h join devices d using (device_no)
    where d.id = ${cloned.deviceId} and h.state = 'questioned'`
  expect(why).toHaveLength(1)
  // It may still say what it has to say.
  const still = await connectHandSet({ ...cloned, connection: 1_000_000, epoch: 9 })
  await still.hello()
  await still.send('report', 1, reportBody())
  await still.acknowledges(1)
  await Promise.all([...calm, still].map(set => set.goodbye()))
})

/** One of the two: as often as its connection ends it comes back under the same name, with counters of its own. */
function startHost(place: Place) {
  let running = true
  let comings = 0
  const done = (async () => {
    for (let connection = 1; running; connection += 1) {
      const set = await connectHandSet({ ...place, connection }).catch(() => undefined)
      if (set) comings += 1
      set?.hello().catch(() => undefined)
      while (running && set?.client.connected) await delay(20)
      set?.client.end(true)
      await delay(comesBackMs)
    }
  })()
  return {
    comings: () => comings,
    async stop(): Promise<void> {
      running = false
      await done
    },
  }
}

/** @returns how long each report waited for its acknowledgement (ms) */
function reportSteadily(set: HandSet) {
  const waits: number[] = []
  let running = true
  const done = (async () => {
    for (let seq = 1; running; seq += 1) {
      const sentAt = performance.now()
      await set.send('report', seq, reportBody())
      await set.acknowledges(seq, acknowledgedWithinMs)
      waits.push(performance.now() - sentAt)
      await delay(200)
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
