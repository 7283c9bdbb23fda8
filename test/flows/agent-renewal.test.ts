import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../agent/clock.ts'
import type { LinkTimes } from '../../agent/link/times.ts'
import { giveCertificate, openTestAuthority, type TestAuthority } from '../support/authority.ts'
import { type ClientCertificate, makeCertificate } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type EnrolledSet, prepareEnrolledSet } from '../support/enrolled-set.ts'
import { tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { quickTimes, startEnrolled } from './agent-rig.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Certificates begin an hour before they are signed: a second after that they are due. */
const quick: LinkTimes = {
  ...quickTimes,
  doorMs: 2000,
  renewFromMs: hourMs + 1000,
  renewSpreadMs: 0,
  renewAgainMs: 60_000,
  quietMs: 1000,
}

let plane: TestControlPlane
let authority: TestAuthority
let set: EnrolledSet
let sets = 0
let agent: Awaited<ReturnType<typeof startEnrolled>> | undefined

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  authority = await openTestAuthority(plane.dataDir)
})
afterAll(() => plane.stop())
beforeEach(async () => {
  sets += 1
  set = await prepareEnrolledSet(plane, `KS-${String(sets).padStart(4, '0')}`)
})
afterEach(async () => {
  await agent?.stop('off')
  agent = undefined
  set.remove()
})

const start = async (clock: Clock = systemClock) => {
  agent = await startEnrolled(set.directory, quick, clock)
}
const isOnline = () => set.isOnline()

/** Puts a certificate into a slot as if it had been given. */
async function fill(slot: 'a' | 'b', { key, cert }: ClientCertificate): Promise<void> {
  await mkdir(set.folder(slot), { recursive: true })
  await writeFile(set.folder(slot, 'key.pem'), key, { mode: 0o600 })
  await writeFile(set.folder(slot, 'chain.pem'), cert)
}

it('renews in time with a new key, comes back with it without being missed, and the old one is replaced', async () => {
  const keyBefore = await readFile(set.folder('a', 'key.pem'), 'utf8')
  await start()
  await until('the new slot is in force', async () => (await set.identity()).current === 'b')
  expect(await set.identity()).toMatchObject({ trial: null, request: null })
  expect(await readFile(set.folder('b', 'key.pem'), 'utf8')).not.toBe(keyBefore)
  await until('the old one is replaced', async () => (await set.certificates())[0]?.replaced)
  expect(await set.certificates()).toEqual([
    { connected: true, replaced: true },
    { connected: true, replaced: false },
  ])
  expect(await set.known()).toMatchObject({ state: 'active', presence: 'online' })
  const lost = await plane.sql`select 1 from presence_history join devices using (device_no)
    where id = ${(await set.identity()).deviceId} and cause = 'will'`
  expect(lost).toEqual([])
})

it('goes back to the other key when the control plane refuses the new one', async () => {
  const identity = await set.identity()
  await fill('b', await makeCertificate({ name: identity.deviceId, issuer: authority.devices }))
  await writeFile(set.folder('identity.json'), JSON.stringify({ ...identity, trial: 'b' }))
  await start()
  await until('it is online', isOnline)
  expect((await set.identity()).trial).toBeNull()
  expect(agent?.said.map(({ what }) => what)).toContain(
    'the new certificate is refused, back to the one before',
  )
})

const giveEnded = async (wish: { notBefore: number; notAfter: number }) =>
  fill('a', await giveCertificate(plane.sql, authority, (await set.identity()).deviceId, wish))

const runOut = { notBefore: Date.now() - 60 * dayMs, notAfter: Date.now() - 30 * dayMs }
it.each([
  ['right', 0],
  ['a year behind', -365 * dayMs],
  ['a year ahead', 365 * dayMs],
])('renews late when its certificate ran out a month ago and its clock is %s', async (_case, aheadMs) => {
  await giveEnded(runOut)
  await start({ ...systemClock, now: () => Date.now() + aheadMs })
  await until('it is online', isOnline)
  await until('its new slot is in force', async () => (await set.identity()).current === 'b')
  expect((await set.known())?.state).toBe('active')
})

it('stays out when its certificate ran out more than 180 days ago, and says why', async () => {
  const long = { notBefore: Date.now() - 220 * dayMs, notAfter: Date.now() - 190 * dayMs }
  await giveEnded(long)
  await start()
  const said = await until('it says so', () => agent?.said.find(({ facts }) => facts.why === 'too_late'))
  expect(said).toMatchObject({ what: 'the certificate has run out and is not renewed' })
  expect(await isOnline()).toBe(false)
})

it('answers a question of the control plane', async () => {
  await start()
  await until('it is online', isOnline)
  const answer = await tellAs(plane.admin, `/api/sets/${set.label}/ping`)
  expect(await answer.json()).toMatchObject({ outcome: 'answered' })
})
