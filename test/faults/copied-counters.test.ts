import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HelloBody } from '../../protocol/presence.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { Ledger } from '../support/ledger.ts'
import { prepareLedgerSet } from '../support/ledger-agent.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const lastEpoch = 2 ** 31 - 1
const last = Number.MAX_SAFE_INTEGER
const heardWithinMs = 60_000

/** What a copy of the disk says once; `known`: the epoch of the set itself. */
type Copy = { epoch: (known: number) => number; connection?: number; body?: Partial<HelloBody>; seq?: number }
const copies: Record<string, Copy & { isQuestioned: boolean }> = {
  'the last epoch there is': { epoch: () => lastEpoch, isQuestioned: true },
  'an epoch near the last': { epoch: () => lastEpoch - 1000, isQuestioned: true },
  'the last connection there is': { epoch: known => known + 1, connection: last, isQuestioned: true },
  'the last of every number': {
    epoch: () => lastEpoch,
    connection: last,
    body: { oldest: [lastEpoch, last], last_seq: last, agent_started_at: 8.64e15 },
    isQuestioned: true,
  },
  'half of what there is': { epoch: () => 2 ** 30, connection: 2 ** 52, isQuestioned: true },
  'an oldest number above all': {
    epoch: known => known + 1,
    body: { oldest: [lastEpoch, last], last_seq: last },
    isQuestioned: false,
  },
  'news with the last number of the run': { epoch: known => known, seq: last, isQuestioned: false },
}

let plane: TestControlPlane
let sets: RegisteredSet[]
beforeAll(async () => {
  plane = await startControlPlane()
  const pairs = await registerPairs(plane.admin, Object.keys(copies).length)
  sets = pairs.map(({ school }) => school)
})
afterAll(() => plane.stop())

const interfaceOf = async ({ deviceId }: RegisteredSet) =>
  (
    await plane.sql`select f.value from facts f join devices d using (device_no)
      where d.id = ${deviceId} and f.name = 'interface'`
  )[0]?.value

/** The real agent, then a copy that comes once, then the agent again. @returns its state, and what of its reports was lost */
async function play(set: RegisteredSet, { epoch, connection, body, seq }: Copy) {
  const ledger = new Ledger()
  const { deviceId } = set
  const agent = prepareLedgerSet({ deviceId, mqttPort: plane.mqttPort, ledger, seed: 1 })
  try {
    await agent.start()
    await until('the set is heard', async () => (await interfaceOf(set)) === 'wired', heardWithinMs)
    await sayOnce(deviceId, { epoch: epoch(agent.outbox()!.epoch), connection, body, seq })
    agent.script.facts = { interface: 'wifi' }
    const before = ledger.acknowledgements
    agent.addReport()
    await until('the set is heard again', () => ledger.acknowledgements > before, heardWithinMs)
    await until('what it says holds', async () => (await interfaceOf(set)) === 'wifi', heardWithinMs)
    agent.calm()
    await until('all it had is stored', agent.hasFinished, heardWithinMs)
    const [device] = await plane.sql<{ state: string }[]>`select state from devices where id = ${deviceId}`
    return { state: device?.state, lost: (await lostOf(deviceId, ledger)).length }
  } finally {
    await agent.remove()
  }
}

type Said = {
  epoch: number
  connection?: number | undefined
  body?: Partial<HelloBody> | undefined
  seq?: number | undefined
}

async function sayOnce(deviceId: string, { epoch, connection = 1000, body, seq }: Said): Promise<void> {
  const copy = await connectHandSet({ deviceId, mqttPort: plane.mqttPort, epoch, connection })
  if (seq === undefined) {
    await copy.hello({ ...body, facts: { interface: 'mobile' } })
    await copy.send('report', 1, reportBody()).catch(() => undefined)
  } else {
    await copy.send('event', seq, { facts: { interface: 'mobile' } })
    await copy.acknowledges(seq)
  }
  copy.vanish()
}

/** What this ledger calls lost of one set among others. */
async function lostOf(deviceId: string, ledger: Ledger): Promise<string[]> {
  const { lost } = await ledger.balance(plane.sql)
  return lost.filter(one => one.startsWith(deviceId))
}

test.concurrent.each(Object.entries(copies))(
  'a copy of the disk that says %s once does not silence the set, whose news holds again',
  async (name, copy) => {
    const set = sets[Object.keys(copies).indexOf(name)] as RegisteredSet
    const { state, lost } = await play(set, copy)
    expect(lost).toBe(0)
    expect(state).toBe(copy.isQuestioned ? 'questioned' : 'active')
  },
  4 * heardWithinMs,
)
