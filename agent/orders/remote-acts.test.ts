import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RemoteActs } from './remote-acts.ts'

let directory: string
let now = 1000
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'setwacht-acts-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = () => RemoteActs.open({ directory, now: () => now, log: () => undefined })
const file = () => join(directory, 'remote-acts.json')
const onDisk = () => JSON.parse(readFileSync(file(), 'utf8')) as unknown[]

it('what was done from afar stands there newest first, also after a restart', async () => {
  const acts = await open()
  acts.note('lessons', 'done')
  now = 2000
  acts.note('ping', 'done')
  await acts.kept()
  expect((await open()).newest).toEqual([
    { deed: 'ping', came: 'done', times: 1, at: 2000 },
    { deed: 'lessons', came: 'done', times: 1, at: 1000 },
  ])
})

it('what repeats is counted, and a thousand refused commands push out nothing that was done', async () => {
  const acts = await open()
  acts.note('check', 'done')
  acts.note('check', 'done')
  for (let refused = 0; refused < 500; refused += 1) {
    acts.note(null, 'wrong_signature')
    acts.note(null, 'expired')
  }
  expect(acts.newest.map(({ came, times }) => [came, times])).toEqual([
    ['expired', 500],
    ['wrong_signature', 500],
    ['done', 2],
  ])
  await acts.kept()
  expect(onDisk()).toEqual(acts.newest)
})

it('only the last fifty are kept', async () => {
  const acts = await open()
  for (let done = 0; done < 80; done += 1) acts.note(done % 2 ? 'ping' : 'lessons', 'done')
  expect(acts.newest).toHaveLength(50)
  await acts.kept()
})

it('a flood of refused commands is not as many writings', async () => {
  const acts = await open()
  let written = 0
  const watcher = watch(directory, (_event, name) => {
    if (name === 'remote-acts.json') written += 1
  })
  for (let refused = 0; refused < 1000; refused += 1) acts.note(null, 'expired')
  await acts.kept()
  await setImmediate()
  watcher.close()
  expect(written).toBeGreaterThan(0)
  expect(written).toBeLessThan(5)
})

it('a file that is not whole counts as none', async () => {
  writeFileSync(file(), '[{"deed":"fire"}]')
  expect((await open()).newest).toEqual([])
})
