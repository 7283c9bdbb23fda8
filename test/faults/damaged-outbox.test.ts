import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openMemory } from '../../agent/memory/memory.ts'
import { readingNames } from '../../protocol/report.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { Ledger } from '../support/ledger.ts'
import { prepareLedgerSet } from '../support/ledger-agent.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const pageBytes = 4096
/** More than the set keeps of its file in memory: what is damaged is read from the disk. */
const waiting = 300
/** Two for each page that is damaged. */
const sets = { slice: 16, full: 100 }[inject('faults')]
const emptyWithinMs = 60_000

let plane: TestControlPlane
let ids: string[]
beforeAll(async () => {
  plane = await startControlPlane()
  ids = (await registerPairs(plane.admin, sets)).map(({ school }) => school.deviceId)
})
afterAll(() => plane.stop())

type Damage = 'while it is off' | 'while it runs'

/**
 * Queues messages, damages a page, and lets the real agent tell the real control plane what is left.
 * @returns of what was queued, how many are stored, and how many the set says it gave up
 */
async function play(
  deviceId: string,
  page: number,
  damage: Damage,
): Promise<{ stored: number; givenUp: number }> {
  const set = prepareLedgerSet({ deviceId, mqttPort: plane.mqttPort, ledger: new Ledger(), seed: page })
  const file = join(set.directory, 'outbox.sqlite')
  try {
    const { outbox } = await openMemory(set.directory, 'boot', Date.now(), () => undefined)
    for (let one = 0; one < waiting; one += 1) {
      const readings = Object.fromEntries(readingNames.map(name => [name, 1.234_567_89]))
      outbox.add('report', { seconds: 60 + one, flags: 8, readings }, { at: Date.now(), up: 1 })
    }
    const { epoch } = outbox
    outbox.close()
    const overwrite = () => damagePage(file, page % Math.ceil(statSync(file).size / pageBytes))
    if (damage === 'while it is off') overwrite()
    await set.start()
    if (damage === 'while it runs') overwrite()
    set.calm()
    await until('its outbox is empty', set.hasFinished, emptyWithinMs)
    const givenUp = set.outbox()?.dropped ?? 0
    const [row] = await plane.sql<{ stored: number }[]>`
      select count(*)::int4 as stored from reports r join devices d using (device_no)
      where d.id = ${deviceId} and r.epoch = ${epoch}`
    return { stored: row?.stored ?? 0, givenUp }
  } finally {
    await set.remove()
  }
}

function damagePage(file: string, page: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(pageBytes, 0x0a), 0, pageBytes, page * pageBytes)
  closeSync(handle)
}

test(`with a page of its outbox damaged a set gives up no more than it says, and nothing else is called stored`, {
  timeout: 4 * emptyWithinMs,
}, async () => {
  const played = await Promise.all(
    ids.map((deviceId, index) =>
      play(deviceId, index >> 1, index % 2 === 0 ? 'while it is off' : 'while it runs'),
    ),
  )
  expect(played.filter(({ stored, givenUp }) => stored + givenUp < waiting)).toEqual([])
  // Damage to one page leaves the others: most of what waited arrives.
  expect(Math.max(...played.map(({ stored }) => stored))).toBeGreaterThan(waiting / 2)
})
