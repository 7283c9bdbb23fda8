import { spawn } from 'node:child_process'
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, inject, onTestFinished, test } from 'vitest'
import { until } from '../support/until.ts'
import {
  allRows,
  ask,
  end,
  makeFolder,
  makeRows,
  readPostmasterPid,
  readRows,
  start,
  startProcess,
} from './database-rig.ts'

const startMsMax = 30_000
const backMsMax = 10_000
const kills = inject('faults') === 'full' ? 10 : 1

async function startedIn<T>(begin: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const from = performance.now()
  return { result: await begin(), ms: performance.now() - from }
}

test('after the control plane was killed, the database it left behind is taken over with every row', async () => {
  const dataDir = await makeFolder()
  const first = await startProcess(dataDir)
  await makeRows(first.url!)
  await end(first.child, 'SIGKILL')
  const orphan = await readPostmasterPid(dataDir)

  const { result, ms } = await startedIn(() => start(dataDir))
  expect(ms).toBeLessThan(startMsMax)
  expect(await readRows(result.url)).toEqual(allRows)
  expect(await readPostmasterPid(dataDir)).not.toBe(orphan)
})

test('a number in postmaster.pid that belongs to another program now stops nothing and harms nobody', async () => {
  const dataDir = await makeFolder()
  const first = await start(dataDir)
  await makeRows(first.url)
  const pidFile = join(dataDir, 'database', 'postmaster.pid')
  const written = await readFile(pidFile, 'utf8')
  await first.stop()
  const bystander = spawn('sleep', ['60'])
  onTestFinished(() => void bystander.kill())
  await writeFile(pidFile, written.replace(/^\d+/, String(bystander.pid)))

  const { result, ms } = await startedIn(() => start(dataDir))
  expect(ms).toBeLessThan(startMsMax)
  expect(await readRows(result.url)).toEqual(allRows)
  expect(bystander.exitCode).toBeNull()
  expect(bystander.signalCode).toBeNull()
})

test.each(['', '\n', 'nonsense\n'])('a postmaster.pid that holds %j does not stop the start', async text => {
  const dataDir = await makeFolder()
  const first = await start(dataDir)
  await makeRows(first.url)
  await first.stop()
  await writeFile(join(dataDir, 'database', 'postmaster.pid'), text)
  const second = await start(dataDir)
  expect(await readRows(second.url)).toEqual(allRows)
})

test('a child of PostgreSQL that outlived it, busy with a query, does not stop the next start', async () => {
  const dataDir = await makeFolder()
  const first = await startProcess(dataDir)
  await makeRows(first.url!)
  const busy = postgres(first.url!, { max: 1, onnotice: () => undefined })
  onTestFinished(() => busy.end({ timeout: 1 }))
  const [backend] = await busy<{ pid: number }[]>`select pg_backend_pid() as pid`
  busy`select count(*) from generate_series(1, 1000000000000)`.catch(() => undefined)
  const isBusy = `select 1 from pg_stat_activity where pid = ${backend!.pid} and state = 'active'`
  await until('the query runs', async () => (await ask(first.url!, isBusy)).length === 1)
  await end(first.child, 'SIGKILL')
  process.kill(await readPostmasterPid(dataDir), 'SIGKILL')
  expect(() => process.kill(backend!.pid, 0)).not.toThrow()

  const { result, ms } = await startedIn(() => start(dataDir))
  expect(ms).toBeLessThan(startMsMax)
  expect(await readRows(result.url)).toEqual(allRows)
})

test('when PostgreSQL is killed under a running control plane, the same address answers again within 10 s', async () => {
  const dataDir = await makeFolder()
  const { url } = await start(dataDir)
  await makeRows(url)
  for (let kill = 0; kill < kills; kill += 1) {
    const killed = await readPostmasterPid(dataDir)
    const from = performance.now()
    process.kill(killed, 'SIGKILL')
    const rows = await until('rows are read again', () => readAfter(dataDir, killed, url), backMsMax)
    expect(rows).toEqual(allRows)
    expect(performance.now() - from).toBeLessThan(backMsMax)
  }
})

async function readAfter(dataDir: string, killed: number, url: string): Promise<unknown> {
  const pid = await readPostmasterPid(dataDir).catch(() => killed)
  return pid === killed ? undefined : await readRows(url).catch(() => undefined)
}

test('a start, a stop and a second start keep every row, in a folder with spaces and accents in its name', async () => {
  const above = await makeFolder()
  await chmod(above, 0o711)
  const dataDir = join(above, "Één map met spaties en 'n streepje")
  const first = await start(dataDir)
  await makeRows(first.url)
  await first.stop()
  const second = await start(dataDir)
  expect(await readRows(second.url)).toEqual(allRows)
})

test('a password file lost while PostgreSQL was left behind is made again and the rows stay', async () => {
  const dataDir = await makeFolder()
  const first = await startProcess(dataDir)
  await makeRows(first.url!)
  await end(first.child, 'SIGKILL')
  await rm(join(dataDir, 'database-password'))
  const second = await start(dataDir)
  expect(new URL(second.url).password).not.toBe(new URL(first.url!).password)
  expect(await readRows(second.url)).toEqual(allRows)
})

test('of the database logs only the newest eight are kept', async () => {
  const dataDir = await makeFolder()
  await (await start(dataDir)).stop()
  const logs = join(dataDir, 'database-log')
  for (let day = 1; day <= 12; day += 1) {
    await writeFile(join(logs, `postgresql-202501${String(day).padStart(2, '0')}-000000.log`), '')
  }
  await start(dataDir)
  const kept = (await readdir(logs)).sort()
  expect(kept.filter(name => name.startsWith('postgresql-2025')).at(0)).toBe('postgresql-20250106-000000.log')
  expect(kept.length).toBeLessThanOrEqual(9)
})

test('the owner may make roles and databases and is no superuser', async () => {
  const { url } = await start(await makeFolder())
  const [role] = await ask(
    url,
    'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
  )
  expect(role).toEqual({ rolsuper: false, rolcreatedb: true, rolcreaterole: true })
  const outsider = new URL(url)
  outsider.password = 'guessed'
  await expect(ask(outsider.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  outsider.username = 'postgres'
  await expect(ask(outsider.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})
