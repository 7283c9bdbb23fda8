import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Help } from '../../agent/help/help.ts'
import { type Memory, openMemory } from '../../agent/memory/memory.ts'

const isRoot = process.getuid?.() === 0
const report = { seconds: 60, flags: 0, readings: { cpu_mean_percent: 1 } }
const moment = { at: Date.now(), up: 1 }

/** Needs a small disk of its own, which only root can mount. */
describe.skipIf(!isRoot)('a set whose disk is full', () => {
  let folder = ''
  let memory: Memory

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'setwacht-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
    memory = await openMemory(folder, 'boot', Date.now(), () => undefined)
  })
  afterEach(() => {
    memory.outbox.close()
    execFileSync('umount', [folder])
    rmSync(folder, { recursive: true })
  })

  function fillDisk(): void {
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize))
    expect(statfsSync(folder).bavail).toBe(0)
  }

  it('goes on, counts what it has to give up, and never gives one of those numbers again', async () => {
    const { outbox } = memory
    fillDisk()
    let taken = 0
    for (let tried = 0; tried < 2000; tried += 1)
      taken += outbox.add('report', report, moment) === undefined ? 0 : 1
    expect(outbox.depth).toBe(taken)
    expect(outbox.dropped).toBe(2000 - taken)
    expect(outbox.dropped).toBeGreaterThan(0)

    rmSync(join(folder, 'ballast'))
    expect(outbox.add('report', report, moment)).toBe(2001)
    expect(outbox.dropped).toBe(2000 - taken)
  })

  it('still frees what is stored, and still counts its connections on disk', async () => {
    const { outbox, savedState } = memory
    for (let added = 0; added < 20; added += 1) outbox.add('report', report, moment)
    fillDisk()
    expect(outbox.forget([[1, 1, 15]])).toBe(true)
    expect(outbox.depth).toBe(5)
    for (let connection = 1; connection <= 5; connection += 1) {
      expect(await savedState.nextConnection(0)).toBe(connection)
    }
  })

  it('keeps a press for help in mind until there is room, and gives none up; one that is withdrawn stays away', async () => {
    const { outbox } = memory
    const clock = { now: Date.now, up: () => 1, steady: () => performance.now() }
    let woken = 0
    const queued = () => {
      woken += 1
    }
    const help = await Help.open({ directory: folder, outbox, clock, log: () => undefined, queued })
    fillDisk()
    // What little room its own file has.
    while (outbox.add('report', report, moment) !== undefined);
    const dropped = outbox.dropped
    const asking = { picture: 'see', by: 'child', language: 'nl' } as const
    expect(help.press(asking).state).toBe('unkept')
    expect(help.withdraw()?.state).toBe('withdrawn')
    const { press, state } = help.press(asking)
    expect(state).toBe('unkept')

    rmSync(join(folder, 'ballast'))
    await expect.poll(() => help.last, { timeout: 10_000 }).toMatchObject({ press, state: 'kept' })
    help.stop()
    const waiting = outbox.next(10, () => false, 0)
    expect(waiting.map(({ kind }) => kind).filter(kind => kind === 'help')).toHaveLength(1)
    expect(outbox.read(waiting[0]!)).toMatchObject({ kind: 'help', body: expect.stringContaining(press) })
    expect({ dropped: outbox.dropped, woken }).toEqual({ dropped, woken: 1 })
  })

  it('starts again as the same set when there is room', async () => {
    fillDisk()
    await memory.savedState.nextConnection(3)
    memory.outbox.close()
    rmSync(join(folder, 'ballast'))
    memory = await openMemory(folder, 'boot', Date.now(), () => undefined)
    expect(memory.savedState.state).toMatchObject({ epoch: 2, connection: 1, dropped: 3 })
  })
})
