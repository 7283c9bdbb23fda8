import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { pick, seededRandom } from '../fleet/chance.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const seed = 20_261_125
const takeOvers = { slice: 100, full: 1000 }[inject('faults')]
const pairs = 5
const settlesWithinMs = 10_000

let plane: TestControlPlane
beforeEach(async () => {
  plane = await startControlPlane()
})
afterEach(() => plane.stop())

type Played = {
  deviceId: string
  mqttPort: number
  set: HandSet | undefined
  connection: number
  seq: number
}

/** What happens to the connection that is there, and what presence must be afterwards. */
const turns = {
  'taken over, its will comes late': async (played: Played) => {
    const set = await connectAnew(played)
    await set.send('lost', 0, { connection: played.connection - 1 })
    await proveHandled(played)
    return 'online'
  },
  'taken over, old wills come late and twice': async (played: Played, random: () => number) => {
    const set = await connectAnew(played)
    for (let time = 0; time < 2; time += 1) {
      await set.send('lost', 0, { connection: 1 + Math.floor(random() * (played.connection - 1)) })
    }
    await proveHandled(played)
    return 'online'
  },
  'taken over before it was welcome': async (played: Played) => {
    const { deviceId, mqttPort } = played
    played.connection += 1
    const hasty = await connectHandSet({ deviceId, mqttPort, connection: played.connection })
    void hasty.hello().catch(() => undefined)
    await connectAnew(played)
    await proveHandled(played)
    return 'online'
  },
  'broken, nobody takes over': async (played: Played) => {
    await connectAnew(played)
    played.set?.vanish()
    return 'suspect'
  },
  'said goodbye, its will comes late': async (played: Played) => {
    const set = await connectAnew(played)
    await set.send('bye', 0, { reason: 'off', connection: played.connection })
    await set.send('lost', 0, { connection: played.connection })
    await set.goodbye()
    return 'off'
  },
} as const

test(`presence is right after each of ${takeOvers} take-overs with late wills (seed ${seed})`, {
  timeout: takeOvers * 2000 + 30_000,
}, async () => {
  const random = seededRandom(seed)
  const registered = await registerPairs(plane.admin, pairs)
  const sets = registered
    .flatMap(({ home, school }) => [home, school])
    .map(({ deviceId }): Played => {
      return { deviceId, mqttPort: plane.mqttPort, set: undefined, connection: 0, seq: 0 }
    })
  for (const played of sets) await connectAnew(played)
  const wrong: string[] = []
  let done = 0
  const play = async (played: Played) => {
    while (done < takeOvers) {
      done += 1
      const turn = pick(Object.keys(turns) as (keyof typeof turns)[], random)
      const expected = await turns[turn](played, random)
      const isRight = async () => (await presenceOf(played.deviceId)) === expected
      await until(expected, isRight, settlesWithinMs).catch(() => wrong.push(`${turn}: not ${expected}`))
    }
  }
  await Promise.all(sets.map(play))
  expect(wrong).toEqual([])
  expect(done).toBe(takeOvers)
  await Promise.all(sets.map(({ set }) => set?.goodbye()))
})

/** The set connects again under its name while its old connection may still be there. */
async function connectAnew(played: Played): Promise<HandSet> {
  played.connection += 1
  const { deviceId, mqttPort, connection } = played
  played.set = await connectHandSet({ deviceId, mqttPort, connection })
  await played.set.hello()
  return played.set
}

/** What one connection sends is handled in order: once this report is stored, everything before it was judged. */
async function proveHandled(played: Played): Promise<void> {
  played.seq += 1
  await played.set?.send('report', played.seq, reportBody())
  await played.set?.acknowledges(played.seq, settlesWithinMs)
}

async function presenceOf(deviceId: string): Promise<string | undefined> {
  const [row] = await plane.sql<{ presence: string }[]>`
    select c.presence from connections c join devices d using (device_no) where d.id = ${deviceId}`
  return row?.presence
}
