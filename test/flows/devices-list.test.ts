import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { questionDevice } from '../../controlplane/devices/state/actions.ts'
import { recordConnect } from '../../controlplane/enrolment/connect/actions.ts'
import { DevicesPage } from '../../controlplane/overview/devices/api.ts'
import { parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { giveCertificate, openTestAuthority, type TestAuthority } from '../support/authority.ts'
import { makeCsr } from '../support/certificates.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'
import { post, type RegisteredPair, type RegisteredSet, registerPairs } from '../support/registration.ts'
import { askSetDoor } from '../support/set-door.ts'

const day = 86_400_000
let plane: TestControlPlane<HeldClock>
let authority: TestAuthority
let pairs: RegisteredPair[]

beforeAll(async () => {
  plane = await startControlPlane({ authority: true, clock: holdClock() })
  authority = await openTestAuthority(plane.dataDir)
  pairs = await registerPairs(plane.admin, 60)
  await post(plane.admin, '/api/sets', [{ label: 'ZS-0001', kind: 'school', components: [] }])
})
afterAll(() => plane.stop())

async function list(query = ''): Promise<DevicesPage> {
  const answer = await askAs(plane.admin, `/api/devices${query}`)
  expect(answer.status).toBe(200)
  const page = (await answer.json()) as DevicesPage
  expect([...Compile(DevicesPage).Errors(page)]).toEqual([])
  return page
}
const labels = async (query: string) => (await list(query)).rows.map(({ label }) => label)

async function deviceNoOf({ deviceId }: RegisteredSet): Promise<number> {
  const [row] = await plane.sql<{ no: number }[]>`
    select device_no as no from devices where id = ${deviceId}`
  return row!.no
}

/** A certificate of a set, with which it has come in. */
async function putCertificate(set: RegisteredSet, notAfter: number) {
  const wish = { notBefore: notAfter - 90 * day, notAfter }
  const { serial } = await giveCertificate(plane.sql, authority, set.deviceId, wish)
  await recordConnect(plane.sql, { deviceNo: await deviceNoOf(set), serial, now: plane.clock.now() })
}

describe('the list of devices', () => {
  test('shows every set with the device on it, a hundred at a time', async () => {
    const first = await list()
    expect([first.total, first.rows.length]).toEqual([121, 100])
    expect(first.rows[0]).toMatchObject({
      label: 'HS-0001',
      kind: 'home',
      trajectory: pairs[0]!.trajectory,
      device: { id: pairs[0]!.home.deviceId, state: 'prepared', presence: 'unheard' },
      certificateUntil: null,
      codeUntil: null,
    })
    const second = await list('?offset=100')
    expect(second.rows).toHaveLength(21)
    expect(second.rows.at(-1)).toMatchObject({ label: 'ZS-0001', trajectory: null, device: null })
    expect(await labels('?offset=200')).toEqual([])
  })

  test('finds sets without a live device, and those for which a code waits', async () => {
    expect(await labels('?concern=none')).toEqual(['ZS-0001'])
    const answer = await tellAs(plane.admin, '/api/sets/ZS-0001/enrolment-code')
    const { code, expiresAt } = (await answer.json()) as { code: string; expiresAt: number }
    const { rows, concerns } = await list('?concern=code')
    expect(rows.map(({ label, codeUntil }) => [label, codeUntil])).toEqual([['ZS-0001', expiresAt]])
    expect(concerns).toEqual({ questioned: 0, ending: 0, none: 1, code: 1 })
    const request = { token: parseEnrolmentCode(code)?.token, csr: await makeCsr() }
    expect(await askSetDoor(plane.setPort, authority.rootPem, '/enrol', request)).toMatchObject({
      status: 200,
    })
    expect(await labels('?concern=code')).toEqual([])
  })

  test('finds certificates that end within a week, also when they have ended, and no replaced ones', async () => {
    const now = plane.clock.now()
    const [first, second, third, fourth] = pairs.map(({ home }) => home)
    await putCertificate(first!, now + 6 * day)
    await putCertificate(second!, now - day)
    await putCertificate(third!, now + 8 * day)
    await putCertificate(fourth!, now + day)
    await putCertificate(fourth!, now + 80 * day)
    const { rows, total } = await list('?concern=ending')
    expect(rows.map(({ label, certificateUntil }) => [label, certificateUntil])).toEqual([
      ['HS-0001', now + 6 * day],
      ['HS-0002', now - day],
    ])
    expect(total).toBe(2)
    const [row] = (await list('?q=HS-0004')).rows
    expect(row?.certificateUntil).toBe(now + 80 * day)
  })

  test('finds devices in question', async () => {
    const deviceNo = await deviceNoOf(pairs[6]!.school)
    await questionDevice(plane.sql, { deviceNo, cause: 'floors', now: plane.clock.now() })
    const { rows, concerns } = await list('?concern=questioned')
    expect(rows.map(({ label, device }) => [label, device?.state])).toEqual([['KS-0007', 'questioned']])
    expect(concerns.questioned).toBe(1)
  })

  test('is searched by label, trajectory and place, and counts only what is found', async () => {
    expect(await labels('?q=ks-0007')).toEqual(['KS-0007'])
    expect(await labels(`?q=${pairs[6]!.trajectory}`)).toEqual(['HS-0007', 'KS-0007'])
    expect((await list('?q=HS-0002')).concerns).toEqual({ questioned: 0, ending: 1, none: 0, code: 0 })
    expect(await labels('?q=%25')).toEqual([])
  })
})
