import { expect, it } from 'vitest'
import type { Read } from './asking.ts'
import { Seldom } from './seldom.ts'

function openSeldom() {
  const clock = { up: 0 }
  const seldom = new Seldom(() => clock.up)
  let reads = 0
  const world: { next: Read<number> | undefined } = { next: undefined }
  const look = seldom.read(async () => {
    reads += 1
    return world.next ?? { ok: true, value: reads }
  })
  const after = (ms: number) => {
    clock.up += ms
    return look()
  }
  return { seldom, look, world, after }
}
const read = (value: number) => ({ ok: true, value })

it('what changes slowly is read at each third look', async () => {
  const { look, after } = openSeldom()
  expect(await look()).toEqual(read(1))
  expect([await after(5000), await after(5000)]).toEqual([read(1), read(1)])
  expect(await after(1000)).toEqual(read(2))
})

it('what was read before a rest or a sleep is not taken for how the set is now', async () => {
  const { look, after } = openSeldom()
  await look()
  expect(await after(3_600_000)).toEqual(read(2))
})

it('whoever asks how the set is now is told that, not what was read before', async () => {
  const { look, seldom } = openSeldom()
  await look()
  seldom.anew()
  expect(await look()).toEqual(read(2))
  expect(await look()).toEqual(read(2))
})

it('what could not be read is unknown, not what it was before', async () => {
  const { look, after, world } = openSeldom()
  await look()
  await after(1)
  await after(1)
  world.next = { ok: false, reason: 'failed' }
  expect([await after(1), await after(1)]).toEqual([world.next, world.next])
})
