import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchAnswer } from '../../controlplane/overview/locations/api.ts'
import type { AccountsPage } from '../../controlplane/people/account/api.ts'
import { roles } from '../../controlplane/people/rules.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { openTraveller, travel } from '../support/journey.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'
import { findInFiles, findInTables } from '../support/traces.ts'

const firstName = 'Kanariëlle'
/** What nobody but those who must may read, each unlike anything else. */
const canaries = {
  name: 'Vogelzangkanarie',
  email: 'kanarie.vogelzang@kooi.example',
  street: 'Zangvogelkanariestraat',
  number: '4711 kanariebus',
  note: 'kanariebel rechts boven',
  child: 'Pietkanarieke',
  className: '4Kanariegeel',
  contact: 'Moeder Kanariemans',
  phone: '017 47 11 08 15',
  contactEmail: 'kanariemans@kooi.example',
  bestHours: 'na kanarievoedertijd',
}
const secrets = Object.values(canaries)
/** Openly there: what finds nothing else must find this. */
const open = 'Kanariëveldschool'

let database: TestDatabase
let dataDir: string
let provider: IdentityProvider
let plane: ReturnType<typeof startControlPlaneProcess>
let sql: Database
let server: { httpUrl: string; databaseUrl: string; dataDir: string }
let admin: SignedIn
let counsellor: SignedIn
let account: string

beforeAll(async () => {
  database = await createDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'setwacht-personal-'))
  provider = await startIdentityProvider([
    {
      subject: 'person-1',
      groups: ['setwacht-helpdesk'],
      amr: ['pwd', 'mfa'],
      given_name: firstName,
      family_name: canaries.name,
      email: canaries.email,
    },
  ])
  plane = startControlPlaneProcess({
    ...freePorts,
    DATABASE_URL: database.url,
    SETWACHT_DATA_DIR: dataDir,
    SETWACHT_OIDC_ISSUER: provider.settings.issuer,
    SETWACHT_OIDC_CLIENT_ID: provider.settings.clientId,
    SETWACHT_OIDC_CLIENT_SECRET: provider.settings.clientSecret,
  })
  const httpUrl = `http://127.0.0.1:${(await plane.ready()).httpPort}`
  provider.knows(httpUrl)
  server = { httpUrl, databaseUrl: database.url, dataDir }
  sql = openDatabase(database.url, { max: 2 })
  admin = await signInAs(server, 'admin')
  counsellor = await signInAs(server, 'counsellor')
  await registerPairs(admin, 2)
  await post(admin, '/api/locations', [schoolNamed('SCH-OPEN', open)])
  await useAccount()
  await useAddress()
  await useChild()
})
afterAll(async () => {
  await plane.stop()
  await provider.stop()
  await sql.end()
  await database.drop()
  await rm(dataDir, { recursive: true })
})

const schoolNamed = (code: string, name: string) => ({
  code,
  kind: 'school',
  name,
  municipality: null,
  provider: null,
})

/** Signs the person in by the provider, twice because a role comes between, and puts the person on duty. */
async function useAccount(): Promise<void> {
  const browser = openTraveller()
  const search = encodeURIComponent(`/admin/people?q=${encodeURIComponent(canaries.name)}&account=1`)
  const from = `/api/sign-in/provider?to=${search}`
  const signIn = () => travel(browser, { consoleUrl: server.httpUrl, from, as: 'person-1' })
  await signIn()
  const [row] = await sql<{ id: string }[]>`select id from accounts where subject = 'person-1'`
  account = row!.id
  expect((await tellAs(admin, `/api/accounts/${account}/roles`, { roles: ['helpdesk'] }, 'PUT')).status).toBe(
    200,
  )
  await signIn()
  const me = await (await browser.ask(`${server.httpUrl}/api/me`)).json()
  expect(me).toMatchObject({ account: { id: account, firstName, name: canaries.name } })
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const duty = { account, day, from: '09:00', until: '12:00' }
  expect((await tellAs(admin, '/api/duty', duty)).status).toBe(200)
}

async function useAddress(): Promise<void> {
  const path = '/api/locations/TH-HS-0001/address'
  const { street, number, note } = canaries
  const address = { street, number, postcode: '3000', municipality: 'Leuven', note }
  expect((await tellAs(counsellor, path, address, 'PUT')).status).toBe(200)
  expect(await (await askAs(counsellor, path)).json()).toMatchObject({ address })
  // And what goes wrong with it: refused by its shape, by its place, and on our side.
  expect((await tellAs(counsellor, path, { ...address, [street]: note }, 'PUT')).status).toBe(400)
  expect((await tellAs(counsellor, path, `${street}`, 'PUT')).status).toBe(400)
  const toSchool = '/api/locations/SCH-OPEN/address'
  expect((await tellAs(counsellor, toSchool, address, 'PUT')).status).toBe(409)
  await sql`
    update locations l set sealed = o.sealed, key_id = o.key_id from locations o
    where o.code = 'TH-HS-0001' and l.code = 'TH-HS-0002'`
  expect((await askAs(counsellor, '/api/locations/TH-HS-0002/address')).status).toBe(500)
}

/** A child and whom to call, entered, read, and found by a name. */
async function useChild(): Promise<void> {
  const { child: firstName, className, contact: name, phone, contactEmail: email, bestHours } = canaries
  const path = '/api/trajectories/T-2026-0001'
  const child = { firstName, className }
  expect((await tellAs(admin, `${path}/child`, child, 'PUT')).status).toBe(200)
  expect(await (await askAs(admin, `${path}/child`)).json()).toMatchObject({ child })
  const contact = { role: 'family', name, phone, email, bestHours }
  expect((await tellAs(admin, `${path}/contacts`, contact)).status).toBe(200)
  expect(await (await askAs(admin, `${path}/contacts`)).json()).toMatchObject({ contacts: [contact] })
  expect((await tellAs(admin, `${path}/contacts`, { ...contact, role: name })).status).toBe(400)
  for (const q of [firstName, 'kanariemans', phone.replaceAll(' ', '')]) {
    const found = (await (await askAs(admin, `/api/search?q=${q}`)).json()) as SearchAnswer
    expect(found.trajectories.map(({ code }) => code)).toEqual(['T-2026-0001'])
  }
}

const search = async (q: string) =>
  ((await (await askAs(admin, `/api/accounts?q=${encodeURIComponent(q)}`)).json()) as AccountsPage).accounts

test.each([firstName, 'KANARIELLE', canaries.name, canaries.email])(
  'an account is found by %s, and that it was is written down',
  async q => {
    const reads = async () =>
      await sql<{ record: string }[]>`select record from access_log where how = 'search'`
    const before = (await reads()).length
    expect((await search(q)).map(({ id }) => id)).toEqual([account])
    expect((await reads()).slice(before)).toEqual([{ record: `account:${account}` }])
  },
)

describe('what is personal is nowhere to be read', () => {
  const everything = [firstName, ...secrets]

  test.each([
    ['its owner', undefined],
    ['what people do', 'setwacht_console'],
    ['what sets say', 'setwacht_intake'],
  ] as const)('in no column of any table, to the role of %s', async (_whose, role) => {
    const reader = openDatabase(database.url, { max: 1, role })
    expect(await findInTables(reader, [open])).toEqual([{ text: open, where: 'public.locations.name' }])
    expect(await findInTables(reader, everything)).toEqual([])
    await reader.end()
  })

  test('in no file of PostgreSQL, its log and what it writes ahead included', async () => {
    await search(canaries.name)
    await sql`checkpoint`
    const [place] = await sql<{ data: string; log: string; oid: number }[]>`
      select current_setting('data_directory') as data, current_setting('log_directory') as log,
        (select oid::int4 from pg_database where datname = current_database()) as oid`
    const { data, log, oid } = place!
    const ofOthers = (path: string) => basename(dirname(path)) === 'base' && basename(path) !== String(oid)
    for (const folder of [data, log]) expect(await findInFiles(folder, everything, ofOthers)).toEqual([])
    // The same look finds what is open, so that finding nothing says something. What is written ahead comes a moment
    // after its commit and is soon written over.
    const later = 'Kanariënkweekschool'
    let schools = 0
    const foundIn = async () => {
      schools += 1
      await post(admin, '/api/locations', [schoolNamed(`SCH-LATER-${schools}`, later)])
      const control = await findInFiles(data, [open, later], ofOthers)
      const isFound = (text: string, folder: string) =>
        control.some(trace => trace.text === text && trace.where.includes(folder))
      return [isFound(open, `base/${oid}/`), isFound(later, 'pg_wal/')]
    }
    await expect.poll(foundIn, { timeout: 60_000 }).toEqual([true, true])
  })

  test('nor is the key that seals it: that lies beside the database, for its user alone', async () => {
    const { keys } = JSON.parse(await readFile(join(dataDir, 'personal-keys.json'), 'utf8')) as {
      keys: { secret: string }[]
    }
    const kept = keys.map(({ secret }) => secret)
    const raw = kept.map(secret => Buffer.from(secret, 'base64url').toString('hex'))
    expect(kept).toHaveLength(1)
    expect(await findInTables(sql, [...kept, ...raw])).toEqual([])
    const inFolder = await findInFiles(dataDir, [...everything, ...kept])
    expect(inFolder).toEqual([{ text: kept[0], where: join(dataDir, 'personal-keys.json') }])
  })

  test('in no line that the server wrote, also about what went wrong', async () => {
    expect(plane.output()).toContain('a request failed')
    for (const text of everything) expect(plane.output()).not.toContain(text)
  })
})

test('lists show no address, no e-mail and no surname, to nobody', async () => {
  const lists = [
    '/api/board',
    '/api/sets',
    '/api/sets?q=kanarie',
    '/api/sets/HS-0001',
    '/api/sets/HS-0001/timeline',
    '/api/sets/export',
    '/api/devices',
    '/api/duty',
    '/api/duty/now',
    '/api/audit',
    '/api/audit/export',
    '/api/access',
    '/api/sign-ins',
    '/api/trajectories',
    `/api/trajectories?q=${canaries.child}`,
    '/api/trajectories/T-2026-0001',
    '/api/trajectories/T-2026-0001/lessons',
    '/api/search?q=kanariemans',
    '/api/locations?q=kanarie',
    '/api/locations/SCH-KS-0001',
    '/api/timetables/export?as=csv',
    '/api/calendar',
    '/api/counsellors',
    `/api/accounts/${account}/sign-ins`,
  ]
  const answered: string[] = []
  let firstNames = 0
  for (const role of roles) {
    const person = await signInAs(server, role)
    for (const path of lists) {
      const answer = await askAs(person, path, { headers: { 'sec-fetch-site': 'same-origin' } })
      expect(answer.status, `${role} ${path}`).toBeLessThan(500)
      const text = await answer.text()
      if (answer.ok) answered.push(path)
      if (text.includes(firstName)) firstNames += 1
      for (const secret of secrets)
        expect(text.toLowerCase(), `${role} ${path}`).not.toContain(secret.toLowerCase())
    }
  }
  expect(lists.filter(path => !answered.includes(path))).toEqual([])
  // The person was in them: by the first name.
  expect(firstNames).toBeGreaterThan(0)
})
