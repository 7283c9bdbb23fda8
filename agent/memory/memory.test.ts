import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credibleMax, epochMax } from '../../protocol/envelope.ts'
import { openMemory } from './memory.ts'
import { encodeState } from './saved-state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-memory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openMemory(folder, 'boot', Date.UTC(2026, 0, 1), () => undefined)
const say = (on: boolean) => ['event', { facts: { on_charge: on } }, { at: 1, up: 1 }] as const

async function run(): Promise<{ epoch: number; dropped: number; depth: number }> {
  const { savedState, outbox } = await open()
  outbox.add(...say(true))
  const { dropped, depth } = outbox
  outbox.close()
  return { epoch: savedState.state.epoch, dropped, depth }
}

describe('the memory of a set', () => {
  it('counts as lost what waited in an outbox that is gone', async () => {
    expect(await run()).toEqual({ epoch: 1, dropped: 0, depth: 1 })
    expect(await run()).toEqual({ epoch: 2, dropped: 0, depth: 2 })
    rmSync(join(folder, 'outbox.sqlite'))
    expect(await run()).toEqual({ epoch: 3, dropped: 1, depth: 1 })
    expect(await run()).toEqual({ epoch: 4, dropped: 1, depth: 2 })
  })

  it('goes on from numbers that are believed, when it holds the last ones there are', async () => {
    const state = { epoch: epochMax - 1, connection: 5, dropped: 0, clean: true, bootId: 'b', cameras: [] }
    for (const name of ['state.json', 'state.copy.json'])
      writeFileSync(join(folder, name), encodeState(state))
    expect(await run()).toMatchObject({ epoch: epochMax, depth: 1 })
    for (const depth of [2, 3]) {
      const { epoch, ...rest } = await run()
      expect(epoch).toBeLessThan(credibleMax.epoch)
      expect(rest).toEqual({ dropped: 1, depth })
    }
  })

  it('is for its user alone, whatever rights its files had', async () => {
    await run()
    const names = () => readdirSync(folder)
    for (const name of names()) chmodSync(join(folder, name), 0o666)
    for (const name of ['state.json.new', 'state.copy.json.new']) {
      writeFileSync(join(folder, name), '')
      chmodSync(join(folder, name), 0o666)
    }
    await run()
    for (const name of names()) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
  })
})
