import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { changeRoles, disableAccount } from '../../controlplane/people/account/actions.ts'
import { realClock } from '../../controlplane/platform/clock.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { makeFolder } from '../faults/database-rig.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { createDatabase } from '../support/database.ts'
import { addAccount } from '../support/every-route-ground.ts'
import { runSignInLink, runSignInLinkIntoJournal } from '../support/sign-in-link-process.ts'

const linkPattern = /http:\/\/127\.0\.0\.1:(\d+)\/sign-in#([A-Za-z0-9_-]{43})/

async function start(environment: Record<string, string>) {
  const control = startControlPlaneProcess({ ...freePorts, ...environment })
  onTestFinished(async () => void (await control.stop('SIGKILL')))
  const { httpPort } = await control.ready()
  return { ...control, httpPort }
}

/** As the page of the link does. Returns the roles that the person has then. */
async function follow(link: string): Promise<string[] | number> {
  const { origin, hash } = new URL(link)
  const answer = await fetch(`${origin}/api/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice(1) }),
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  if (!answer.ok) return answer.status
  const me = await fetch(`${origin}/api/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
  return ((await me.json()) as { roles: string[] }).roles
}

/** The link that lies in the data folder, where nothing but a terminal is shown one. */
const linkIn = async (dataDir: string) =>
  linkPattern.exec(await readFile(join(dataDir, 'sign-in-link'), 'utf8').catch(() => ''))?.[0]

test('the first start leaves a link for an administrator, a later one does not, and nothing that was said holds it', async () => {
  const dataDir = await makeFolder()
  const first = await start({ SETWACHT_DATA_DIR: dataDir })
  const link = (await linkIn(dataDir)) ?? ''
  expect(await follow(link)).toEqual(['admin'])
  expect(first.output()).not.toContain(new URL(link).hash.slice(1))
  expect(first.output()).toContain(join(dataDir, 'sign-in-link'))
  expect((await stat(join(dataDir, 'sign-in-link'))).mode & 0o777).toBe(0o600)

  const environment = { SETWACHT_DATA_DIR: dataDir, SETWACHT_HTTP_PORT: String(first.httpPort) }
  const asked = await runSignInLink(environment, 'helpdesk')
  expect(asked).toMatchObject({ code: 0, complaint: '' })
  expect(await follow(asked.output)).toEqual(['helpdesk'])
  expect(await follow(asked.output)).toBe(401)
  expect(first.output()).not.toContain(new URL(asked.output).hash.slice(1))
  expect(await first.stop()).toBe(0)

  const second = await start({ SETWACHT_DATA_DIR: dataDir })
  expect(await linkIn(dataDir)).toBeUndefined()
  await second.stop()
  const alone = await runSignInLink(environment, 'helpdesk')
  expect(alone.code).toBe(1)
  expect(alone.complaint).toMatch(/^No control plane runs on .* Start it first, or set SETWACHT_DATA_DIR/)
}, 120_000)

test('a first link that nobody used is followed by another, and a shut account is opened by who stands at the server', async () => {
  const database = await createDatabase()
  onTestFinished(() => database.drop())
  const dataDir = await makeFolder()
  const environment = { DATABASE_URL: database.url, SETWACHT_DATA_DIR: dataDir }
  const first = await start(environment)
  expect(await linkIn(dataDir)).toBeDefined()
  await first.stop()
  const second = await start(environment)
  const link = (await linkIn(dataDir)) ?? ''
  const sql = openDatabase(database.url, { max: 1 })
  onTestFinished(() => sql.end())
  const [admin] = await sql<{ id: string }[]>`select id from accounts where subject = 'admin'`
  const actor = await addAccount({ sql, dataDir, clock: realClock }, 'another', ['admin'])
  const decision = { id: admin!.id, actor, now: Date.now() }
  expect(await changeRoles(sql, { ...decision, roles: [] })).toMatchObject({ ok: true })
  expect(await follow(link)).toBe(403)
  expect(await disableAccount(sql, decision)).toMatchObject({ ok: true })
  const at = { ...environment, SETWACHT_HTTP_PORT: String(second.httpPort) }
  expect(await follow((await runSignInLink(at, 'admin')).output)).toEqual(['admin'])
  const [opened] = await sql`select actor from audit_log where act = 'account_enabled'`
  expect(opened).toEqual({ actor: 'server' })
  await second.stop()
}, 120_000)

test('the command finds a database of one’s own, and names the address that people use', async () => {
  const database = await createDatabase()
  onTestFinished(() => database.drop())
  const environment = {
    DATABASE_URL: database.url,
    SETWACHT_DATA_DIR: await makeFolder(),
    SETWACHT_PUBLIC_URL: 'https://setwacht.example',
    SETWACHT_TRUSTED_PROXIES: '127.0.0.1',
  }
  const { output, code } = await runSignInLink(environment, 'lead')
  expect(output).toMatch(/^https:\/\/setwacht\.example\/sign-in#[A-Za-z0-9_-]{43}$/)
  expect(code).toBe(0)
})

test.each([[[]], [['Admin']]])('the command says which roles there are when it hears %j', async words => {
  const { code, output, complaint } = await runSignInLink({}, ...words)
  expect([code, output]).toEqual([1, ''])
  expect(complaint).toBe(
    'Say as what somebody signs in: npm run sign-in-link -- admin\n' +
      'The roles are helpdesk, logistics, counsellor, lead, admin, policy, dpo.',
  )
})

test('the command writes no link where systemd would keep it', async () => {
  const database = await createDatabase()
  onTestFinished(() => database.drop())
  const environment = { DATABASE_URL: database.url, SETWACHT_DATA_DIR: await makeFolder() }
  const { code, output, complaint } = await runSignInLinkIntoJournal(environment, 'admin')
  expect([code, output]).toEqual([1, ''])
  expect(complaint).toContain('Run it on a terminal')
})
