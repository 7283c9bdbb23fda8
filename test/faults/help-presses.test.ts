import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { seededRandom } from '../fleet/chance.ts'
import { prepareSet } from '../flows/agent-rig.ts'
import { startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const { pairs, pressesEach } = {
  slice: { pairs: 2, pressesEach: 50 },
  full: { pairs: 5, pressesEach: 1000 },
}[inject('faults')]
const seed = 20_261_128
/** Further apart than presses that are one. */
const apartMs = 6000
/** At 40 messages a second, and as long again for lines that are cut. */
const msMax = 30_000 + pressesEach * 100

/** A clock of the set that runs ahead between two presses. */
function clockThatSkips(): Clock & { skip(ms: number): void } {
  let skipped = 0
  const up = () => systemClock.up() + skipped
  return { ...systemClock, up, steady: () => systemClock.steady() + skipped, skip: ms => (skipped += ms) }
}

type Pressed = { set: string; presses: Set<string>; withdrawn: Set<string> }

/** Presses again and again while the line is cut and mended, and the set is switched off and on. */
async function pressOn(plane: TestControlPlane, set: RegisteredSet, chance: () => number): Promise<Pressed> {
  const cable = await startCable(plane.mqttPort)
  const clock = clockThatSkips()
  const own = prepareSet(cable.port, set.deviceId, clock)
  const pressed: Pressed = { set: set.label, presses: new Set(), withdrawn: new Set() }
  let agent = await own.start()
  for (let done = 0; done < pressesEach; done += 1) {
    clock.skip(apartMs)
    const { press } = agent.help.press({ picture: 'other', by: 'child', language: 'nl' })
    pressed.presses.add(press)
    if (chance() < 0.25 && agent.help.withdraw()) pressed.withdrawn.add(press)
    if (chance() < 0.15) cable.cut()
    else if (chance() < 0.5) cable.mend()
    if (chance() < 0.02) {
      await agent.stop('off')
      agent = await own.start()
    }
    await delay(chance() * 20)
  }
  cable.mend()
  await until(`nothing waits on ${set.label}`, () => agent.outbox.depth === 0, msMax)
  await agent.stop('off')
  own.remove()
  await cable.stop()
  return pressed
}

const total = pairs * 2 * pressesEach

it(`${total} presses for help, over lines that are cut and sets that start anew, are there once each, seed ${seed}`, {
  timeout: msMax * 3,
}, async () => {
  const plane = await startControlPlane()
  const sets = (await registerPairs(plane.admin, pairs)).flatMap(({ home, school }) => [home, school])
  const all = await Promise.all(sets.map((set, index) => pressOn(plane, set, seededRandom(seed + index))))
  const rows = await plane.sql<{ press: string; set: string; withdrawn: boolean; joined: boolean }[]>`
    select p.press, s.label as set, p.withdrawn_at is not null as withdrawn, p.case_id is not null as joined
    from help_presses p join devices d using (device_no) join sets s on s.id = d.set_id`
  const [{ doubled }] = (await plane.sql`
    select count(*)::int4 as doubled from (
      select set_id from help_cases where closed_at is null and withdrawn_at is null group by 1 having count(*) > 1
    ) more`) as unknown as [{ doubled: number }]
  await plane.stop()
  expect(all.reduce((sum, { presses }) => sum + presses.size, 0)).toBe(total)
  expect(rows).toHaveLength(total)
  for (const { set, presses, withdrawn } of all) {
    const own = rows.filter(row => row.set === set)
    expect(new Set(own.map(({ press }) => press))).toEqual(presses)
    expect(new Set(own.filter(row => row.withdrawn).map(({ press }) => press))).toEqual(withdrawn)
  }
  expect(rows.filter(({ joined }) => !joined)).toEqual([])
  expect(doubled).toBe(0)
})
