import pino from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { enrol } from '../../controlplane/enrolment/actions.ts'
import { loadAuthority } from '../../controlplane/enrolment/authority/queries.ts'
import { setDoorRoutes } from '../../controlplane/enrolment/set-door/routes.ts'
import { issueToken } from '../../controlplane/enrolment/token/actions.ts'
import { openSetDoor } from '../../controlplane/platform/http/set-door.ts'
import { startNudges } from '../../controlplane/platform/nudges.ts'
import { base32, type EnrolmentCode } from '../../protocol/enrolment-code.ts'
import { makeCsr } from '../support/certificates.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { askForCodeParts, registerSet } from '../support/enrolment.ts'
import type { SignedIn } from '../support/people.ts'
import { askSetDoor } from '../support/set-door.ts'
import { openSecureGround, type SecureGround } from './secure-ground.ts'

const { guesses } = { slice: { guesses: 400 }, full: { guesses: 10_000 } }[inject('faults')]
const usesAtOnce = 100
/** Wrong codes of this machine that are told what is wrong with them within a minute. */
const refusedPerMinuteMax = 120
const guessesAtOnce = 20
const dayMs = 86_400_000

test(`of ${usesAtOnce} uses of one code at the same time exactly one makes a device`, async () => {
  const ground = await openSecureGround()
  const { token } = await makeCode(ground.plane.admin(), 'KS-0001')
  const csrs = await Promise.all(Array.from({ length: usesAtOnce }, () => makeCsr()))
  const answers = await Promise.all(csrs.map(csr => ask(ground, { token, csr })))
  const words = answers.map(({ status, body }) => (status === 200 ? 'enrolled' : String(body.error)))
  expect(words.filter(word => word === 'enrolled')).toHaveLength(1)
  expect(words.filter(word => word === 'token_used')).toHaveLength(usesAtOnce - 1)
  const [count] = await ground.sql<{ devices: number; certificates: number }[]>`
    select (select count(*)::int4 from devices) as devices, (select count(*)::int4 from certificates) as certificates`
  expect(count).toEqual({ devices: 1, certificates: 1 })

  await expectNowhere(ground, token)
})

test('a code that was used, has ended, was revoked or was made for another set enrols nothing', async () => {
  const ground = await startControlPlane({ authority: true })
  onTestFinished(() => ground.stop())
  const authority = await loadAuthority(ground.dataDir)
  const { sql } = ground
  const now = Date.now()
  const tryOut = async (token: string, at = now) => {
    const request = { token, csr: await makeCsr() }
    return enrol(sql, { authority: authority!, request, now: at })
  }
  const refused = (refusal: string) => ({ ok: false, refusal })

  const [one, two] = [await makeCode(ground.admin, 'KS-0001'), await makeCode(ground.admin, 'KS-0002')]
  expect(await tryOut(one.token)).toMatchObject({ ok: true, label: 'KS-0001' })
  expect(await tryOut(one.token)).toEqual(refused('token_used'))
  expect(await tryOut(two.token, now + 7 * dayMs + 60_000)).toEqual(refused('token_expired'))
  const newer = await askForCodeParts(ground.admin, 'KS-0002')
  expect(await tryOut(two.token)).toEqual(refused('token_revoked'))
  expect(await tryOut(newer.token)).toMatchObject({ ok: true, label: 'KS-0002' })
  const spent = await issueToken(sql, { label: 'KS-0002', token: guess(), actor: 'server', now })
  expect(spent).toEqual({ ok: false, refusal: 'set_has_device' })
  expect(await tryOut(guess())).toEqual(refused('token_unknown'))
  const [count] = await sql<{ devices: number }[]>`select count(*)::int4 as devices from devices`
  expect(count).toEqual({ devices: 2 })
})

test(`${guesses} guessed codes enrol nothing and are throttled, and no token is in a log or in the database`, {
  timeout: 60_000 + guesses * 50,
}, async () => {
  const ground = await openSecureGround()
  const { token } = await makeCode(ground.plane.admin(), 'KS-0001')
  const csr = await makeCsr()
  const guessed = Array.from({ length: guesses }, guess)
  const counts: Record<string, number> = {}
  const from = performance.now()
  for (let first = 0; first < guesses; first += guessesAtOnce) {
    const round = guessed.slice(first, first + guessesAtOnce).map(one => ask(ground, { token: one, csr }))
    for (const { status } of await Promise.all(round)) counts[status] = (counts[status] ?? 0) + 1
  }
  const minutes = Math.floor((performance.now() - from) / 60_000) + 1
  expect(Object.keys(counts).sort()).toEqual(['401', '429'])
  // Those on their way when the limit is reached are still answered.
  expect(counts[401]).toBeLessThanOrEqual((refusedPerMinuteMax + guessesAtOnce) * minutes)
  expect((counts[401] ?? 0) + (counts[429] ?? 0)).toBe(guesses)
  const [count] = await ground.sql<{ devices: number }[]>`select count(*)::int4 as devices from devices`
  expect(count).toEqual({ devices: 0 })
  for (const secret of [token, guessed[0]!, guessed.at(-1)!]) await expectNowhere(ground, secret)
})

test('one address may guess ten times a minute; a right code is taken from it all the same, and others are not held up', async () => {
  const ground = await startControlPlane({ authority: true })
  onTestFinished(() => ground.stop())
  const authority = (await loadAuthority(ground.dataDir))!
  const { keyPem: key, chainPem: cert } = authority.server
  const log = pino({ level: 'silent' })
  const nudges = startNudges()
  const door = openSetDoor({ key, cert, log })
  onTestFinished(async () => {
    nudges.stop()
    await door.stop()
  })
  const now = Date.now
  const handout = () => ({ doors: [], stun: { host: '127.0.0.1', port: 1 }, command_keys: [] })
  const onBeacon = async () => {}
  await setDoorRoutes(door.app, { sql: ground.sql, authority, nudges, log, now, handout, onBeacon })
  const csr = await makeCsr()
  const tryFrom = async (remoteAddress: string, token = guess()) => {
    const options = { method: 'POST', url: '/enrol', remoteAddress, payload: { token, csr } } as const
    const headers = { 'content-type': 'application/json' }
    return door.app.inject({ ...options, headers })
  }
  const codes: number[] = []
  for (let tried = 0; tried < 12; tried += 1) codes.push((await tryFrom('192.0.2.1')).statusCode)
  expect(codes).toEqual([...Array(10).fill(401), 429, 429])
  const { token } = await makeCode(ground.admin, 'KS-0001')
  const held = await tryFrom('192.0.2.1')
  expect(held.statusCode).toBe(429)
  expect(Number(held.headers['retry-after'])).toBeGreaterThan(0)
  expect((await tryFrom('192.0.2.2')).statusCode).toBe(401)
  expect((await tryFrom('192.0.2.1', token)).statusCode).toBe(200)
  expect((await tryFrom('192.0.2.1')).statusCode).toBe(429)
})

async function makeCode(person: SignedIn, label: string): Promise<EnrolmentCode> {
  await registerSet(person, label)
  return askForCodeParts(person, label)
}

function ask({ authority, ports }: SecureGround, body: { token: string; csr: string }) {
  return askSetDoor(ports().setPort, authority.rootPem, '/enrol', body)
}

function guess(): string {
  return base32(crypto.getRandomValues(new Uint8Array(16)))
}

/** Neither in what the control plane said nor in any row of any table. */
async function expectNowhere({ sql, plane }: SecureGround, secret: string): Promise<void> {
  expect(plane.output()).not.toContain(secret)
  const tables = await sql<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) {
    const [found] = await sql.unsafe(
      `select count(*)::int4 as rows from ${name} as t where t::text ilike '%' || $1 || '%'`,
      [secret],
    )
    expect({ name, rows: found?.rows }).toEqual({ name, rows: 0 })
  }
}
