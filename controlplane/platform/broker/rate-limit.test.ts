import { expect, test } from 'vitest'
import { packets, startRateLimit } from './rate-limit.ts'

const taken = (take: () => boolean) => {
  let count = 0
  while (count < 10_000 && take()) count += 1
  return count
}

test('a set may send 2,000 messages at once and 50 a second from then on', () => {
  const rates = startRateLimit()
  expect(taken(() => rates.take(1, 0, 500))).toBe(2000)
  expect(taken(() => rates.take(1, 1000, 8192))).toBe(50)
  expect(rates.take(2, 1000, 500)).toBe(true)
})

test('a message longer than any may be counts for what it is', () => {
  const rates = startRateLimit()
  expect(taken(() => rates.take(1, 0, 60_000))).toBe(250)
})

test('what there was no room for counts against who sent it, and against nobody else', () => {
  const rates = startRateLimit()
  const refusals = taken(() => {
    const isTaken = rates.take(1, 0, 500)
    rates.turnedAway(1)
    return isTaken
  })
  expect(refusals).toBeLessThan(100)
  expect(rates.take(2, 0, 500)).toBe(true)
})

test('packets of every kind count by their number: 4,500 at once and 120 a second from then on', () => {
  const rates = startRateLimit(packets)
  expect(rates.takeMany(1, 0, 4500)).toBe(true)
  expect(rates.takeMany(1, 0, 1)).toBe(false)
  expect(rates.takeMany(1, 1000, 120)).toBe(true)
  expect(rates.takeMany(1, 1000, 1)).toBe(false)
})
