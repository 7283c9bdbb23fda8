import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { queueMail } from '../../controlplane/mail/queue/actions.ts'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import type { AccountsPage } from '../../controlplane/people/account/api.ts'
import { holdPersonalKeys, openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { runCommand } from '../support/command.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { post } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** Of each kind; 200 are sealed in one transaction. */
let records = 0
const program = new URL('../../controlplane/personal-key.ts', import.meta.url).pathname
const address = { street: 'Lindestraat', number: '1', postcode: '9000', municipality: 'Gent', note: null }

let plane: TestControlPlane
let counsellor: SignedIn

beforeEach(async () => {
  plane = await startControlPlane()
  counsellor = await signInAs(plane, 'counsellor')
})
afterEach(() => plane.stop())

/** So many homes with an address, and so many people. */
async function fill(count: number): Promise<void> {
  records = count
  const now = Date.now()
  const home = { kind: 'home', name: null, municipality: null, provider: null }
  const items = Array.from({ length: count }, (_, number) => ({ code: `TH-${number}`, ...home }))
  await post(plane.admin, '/api/locations', items)
  const personal = await openPersonalKeys(plane.dataDir, Date.now())
  await plane.sql.begin(async tx => {
    for (let number = 0; number < count; number += 1) {
      const name = { firstName: 'Iemand', name: `Nummer${number}`, email: null }
      const person = { ...name, issuer: 'https://id.example', subject: `${number}`, roles: [] }
      await ensureAccount(tx, personal, person, now)
    }
    const homes = await tx<{ id: string; code: string }[]>`select id, code from locations`
    for (const { id, code } of homes) {
      const { sealed, keyId } = personal.seal(`location:${id}`, { ...address, number: code.slice(3) })
      await tx`update locations set sealed = ${sealed}, key_id = ${keyId} where id = ${id}`
    }
  })
}

/** It never leaves: no server is set. */
async function queueOneMail(): Promise<void> {
  const personal = await openPersonalKeys(plane.dataDir, Date.now())
  const mail = { to: { address: 'els@example.org' }, template: 'test', params: {}, language: 'nl' } as const
  await plane.sql.begin(tx => queueMail(tx, { personal }, mail, Date.now()))
}

const run = (...args: string[]) => runCommand('personal-key', args, plane)
const file = () => join(plane.dataDir, 'personal-keys.json')
const keys = async () =>
  (JSON.parse(await readFile(file(), 'utf8')) as { keys: { id: string }[] }).keys.map(({ id }) => id)
const rotations = () => plane.sql`select detail from audit_log where act = 'personal_key_rotated'`

async function sealedBy(): Promise<Record<string, number>> {
  const rows = await plane.sql<{ id: string; n: number }[]>`
    select key_id as id, count(*)::int4 as n from (
      select key_id from accounts union all select key_id from contacts
      union all select key_id from mails union all select key_id from ticket_notes
      union all select key_id from locations where key_id is not null
      union all select key_id from trajectories where key_id is not null
    ) all_records group by key_id`
  return Object.fromEntries(rows.map(({ id, n }) => [id, n]))
}

/** What people do all day, over and over; every answer has to be right. Returns how often. */
async function work(isOver: () => boolean): Promise<number> {
  let rounds = 0
  for (; !isOver(); rounds += 1) {
    const number = (rounds * 7) % records
    const path = `/api/locations/TH-${number}/address`
    const read = await askAs(counsellor, path)
    expect(await read.json()).toMatchObject({ address: { number: `${number}` } })
    const body = { ...address, number: `${number}` }
    expect((await tellAs(counsellor, path, body, 'PUT')).status).toBe(200)
    expect(await findByName(`Nummer${number}`)).toHaveLength(1)
    expect((await askAs(counsellor, '/api/me')).status).toBe(200)
  }
  return rounds
}

async function findByName(q: string): Promise<AccountsPage['accounts']> {
  return ((await (await askAs(plane.admin, `/api/accounts?q=${q}`)).json()) as AccountsPage).accounts
}

/** Everything opens, by this key alone, also in a server that starts now. */
async function expectAllBy(id: string): Promise<void> {
  expect(await keys()).toEqual([id])
  expect(Object.keys(await sealedBy())).toEqual([id])
  const other = startControlPlaneProcess({
    ...freePorts,
    DATABASE_URL: plane.databaseUrl,
    SETWACHT_DATA_DIR: plane.dataDir,
  })
  const { httpPort } = await other.ready()
  const there = { ...counsellor, httpUrl: `http://127.0.0.1:${httpPort}` }
  for (const number of [0, records - 1]) {
    const answer = await askAs(there, `/api/locations/TH-${number}/address`)
    expect(await answer.json()).toMatchObject({ address: { number: `${number}` } })
  }
  await other.stop()
}

test('everything is sealed by a new key while people work, and the old one goes', async () => {
  await fill(210)
  const child = { firstName: 'Iemand', className: null }
  const contact = { role: 'family', name: 'Iemand anders', phone: null, email: null, bestHours: null }
  const path = '/api/trajectories/T-2026-0001'
  const side = { set: null, location: null }
  await post(plane.admin, '/api/trajectories', [{ code: 'T-2026-0001', home: side, school: side }])
  expect((await tellAs(plane.admin, `${path}/child`, child, 'PUT')).status).toBe(200)
  expect((await tellAs(plane.admin, `${path}/contacts`, contact)).status).toBe(200)
  await queueOneMail()
  const told = { channel: 'phone', priority: 3, symptom: 'reported', picture: null, set: null }
  await tellAs(plane.admin, '/api/tickets', { ...told, trajectory: 'T-2026-0001' })
  expect((await tellAs(plane.admin, '/api/tickets/1/note', { text: 'Iemand belde' })).status).toBe(200)
  const other = { address: 'https://hooks.invalid/', isOn: false }
  expect((await tellAs(plane.admin, '/api/webhook', { ...other, kinds: [] }, 'PUT')).status).toBe(200)
  expect((await tellAs(plane.admin, '/api/heartbeat', { ...other, method: 'GET' }, 'PUT')).status).toBe(200)
  const [before] = await keys()
  let isOver = false
  const working = work(() => isOver)
  const said = await run('rotate')
  isOver = true
  expect(await working).toBeGreaterThan(0)
  expect(said).toMatchObject({ code: 0, err: '' })
  const [after] = await keys()
  expect(after).not.toBe(before)
  expect(said.out).toMatch(`Sealed by the key ${after}: accounts`)
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  let rounds = 0
  await work(() => ++rounds > 3)
  await expectAllBy(after!)
  const [row] = await rotations()
  expect(JSON.parse(row?.detail)).toMatchObject({ key: after, dropped: [before] })
  const shown = await run('show')
  expect(shown.out).toMatch(
    new RegExp(
      `^${after}  made .*Z  seals  accounts \\d+, addresses of homes ${records}, children 1, contacts 1, mails 1, browsers for notices 0, messages to sets 0, notes of tickets 1, addresses of other systems 2\\n$`,
    ),
  )
  expect(await (await askAs(plane.admin, '/api/webhook')).json()).toMatchObject({ webhook: other })
  expect(await (await askAs(plane.admin, '/api/heartbeat')).json()).toMatchObject({ heartbeat: other })
  expect(await (await askAs(plane.admin, `${path}/child`)).json()).toMatchObject({ child })
  expect(await (await askAs(plane.admin, `${path}/contacts`)).json()).toMatchObject({ contacts: [contact] })
})

test('a rotation that was killed leaves everything readable, and the next one goes on where it was', async () => {
  await fill(250)
  const [before] = await keys()
  const env = { ...programEnvironment, DATABASE_URL: plane.databaseUrl, SETWACHT_DATA_DIR: plane.dataDir }
  const child = spawn(process.execPath, [program, 'rotate'], { env, stdio: 'ignore' })
  const isHalf = async () => Object.keys(await sealedBy()).length === 2
  await until('some records are sealed by the new key', isHalf, 20_000)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [newest, older] = await keys()
  expect(older).toBe(before)
  let rounds = 0
  await work(() => ++rounds > 20)
  expect((await run('show')).out.split('\n')).toMatchObject([
    expect.stringMatching(`^${newest} .* seals `),
    expect.stringMatching(`^${before} .* opens `),
    '',
  ])
  expect(await rotations()).toEqual([])
  expect(await run('rotate')).toMatchObject({ code: 0 })
  await expectAllBy(newest!)
  expect(await rotations()).toHaveLength(1)
})

test('who was sealing when it began is waited for', async () => {
  await fill(10)
  const [before] = await keys()
  const console = openDatabase(plane.databaseUrl, { role: 'setwacht_console' })
  const personal = await openPersonalKeys(plane.dataDir, Date.now())
  const [home] = await plane.sql<{ id: string }[]>`select id from locations where code = 'TH-3'`
  const slow = Promise.withResolvers<void>()
  const sealing = console.begin(async tx => {
    await holdPersonalKeys(tx)
    const { sealed, keyId } = personal.seal(`location:${home!.id}`, { ...address, street: 'Traagstraat' })
    await slow.promise
    await tx`update locations set sealed = ${sealed}, key_id = ${keyId} where id = ${home!.id}`
  })
  const rotating = run('rotate')
  await until('the new key is there', async () => (await keys()).length === 2, 20_000)
  const enough = performance.now() + 1000
  while (performance.now() < enough) expect(Object.keys(await sealedBy())).toEqual([before])
  slow.resolve()
  await sealing
  expect(await rotating).toMatchObject({ code: 0 })
  const answer = await askAs(counsellor, '/api/locations/TH-3/address')
  expect(await answer.json()).toMatchObject({ address: { street: 'Traagstraat' } })
  expect(Object.keys(await sealedBy())).toEqual(await keys())
  await console.end()
})

test('a record that somebody holds is waited for, and nobody waits for the others', async () => {
  await fill(10)
  const [before = ''] = await keys()
  const rotated = await plane.sql.begin(async tx => {
    await tx`select from accounts where subject = '3' for update`
    const rotating = run('rotate')
    const isLast = async () => {
      const left = await plane.sql`select subject from accounts where key_id = ${before}`
      return left.length === 1 && left[0]?.subject === '3'
    }
    await until('all accounts but that one are sealed', isLast, 20_000)
    return { rotating }
  })
  expect(await rotated.rotating).toMatchObject({ code: 0 })
  expect(Object.keys(await sealedBy())).toEqual(await keys())
})

describe('refused', () => {
  test('a start without the key that sealed what is there', async () => {
    await fill(1)
    const [lost] = await keys()
    await writeFile(file(), (await readFile(file(), 'utf8')).replace(lost!, 'f'.repeat(16)))
    const environment = { DATABASE_URL: plane.databaseUrl, SETWACHT_DATA_DIR: plane.dataDir }
    const other = startControlPlaneProcess({ ...freePorts, ...environment })
    expect(await other.gone).toBe(1)
    expect(other.output()).toContain(`The file ${file()} does not hold the key ${lost}`)
    expect(await run('rotate')).toMatchObject({ code: 1, err: expect.stringContaining(`the key ${lost}`) })
    expect(await keys()).toEqual(['f'.repeat(16)])
  })

  test('a second rotation at the same time, and a command that is none', async () => {
    const before = await keys()
    await plane.sql.begin(async tx => {
      await tx`select pg_advisory_xact_lock(7240005)`
      expect(await run('rotate')).toMatchObject({ code: 1, err: expect.stringMatching(/^Another rotation/) })
    })
    for (const args of [[], ['rotated']]) {
      expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('-- rotate') })
    }
    expect(await keys()).toEqual(before)
  })
})
