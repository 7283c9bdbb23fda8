import { expect, it } from 'vitest'
import type { Read } from './asking.ts'
import { watchCall } from './call.ts'
import type { Seen } from './call-judging.ts'

/** A set that looks every five seconds, with a call application and a network that do what the test says. */
function openCall() {
  let atMs = 0
  const carried = { rx: 0, tx: 0 }
  const world = { seen: { ok: true, value: { app: 'running', holds: true } } as Read<Seen>, way: 'eth0' }
  const watch = watchCall({
    seen: () => world.seen,
    outward: async () => ({ ok: true, value: { name: world.way, kind: 'wired' } }),
    traffic: async () => ({ ok: true, value: { ...carried } }),
    own: () => ({ rx: 0, tx: 0 }),
    steady: () => atMs,
    now: () => 1_000_000 + atMs,
  })
  return {
    world,
    forget: watch.forget,
    /** Looks again, after so many kilobits a second each way. */
    async after(seconds: number, rxKbit = 0, txKbit = 0) {
      atMs += seconds * 1000
      carried.rx += rxKbit * 125 * seconds
      carried.tx += txKbit * 125 * seconds
      const { fact, reason } = await watch.look()
      return { app: fact.app, media: fact.media, since: fact.since - 1_000_000, reason }
    },
  }
}

it('a call is known ten seconds after it began, and over twenty seconds after nothing flows', async () => {
  const call = openCall()
  expect(await call.after(0)).toEqual({ app: 'running', media: 'unknown', since: 0, reason: undefined })
  expect(await call.after(5, 900, 900)).toEqual({
    app: 'running',
    media: 'unknown',
    since: 0,
    reason: undefined,
  })
  expect(await call.after(5, 900, 900)).toEqual({
    app: 'running',
    media: 'both',
    since: 10_000,
    reason: undefined,
  })
  expect(await call.after(5, 900, 900), 'since it is so').toEqual({
    app: 'running',
    media: 'both',
    since: 10_000,
    reason: undefined,
  })
  expect(await call.after(5, 900, 0)).toMatchObject({ app: 'running', media: 'both', since: 10_000 })
  expect(await call.after(5, 900, 0)).toMatchObject({ app: 'running', media: 'in', since: 25_000 })
  call.world.seen = { ok: true, value: { app: 'stopped', holds: false } }
  expect(await call.after(5)).toMatchObject({ app: 'stopped', media: 'none', since: 30_000 })
})

it('a way out that changed leaves the call in doubt until it was watched for as long again', async () => {
  const call = openCall()
  for (const seconds of [0, 5, 5]) await call.after(seconds, 900, 900)
  call.world.way = 'wlan0'
  expect(await call.after(5, 900, 900)).toMatchObject({ app: 'running', media: 'unknown' })
  await call.after(5, 900, 900)
  expect(await call.after(5, 900, 900)).toMatchObject({ app: 'running', media: 'both' })
})

it('a set that nobody tells anything says why it does not know', async () => {
  const call = openCall()
  call.world.seen = { ok: false, reason: 'no_answer' }
  expect(await call.after(0)).toEqual({ app: 'unknown', media: 'unknown', since: 0, reason: 'no_answer' })
})

it('what was forgotten is begun anew, its time included', async () => {
  const call = openCall()
  call.world.seen = { ok: true, value: { app: 'running', holds: false } }
  expect(await call.after(0)).toMatchObject({ app: 'running', media: 'none', since: 0 })
  call.forget()
  expect(await call.after(3600)).toMatchObject({ app: 'running', media: 'none', since: 3_600_000 })
})
