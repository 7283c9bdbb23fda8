import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SetsPage } from '../../controlplane/overview/sets/api.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { newDeviceId, post } from '../support/registration.ts'
import { layTrajectoryGround, openAs } from '../support/trajectory-ground.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
/** What else a place is. */
const rest = { provider: null, level: null, bells: null, institutionNo: null, siteNo: null }
let lead: SignedIn
let counsellor: SignedIn
const codes: string[] = []
const devices: string[] = []
const seed = Number(process.env.SEED ?? Date.now() % 100_000)

beforeAll(async () => {
  ;({ plane, lead, counsellor } = await layTrajectoryGround())
  for (let number = 0; number < 4; number++) codes.push(await openAs(lead))
  const items = [0, 1, 2, 3, 4].flatMap(n => [`HS-9${n}`, `KS-9${n}`])
  const registered = items.map(set => ({ set, id: newDeviceId() }))
  await post(plane.admin, '/api/devices', registered)
  devices.push(...registered.map(({ id }) => id))
})
afterAll(() => plane.stop())

/** The same numbers from the same seed. */
function chances(from: number) {
  let state = from
  const below = (count: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
  return { below, one: <Of>(of: readonly Of[]) => of[below(of.length)] as Of }
}

/** What people and sets do, any of it at any moment; a refusal is as good as a change. */
function changes({ below, one }: ReturnType<typeof chances>): (() => Promise<unknown>)[] {
  const put = (path: string, body: object) => tellAs(lead, path, body, 'PUT')
  const word = () => one(['Gent', 'Brugge', 'Leuven', 'Aalst'])
  let connection = 1
  return [
    () =>
      put(`/api/trajectories/${one(codes)}/sides/school`, {
        set: one([null, 'KS-90', 'KS-91', 'KS-92']),
        location: one([null, 'SCH-KS-0001', 'SCH-KS-0002']),
      }),
    () =>
      put(`/api/trajectories/${one(codes)}/sides/home`, {
        set: one([null, 'HS-90', 'HS-91', 'HS-92']),
        location: one([null, 'ZH-1', 'TH-HS-0001']),
      }),
    () =>
      put(`/api/trajectories/${one(codes)}`, {
        level: 'primary',
        schoolYear: 2026,
        counsellor: one([lead, counsellor]).accountId,
      }),
    () =>
      put(`/api/locations/${one(['SCH-KS-0001', 'SCH-KS-0002', 'ZH-1'])}`, {
        name: `School ${below(90)}`,
        municipality: word(),
        ...rest,
      }),
    () => tellAs(plane.admin, `/api/devices/${one(devices)}/${one(['revoke', 'return'])}`),
    () =>
      post(plane.admin, '/api/sets', [
        {
          label: `KS-7${seed}${below(1000)}`,
          kind: 'school',
          components: [{ type: 'camera', make: 'Acme', model: 'One', serial: `SN${below(9000)}` }],
        },
      ]).catch(() => undefined),
    async () => {
      connection += 1
      const set = await connectHandSet({
        deviceId: one(devices),
        mqttPort: plane.mqttPort,
        connection,
      }).catch(() => undefined)
      const camera = { present: one([true, false]), model: null, driver: null, error: null, blocked: false }
      await Promise.race([
        set?.hello({ facts: { camera_1: camera, simulated: one([true, false]) } }).catch(() => undefined),
        delay(400),
      ])
      await set?.send('report', 1, reportBody())
      if (below(2) === 0) set?.vanish()
      else await set?.goodbye()
    },
  ]
}

/** How much is not listed yet, and how many rows of the list are not what its tables say; both at one moment. */
async function compare(): Promise<{ stale: number; wrong: number }> {
  const [row] = await plane.sql<{ stale: number; wrong: number }[]>`
    select (select count(*)::int4 from stale_sets) as stale, (select count(*)::int4 from (
      (table listed_sets except table listed_sets_now) union all (table listed_sets_now except table listed_sets)
    ) d) as wrong`
  return row!
}

test(`the list of sets is what its tables say, whatever people and sets do at once (seed ${seed})`, async () => {
  const chance = chances(seed)
  const kinds = changes(chance)
  const ask = async () => (await (await askAs(plane.admin, '/api/sets?limit=1000')).json()) as SetsPage
  for (let round = 0; round < 12; round++) {
    // Two that come as one set end each other's connection, and may wait for words that never come.
    const done = Array.from({ length: 8 }, () => Promise.race([chance.one(kinds)(), delay(1500)]))
    await Promise.all([...done, ask(), askAs(plane.admin, '/api/board'), ask()])
    const listed = await until('nothing left to list', async () => {
      await ask()
      const found = await compare()
      return found.stale === 0 ? found : undefined
    })
    expect(listed.wrong).toBe(0)
  }
  const page = await ask()
  expect(page.total).toBe(page.rows.length)
}, 120_000)

test('what was changed is in the next answer, of every page that shows it', async () => {
  for (const municipality of ['Ieper', 'Doornik', 'Eupen']) {
    const place = { name: 'Elders', municipality, ...rest }
    expect((await tellAs(lead, '/api/locations/SCH-KS-0003', place, 'PUT')).status).toBe(200)
    const answer = await askAs(plane.admin, `/api/sets?q=${municipality}`)
    expect(((await answer.json()) as SetsPage).rows.map(({ label }) => label)).toEqual(['KS-0003'])
  }
  for (const path of ['/api/sets?q=', '/api/search?q=', '/api/devices?q=', '/api/sets/export?q=']) {
    const municipality = `Oord ${path.length}`
    const place = { name: 'Elders', municipality, ...rest }
    expect((await tellAs(lead, '/api/locations/SCH-KS-0003', place, 'PUT')).status).toBe(200)
    const headers = { 'sec-fetch-site': 'same-origin' }
    const answer = await askAs(plane.admin, `${path}${encodeURIComponent(municipality)}`, { headers })
    expect(await answer.text()).toContain('KS-0003')
  }
})
