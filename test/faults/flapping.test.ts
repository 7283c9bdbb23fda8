import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openSignalGround, type SignalGround, type SignalSet } from '../flows/signal-ground.ts'
import { tellAs } from '../support/people.ts'

/** Each set by a rhythm of its own, so many seconds later than the one before. */
const { pairs, apartSeconds } = {
  slice: { pairs: 1, apartSeconds: 1 },
  full: { pairs: 20, apartSeconds: 1 },
}[inject('faults')]
const times = 30
const upSeconds = 10
const downSeconds = 5
const cycle = upSeconds + downSeconds

let ground: SignalGround
beforeAll(async () => {
  ground = await openSignalGround('2026-11-23T10:00', pairs)
  for (const { trajectory } of ground.pairs) {
    const week = [[1, 540, 720]]
    await tellAs(ground.plane.admin, `/api/trajectories/${trajectory}/timetable`, { week }, 'PUT')
  }
})
afterAll(() => ground.stop())

const ticketsOf = (code: string) => ground.plane.sql<{ symptom: string; opened: number; reopened: number }[]>`
  select k.symptom, k.reopened_count as reopened,
    (select count(*)::int from ticket_events e where e.ticket_id = k.id and e.kind = 'opened') as opened
  from tickets k join trajectories t on t.id = k.trajectory_id where t.code = ${code}`

test(`a line that is up for ${upSeconds} s and down for ${downSeconds}, ${times} times in a lesson, is one ticket`, async () => {
  const { plane } = ground
  const inCall = { app: 'running', media: 'both', since: plane.clock.now() } as const
  const homes: SignalSet[] = []
  const restless: SignalSet[] = []
  for (const pair of ground.pairs) {
    for (const [side, own] of [
      ['home', homes],
      ['school', restless],
    ] as const) {
      const set = await ground.connect(pair, side)
      await set.tell({ call: inCall })
      await set.report({ loss_mean_percent: 0 })
      own.push(set)
    }
  }
  type Turn = { at: number; act: () => Promise<unknown> }
  const turns = restless.flatMap((set, index) =>
    Array.from({ length: times }, (_, time) => index * apartSeconds + time * cycle).flatMap((at): Turn[] => [
      { at: at + upSeconds, act: () => set.vanish() },
      { at: at + cycle, act: () => set.comeBack() },
      { at: at + cycle, act: () => homes[index]!.report({ loss_mean_percent: 0 }) },
    ]),
  )
  let now = 0
  for (const [at, own] of [...Map.groupBy(turns, turn => turn.at)].toSorted(([a], [b]) => a - b)) {
    await ground.pass((at - now) * 1000)
    now = at
    for (const { act } of own) await act()
  }
  for (const { trajectory } of ground.pairs)
    expect(await ticketsOf(trajectory), trajectory).toEqual([{ symptom: 'flapping', opened: 1, reopened: 0 }])
  await Promise.all([...homes, ...restless].map(set => set.goodbye()))
}, 600_000)
