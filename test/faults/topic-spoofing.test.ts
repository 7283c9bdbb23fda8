import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { giveCertificate, type SetTls, tlsOf } from '../support/authority.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { openRawSet } from '../support/raw-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openSecureGround } from './secure-ground.ts'
import { topicVariants, type Variant } from './topic-variants.ts'

const variants = topicVariants()
const variantsLeast = 200
const spoofers = 10
/** The other set is acknowledged several times meanwhile. */
const listenMs = 250
const closedWithinMs = 5000
const reportEveryMs = 50

type Spoofer = { deviceId: string; tls: SetTls }

test(`a set with a valid certificate speaks for no other and hears nothing that is not its own, whichever of ${variants.length} ways it tries`, {
  timeout: 180_000,
}, async () => {
  const { plane, sql, authority, ports } = await openSecureGround()
  const registered = await registerPairs(plane.admin(), (spoofers + 2) / 2)
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const prepare = async (deviceId: string): Promise<Spoofer> => {
    return { deviceId, tls: tlsOf(authority, await giveCertificate(sql, authority, deviceId)) }
  }
  const [victim, ...others] = (await Promise.all(ids.slice(1).map(prepare))) as [Spoofer, ...Spoofer[]]
  const port = ports().mqttPort
  const set = await connectHandSet({ ...victim, mqttPort: port })
  await set.hello()
  const reporting = reportSteadily(set)

  const wrong: string[] = []
  const turns = variants.values()
  const work = async (me: Spoofer) => {
    for (const variant of turns) wrong.push(...(await spoof(port, me, victim.deviceId, variant)))
  }
  await Promise.all(others.map(work))
  const sent = await reporting.stop()

  expect(variants.length).toBeGreaterThanOrEqual(variantsLeast)
  expect(wrong).toEqual([])
  const stored = await sql<{ id: string; epoch: number; reports: number }[]>`
    select d.id, r.epoch, count(*)::int4 as reports from reports r join devices d using (device_no) group by 1, 2`
  expect(stored).toEqual([{ id: victim.deviceId, epoch: 1, reports: sent }])
  const heard = await sql<{ id: string; presence: string }[]>`
    select d.id, c.presence from connections c join devices d using (device_no) where c.presence <> 'unheard'`
  expect(heard).toEqual([{ id: victim.deviceId, presence: 'online' }])
  for (const kept of ['facts', 'fact_history', 'quarantine', 'stored_ranges']) {
    expect([
      kept,
      (await sql`select from ${sql(kept)} where device_no <> ${await numberOf(victim)}`).length,
    ]).toEqual([kept, 0])
  }
  await set.goodbye()

  async function numberOf({ deviceId }: Spoofer): Promise<number> {
    const [row] = await sql<{ no: number }[]>`select device_no as no from devices where id = ${deviceId}`
    return row?.no ?? 0
  }
})

/** @returns what it was let do, in words; nothing when all is well */
async function spoof(
  port: number,
  { deviceId, tls }: Spoofer,
  you: string,
  variant: Variant,
): Promise<string[]> {
  const { name, connect, packets } = variant
  const set = openRawSet(port, tls)
  try {
    const isIn = await set.connect(deviceId, connect?.(deviceId, you))
    if (connect) return isIn ? [`${name}: was let in`] : []
    if (!isIn) return [`${name}: was not let in to try`]
    const [packet] = packets?.(deviceId, you) ?? []
    if (packet) set.send(packet)
    await delay(listenMs)
    const isPublished = packet?.cmd === 'publish'
    // A busy machine closes late; what counts is that it does.
    if (isPublished) await until('it is closed', set.isClosed, closedWithinMs).catch(() => undefined)
    const heard = set.heard.filter(({ cmd }) => cmd === 'publish')
    const granted = set.heard.flatMap(one => (one.cmd === 'suback' ? one.granted.slice(-1) : []))
    return [
      ...heard.map(() => `${name}: heard something`),
      ...granted.filter(code => code !== 0x80).map(() => `${name}: was granted`),
      ...(isPublished && !set.isClosed() ? [`${name}: was not closed`] : []),
    ]
  } finally {
    set.leave()
  }
}

/** `stop` waits until all is acknowledged, and tells how many reports there were. */
function reportSteadily(set: HandSet) {
  let running = true
  const done = (async () => {
    let seq = 0
    while (running) {
      seq += 1
      await set.send('report', seq, reportBody())
      await set.acknowledges(seq)
      await delay(reportEveryMs)
    }
    return seq
  })()
  done.catch(() => undefined)
  return {
    stop(): Promise<number> {
      running = false
      return done
    },
  }
}
