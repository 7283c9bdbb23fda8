import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allRows, end, makeFolder, makeRows, readRows, startProcess } from './database-rig.ts'

const nobody = 65_534
const isRoot = process.getuid?.() === 0
/** The checkout may lie in a home that no other user can enter. */
const look = `require('node:fs').accessSync(${JSON.stringify(import.meta.filename)})`
const mayRun = isRoot && spawnSync(process.execPath, ['-e', look], { uid: nobody, gid: nobody }).status === 0

test.runIf(mayRun)('an ordinary user runs the database as himself and finds his rows again', async () => {
  const dataDir = await makeFolder()
  await chown(dataDir, nobody, nobody)
  const first = await startProcess(dataDir, { uid: nobody })
  await makeRows(first.url!)
  expect((await stat(join(dataDir, 'database'))).uid).toBe(nobody)
  await end(first.child, 'SIGTERM')
  const second = await startProcess(dataDir, { uid: nobody })
  expect(await readRows(second.url!)).toEqual(allRows)
  await end(second.child, 'SIGTERM')
})

test.runIf(mayRun)('an ordinary user is told which folder he cannot use', async () => {
  const closed = await makeFolder('closed')
  const { refused } = await startProcess(join(closed, 'data'), { uid: nobody })
  expect(refused).toMatch(new RegExp(`^No permission to use ${closed}`))
})

test.runIf(mayRun)('a database folder that cannot be read is never initialised again', async () => {
  const dataDir = await makeFolder()
  const cluster = join(dataDir, 'database')
  await mkdir(cluster)
  await chmod(cluster, 0o000)
  await chown(dataDir, nobody, nobody)
  const { refused } = await startProcess(dataDir, { uid: nobody })
  expect(refused).toMatch(
    new RegExp(`^The database folder ${cluster} cannot be read \\(EACCES\\). Its data was left alone`),
  )
})
