import { expect, test } from 'vitest'
import { startConnectBudget } from './connect-budget.ts'

/** A clock moved by hand: turns of the event loop take as long as they are told to. */
function startByHand() {
  let at = 0
  let turns: (() => void)[] = []
  let timers: { due: number; run: () => void }[] = []
  const budget = startConnectBudget({
    now: () => at,
    nextTurn: run => turns.push(run),
    later: (run, ms) => timers.push({ due: at + ms, run }),
  })
  const started: number[] = []
  const refused: number[] = []
  const leaves: (() => void)[] = []
  let came = 0

  return {
    budget,
    leaves,
    started,
    refused,
    come(count: number, address = '192.0.2.7'): void {
      for (let each = 0; each < count; each++) {
        const number = came++
        const one = { start: () => started.push(number), refuse: () => refused.push(number) }
        leaves.push(budget.enter(address, one))
      }
    },
    /** One turn of the event loop that takes so long. Returns how many handshakes began at its end. */
    turn(ms: number): number {
      const before = started.length
      at += ms
      const due = timers.filter(timer => timer.due <= at)
      timers = timers.filter(timer => timer.due > at)
      const planned = turns
      turns = []
      for (const { run } of due) run()
      for (const run of planned) run()
      return started.length - before
    },
  }
}

test('while nobody else has work a handshake begins in every short turn', () => {
  const hand = startByHand()
  hand.come(50)
  const begun = Array.from({ length: 10 }, () => {
    hand.budget.ended()
    return hand.turn(0.1)
  })
  expect(begun).toEqual(Array(10).fill(1))
})

test('after a long turn a quarter of its time goes to those who wait, and no more', () => {
  const hand = startByHand()
  hand.come(1000)
  hand.turn(0)
  let begun = 0
  for (let turn = 0; turn < 20; turn++) {
    for (let each = 0; each < 16; each++) hand.budget.ended()
    begun += hand.turn(20)
  }
  expect(begun).toBe(20 * 5)
})

test('the first that came is the first that begins', () => {
  const hand = startByHand()
  hand.come(5)
  for (let turn = 0; turn < 5; turn++) hand.turn(1)
  expect(hand.started).toEqual([0, 1, 2, 3, 4])
})

test('handshakes that wait for a slow other side hold the others up for half a second at most', () => {
  const hand = startByHand()
  hand.come(200)
  for (let turn = 0; turn < 100; turn++) hand.turn(1)
  expect(hand.started).toHaveLength(64)
  for (let turn = 0; turn < 30; turn++) hand.turn(20)
  expect(hand.started.length).toBeGreaterThan(64)
})

test('whoever waited longer than a set waits is closed without a handshake', () => {
  const hand = startByHand()
  hand.come(100)
  for (let turn = 0; turn < 70; turn++) hand.turn(0.1)
  hand.turn(6000)
  expect(hand.started).toHaveLength(64)
  expect(hand.refused).toHaveLength(36)
})

test('a flood fills the waiting room once; who comes then is closed at once', () => {
  const hand = startByHand()
  hand.come(4096 + 10)
  expect(hand.refused).toEqual(Array.from({ length: 10 }, (_, each) => 4096 + each))
})

test('an address that floods does not come before another: they take turns', () => {
  const hand = startByHand()
  hand.come(4096 + 1000)
  hand.come(2, '192.0.2.8')
  for (let turn = 0; turn < 4; turn++) hand.turn(1)
  expect(hand.started).toEqual([0, 5096, 1, 5097])
  expect(hand.refused).toHaveLength(1000)
})

test('whoever hangs up while it waits costs no handshake', () => {
  const hand = startByHand()
  hand.come(3)
  hand.leaves[0]?.()
  hand.leaves[1]?.()
  for (let turn = 0; turn < 3; turn++) hand.turn(1)
  expect(hand.started).toEqual([2])
  expect(hand.refused).toEqual([])
})
