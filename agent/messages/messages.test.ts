import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MessageBody, SaidBody } from '../../protocol/message.ts'
import { Outbox } from '../memory/outbox/outbox.ts'
import { Messages } from './messages.ts'

const hourMs = 3_600_000
/** Room for a few words. */
const outboxBytes = 1000

let directory: string
let outbox: Outbox
let messages: Messages
let now: number

const quiet = () => undefined
beforeEach(async () => {
  vi.useFakeTimers()
  directory = mkdtempSync(join(tmpdir(), 'setwacht-messages-'))
  outbox = new Outbox(join(directory, 'outbox.sqlite'), quiet, outboxBytes)
  outbox.beginEpoch(1, 0)
  now = 1_800_000_000_000
  messages = await openMessages()
})
afterEach(() => {
  messages.stop()
  outbox.close()
  rmSync(directory, { recursive: true })
  vi.useRealTimers()
})

function openMessages(): Promise<Messages> {
  const clock = { now: () => now, up: () => 5000, steady: () => 5000 }
  return Messages.open({ directory, outbox, clock, now: () => now, log: quiet, queued: quiet })
}
async function restart(): Promise<void> {
  messages.stop()
  messages = await openMessages()
}
const id = (last: number) => `0199c1d3-08aa-7d10-9c55-${String(last).padStart(12, '0')}`
const message = (last: number, over: Partial<MessageBody> = {}): MessageBody => ({
  id: id(last),
  says: { text: 'Steek de blauwe kabel in.' },
  answers: ['done', 'later'],
  until: now + hourMs,
  ...over,
})
const waiting = () => messages.open.map(one => one.id)
const file = () => readFileSync(join(directory, 'messages.json'), 'utf8')
/** What is on disk for the control plane, in the order in which it leaves. */
const said = () => outbox.next(100, () => false, 0).map(one => JSON.parse(outbox.read(one)!.body) as SaidBody)

it('a message is taken once, waits over a restart, and is gone with its text when somebody answered', async () => {
  expect(messages.take(message(1))).toBe(true)
  expect(messages.take(message(1))).toBe(false)
  await restart()
  expect(waiting()).toEqual([id(1)])
  messages.shown(id(1))
  messages.shown(id(1))
  expect(messages.press(id(1), 'later')).toBe(true)
  expect(messages.press(id(1), 'done'), 'it was answered').toBe(false)
  expect(waiting()).toEqual([])
  expect(said()).toEqual([
    { message: id(1), shown: true, seen: false, answer: null },
    { message: id(1), shown: true, seen: true, answer: 'later' },
  ])
  expect(file()).not.toContain('kabel')
  await restart()
  expect(messages.take(message(1)), 'told again').toBe(false)
  expect(waiting()).toEqual([])
})

it('only what may be chosen is an answer; where there is nothing to choose, who presses has seen it', () => {
  messages.take(message(1))
  messages.take(message(2, { answers: [] }))
  expect(messages.press(id(1), 'works')).toBe(false)
  expect(messages.press(id(1), null)).toBe(false)
  expect(messages.press(id(2), 'done')).toBe(false)
  expect(messages.press(id(3), null)).toBe(false)
  expect(messages.press(id(2), null)).toBe(true)
  expect(waiting()).toEqual([id(1)])
  expect(said()).toEqual([{ message: id(2), shown: true, seen: true, answer: null }])
})

it('a message is over when its time is, and who shows it hears that', () => {
  const heard = vi.fn()
  messages.onChange(heard)
  messages.take(message(1))
  messages.take(message(2, { until: now }))
  expect(waiting()).toEqual([id(1)])
  expect(heard).toHaveBeenCalledTimes(1)
  now += hourMs
  vi.advanceTimersByTime(hourMs + 1)
  expect(heard).toHaveBeenCalledTimes(2)
  expect(waiting()).toEqual([])
  expect(messages.press(id(1), 'done')).toBe(false)
  expect(file()).not.toContain(id(1))
})

it('what is taken back stands there no more, and never comes when it was taken back first', () => {
  messages.take(message(1))
  expect(messages.take(message(1, { says: null }))).toBe(true)
  expect(messages.take(message(1, { says: null }))).toBe(false)
  expect(messages.take(message(2, { says: null }))).toBe(false)
  expect(waiting()).toEqual([])
  expect(messages.take(message(1)), 'what was sent before it was taken back').toBe(false)
  expect(file()).not.toContain('kabel')
})

it('an answer that the disk refuses is kept and said when there is room, also after a restart', async () => {
  while (
    outbox.offer('said', { message: id(9), shown: true, seen: false, answer: null }, { at: now, up: 1 }) !==
    undefined
  );
  messages.take(message(1))
  expect(messages.press(id(1), 'done')).toBe(true)
  await restart()
  const answered = () => said().filter(one => one.message === id(1))
  expect(answered()).toEqual([])
  expect(waiting()).toEqual([])
  outbox.forget([[1, 1, 2]])
  vi.advanceTimersByTime(2000)
  expect(answered()).toEqual([{ message: id(1), shown: true, seen: true, answer: 'done' }])
  await restart()
  expect(answered()).toHaveLength(1)
})

it('a file that is not whole counts as none: what waits is told again', async () => {
  messages.take(message(1))
  messages.stop()
  writeFileSync(join(directory, 'messages.json'), '{"kept":[{"id":')
  messages = await openMessages()
  expect(messages.take(message(1))).toBe(true)
})
