import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeState, encodeState, SavedState, type Start, type State } from './saved-state.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setwacht-state-'))
  folders.push(folder)
  return folder
}

const start = (more: Partial<Start> = {}): Start => ({
  bootId: 'boot-1',
  outboxEpoch: 0,
  now: Date.UTC(2026, 0, 1),
  log: () => undefined,
  ...more,
})

const files = (folder: string) => ['state.json', 'state.copy.json'].map(name => join(folder, name))

describe('what survives a restart', () => {
  it('counts every start, on disk in both copies before the start goes on', async () => {
    const folder = newFolder()
    for (const epoch of [1, 2, 3]) {
      const saved = await SavedState.begin(folder, start())
      expect(saved.state.epoch).toBe(epoch)
      for (const file of files(folder)) {
        expect(decodeState(readFileSync(file, 'utf8'))).toMatchObject({ state: { epoch } })
      }
    }
  })

  it('counts every connection, on disk before it is used', async () => {
    const folder = newFolder()
    const saved = await SavedState.begin(folder, start())
    expect(await saved.nextConnection(0)).toBe(1)
    expect(await saved.nextConnection(7)).toBe(2)
    expect(decodeState(readFileSync(files(folder)[1]!, 'utf8'))).toMatchObject({
      state: { connection: 2, dropped: 7 },
    })
  })

  it('tells a restart of the set from one of the agent, and a crash from a stop', async () => {
    const folder = newFolder()
    const first = await SavedState.begin(folder, start())
    const afterCrash = await SavedState.begin(folder, start())
    await afterCrash.save({ clean: true })
    const afterStop = await SavedState.begin(folder, start())
    const afterBoot = await SavedState.begin(folder, start({ bootId: 'boot-2' }))
    expect([first, afterCrash, afterStop, afterBoot].map(saved => saved.cause)).toEqual([
      'system_started',
      'agent_crashed',
      'agent_started',
      'system_started',
    ])
  })

  it.each([0, 1])('goes on from the other copy when copy %i is damaged', async damaged => {
    const folder = newFolder()
    for (let starts = 0; starts < 5; starts += 1) await SavedState.begin(folder, start())
    writeFileSync(files(folder)[damaged]!, 'x')
    expect((await SavedState.begin(folder, start())).state.epoch).toBe(6)
  })

  it('jumps far ahead when both copies are damaged, and above what the outbox knows', async () => {
    const folder = newFolder()
    for (const file of files(folder)) writeFileSync(file, '{"crc":1,"state":{"epoch":4}}')
    const jumped = await SavedState.begin(folder, start())
    expect(jumped.state.epoch).toBe((Date.UTC(2026, 0, 1) - Date.UTC(2020, 0, 1)) / 1000 + 1)

    for (const file of files(folder)) rmSync(file)
    const wrongClock = await SavedState.begin(folder, start({ now: 0, outboxEpoch: 41 }))
    expect(wrongClock.state.epoch).toBe(42)
  })

  const counters = { epoch: 12, connection: 345, dropped: 6, clean: true, bootId: 'b', cameras: [] }
  it.each<[string, object | null]>([
    ['has no number left above it', { ...counters, epoch: 2 ** 31 - 1 }],
    ['has no number left for a connection', { ...counters, connection: Number.MAX_SAFE_INTEGER }],
    ['is no whole number', { ...counters, epoch: 12.5 }],
    ['is no number', { ...counters, epoch: '12' }],
    ['lacks a part', { epoch: 12 }],
    ['is nothing', null],
  ])('is not what %s, though it was written whole', async (_what, state) => {
    const folder = newFolder()
    await SavedState.begin(folder, start())
    writeFileSync(files(folder)[0]!, encodeState(state as State))
    expect((await SavedState.begin(folder, start())).state.epoch).toBe(2)
  })

  it('never takes an epoch that the outbox has numbered in', async () => {
    const folder = newFolder()
    await SavedState.begin(folder, start())
    expect((await SavedState.begin(folder, start({ outboxEpoch: 9 }))).state.epoch).toBe(10)
  })

  it('is read as damaged after any change of one byte that changes its meaning', () => {
    const state = { epoch: 12, connection: 345, dropped: 6, clean: true, bootId: 'b', cameras: [] }
    const text = encodeState(state)
    const used = text.trimEnd().length
    fc.assert(
      fc.property(fc.nat({ max: used - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(text)
        bytes[at] = bytes[at]! ^ flip
        const copy = decodeState(bytes.toString('latin1'))
        if (copy.is === 'whole') expect(copy.state).toEqual(state)
      }),
      { numRuns: 10_000 },
    )
  })
})
