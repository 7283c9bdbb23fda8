import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openRoom } from './room.ts'

const twoTurns = async () => {
  await turn()
  await turn()
  await turn()
}

function fill(room: ReturnType<typeof openRoom>, key: string, count: number) {
  const out: number[] = []
  const leaves = Array.from({ length: count }, (_, each) => room.enter(key, () => out.push(each)))
  return { out, leaves }
}

test('an address with too many loses its oldest, and no other address loses any', async () => {
  const room = openRoom({ placesPerAddress: 3, places: 100, stayMsMax: 60_000 })
  const calm = fill(room, '192.0.2.8', 3)
  const flood = fill(room, '192.0.2.7', 8)
  await twoTurns()
  expect(flood.out).toEqual([0, 1, 2, 3, 4])
  expect(calm.out).toEqual([])
})

test('whoever was heard before that is looked at keeps its connection', async () => {
  const room = openRoom({ placesPerAddress: 3, places: 100, stayMsMax: 60_000 })
  const { out, leaves } = fill(room, '192.0.2.7', 8)
  for (const leave of leaves.slice(0, 5)) leave()
  await twoTurns()
  expect(out).toEqual([])
})

test('with too many addresses the oldest of all leave', async () => {
  const room = openRoom({ placesPerAddress: 3, places: 4, stayMsMax: 60_000 })
  const first = fill(room, '192.0.2.1', 3)
  const second = fill(room, '192.0.2.2', 3)
  await twoTurns()
  expect([first.out, second.out]).toEqual([[0, 1], []])
})

test('whoever stays too long is shown out, once', async () => {
  const room = openRoom({ placesPerAddress: 3, places: 4, stayMsMax: 20 })
  const { out, leaves } = fill(room, '192.0.2.1', 2)
  leaves[0]?.()
  await expect.poll(() => out).toEqual([1])
  leaves[1]?.()
  expect(out).toEqual([1])
})
