import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../faults/database-rig.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { newDeviceId } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** The programs of PostgreSQL, as they came from npm. */
const programs = /^postgresql-/
const othersMayRead = 0o004
const othersMayWrite = 0o022

/** Every file below a folder, by its path from there, but for the programs. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter(file => !programs.test(file))
}

async function openFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const file of await filesIn(folder)) {
    const { mode } = await stat(join(folder, file)).catch(() => ({ mode: 0 }))
    if ((mode & (othersMayRead | othersMayWrite)) !== 0) found.push(`${file} ${(mode & 0o777).toString(8)}`)
  }
  return found
}

test('nobody else can read or write a file that the control plane keeps', async () => {
  const dataDir = await makeFolder()
  const plane = startControlPlaneProcess({ ...freePorts, SETWACHT_DATA_DIR: dataDir })
  onTestFinished(async () => void (await plane.stop('SIGKILL')))
  await plane.ready()
  const files = await filesIn(dataDir)
  expect(files).toEqual(
    expect.arrayContaining(['command-keys.json', 'inventory-key.json', 'personal-keys.json', 'sign-in-link']),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(await openFiles(dataDir)).toEqual([])
  await plane.stop()
}, 60_000)

test('nobody else can read or write a file that the agent keeps', async () => {
  const agent = await prepareAgent({ deviceId: newDeviceId(), mqttPort: 9, stunPort: 9 }, 1)
  onTestFinished(() => agent.remove())
  agent.start()
  const has = async (name: string) => (await filesIn(agent.directory)).some(file => file.startsWith(name))
  await until('the outbox is there', () => has('outbox.sqlite-wal'))
  // Where a set without a certificate connects was written by this test.
  const kept = (await openFiles(agent.directory)).filter(file => !file.startsWith('identity.json'))
  expect(kept).toEqual([])
})
