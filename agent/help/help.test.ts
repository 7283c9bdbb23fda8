import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HelpBody } from '../../protocol/help.ts'
import { Outbox } from '../memory/outbox/outbox.ts'
import { Help } from './help.ts'

const minuteMs = 60_000
const asking = { picture: 'see', by: 'child', language: 'nl' } as const
/** Room for some presses. */
const outboxBytes = 1500

let directory: string
let outbox: Outbox
let help: Help
let time: { now: number; up: number }

const quiet = () => undefined
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'setwacht-help-'))
  outbox = new Outbox(join(directory, 'outbox.sqlite'), quiet, outboxBytes)
  outbox.beginEpoch(1, 0)
  time = { now: 1_800_000_000_000, up: 500_000 }
  help = await openHelp()
})
afterEach(async () => {
  help.stop()
  outbox.close()
  rmSync(directory, { recursive: true })
})

function openHelp(): Promise<Help> {
  const clock = { now: () => time.now, up: () => time.up, steady: () => time.up }
  return Help.open({ directory, outbox, clock, log: quiet, queued: quiet })
}
async function restart(): Promise<void> {
  help.stop()
  help = await openHelp()
}
const pass = (ms: number) => {
  time.now += ms
  time.up += ms
}
/** What is on disk for the control plane, in the order in which it leaves. */
const said = () =>
  outbox
    .next(100, () => false, 0)
    .map(one => JSON.parse(outbox.read(one)!.body) as HelpBody)
    .filter(({ language }) => language === 'nl')

/** Nothing of the highest class finds room until it is let go. */
function fill(): () => void {
  const other = { press: '00000000-0000-4000-8000-000000000000', ...asking, language: 'fr', withdrawn: false }
  const seqs: number[] = []
  for (;;) {
    const seq = outbox.offer('help', { ...other, language: 'fr' }, { at: 1, up: 1 })
    if (seq === undefined) break
    seqs.push(seq)
  }
  return () => outbox.forget([[1, seqs[0]!, seqs.at(-1)!]])
}
const isSaid = (...expected: { press: string; withdrawn: boolean }[]) =>
  expect(said().map(({ press, withdrawn }) => ({ press, withdrawn }))).toEqual(expected)

it('that it works again is told too when the disk refused it at first, and somebody pressed anew or the set was switched off since', async () => {
  const first = help.press(asking).press
  const empty = fill()
  expect(help.withdraw()).toMatchObject({ press: first, withdrawn: true })
  pass(6000)
  const second = help.press(asking)
  expect(second).toMatchObject({ state: 'unkept' })
  empty()
  await restart()
  isSaid(
    { press: first, withdrawn: false },
    { press: first, withdrawn: true },
    { press: second.press, withdrawn: false },
  )
  expect(help.last).toMatchObject({ press: second.press, state: 'kept' })
})

it('a press that the disk refuses for long is one, and is told as it was pressed last', async () => {
  const empty = fill()
  const { press } = help.press(asking)
  pass(10_000)
  expect(help.press({ ...asking, picture: 'hear' })).toMatchObject({ press, picture: 'hear' })
  empty()
  await restart()
  isSaid({ press, withdrawn: false })
  expect(said()).toMatchObject([{ picture: 'hear' }])
})

it('who is helped already stays so, when the disk had not taken yet that it works again', async () => {
  const { press } = help.press(asking)
  const empty = fill()
  help.withdraw()
  help.hear({ press, state: 'taken', by: 'Els' })
  empty()
  await restart()
  isSaid({ press, withdrawn: false })
  expect(help.last).toMatchObject({ state: 'taken', helper: 'Els' })
})

it('a press again within five seconds is the same one, also when the agent started anew or a clock was turned in between', async () => {
  const { press } = help.press(asking)
  await restart()
  pass(4000)
  time.now -= 365 * 24 * 60 * minuteMs
  expect(help.press(asking).press).toBe(press)
  pass(1500)
  expect(help.press(asking).press).not.toBe(press)
})

it('that it is solved, or works again, is news for ten minutes', async () => {
  const { press } = help.press(asking)
  help.hear({ press, state: 'closed' })
  pass(9 * minuteMs)
  expect(help.last?.state).toBe('closed')
  pass(2 * minuteMs)
  expect(help.last).toBeUndefined()
  // A closing that was taken back is heard all the same.
  help.hear({ press, state: 'taken' })
  expect(help.isOpen).toBe(true)
})

it('nobody is kept from asking by a press of which nothing more is heard; one that has not left is still waited for', async () => {
  const { press } = help.press(asking)
  pass(3 * 24 * 60 * minuteMs)
  expect(help.isOpen).toBe(true)
  help.hear({ press, state: 'taken', by: 'Els' })
  pass(23 * 60 * minuteMs)
  expect(help.isOpen).toBe(true)
  pass(2 * 60 * minuteMs)
  expect(help.isOpen).toBe(false)
  expect(help.press(asking).press).not.toBe(press)
})
