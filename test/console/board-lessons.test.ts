import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type HeldClock, passTime } from '../support/clock.ts'
import type { HandSet } from '../support/hand-set.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { hostileTexts } from './hostile-ground.ts'
import { putLessonNow } from './lesson-ground.ts'

let ground: Ground<HeldClock>
let browser: TestBrowser
const sets = new Map<string, HandSet>()

beforeAll(async () => {
  ground = await startGroundOnMonday(4)
  const [first, second, third] = ground.pairs
  for (const pair of [first!, second!, third!]) {
    for (const set of [pair.home, pair.school]) sets.set(set.label, await ground.speak(set))
  }
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const nameChild = (code: string, firstName: string, className: string | null) =>
  tellAs(ground.plane.admin, `/api/trajectories/${code}/child`, { firstName, className }, 'PUT')

/** It falls silent without a goodbye, and in a lesson is lost after ten seconds. */
async function lose(label: string): Promise<void> {
  sets.get(label)!.vanish()
  const presence = async () =>
    ((await (await askAs(ground.plane.admin, `/api/sets/${label}`)).json()) as { presence: string }).presence
  await until('its silence is seen', async () => (await presence()) === 'suspect')
  await passTime(ground.plane, 10_000)
  expect(await presence()).toBe('lost')
}

test('a lesson that ends while one looks is over on the board without a reload', async () => {
  const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
  await eyes.context.clock.install()
  const page = await eyes.open('/?open=connected')
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0001' })
  await putLessonNow(ground.plane, 'T-2026-0001', '10:01')
  await row.getByText('les niet bekend', { exact: true }).waitFor()
  await row.getByText('nog 1 min', { exact: true }).waitFor()
  await page.getByRole('heading', { level: 1, name: '1 les bezig, 1 niet bekend', exact: true }).waitFor()
  await passTime(ground.plane, 60_000)
  await page.clock.fastForward(60_000)
  await row.getByText('les niet bekend').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: /niet bekend/ }).waitFor()
  await eyes.close()
})

test('a child that waits stands first and is named, and nobody else is', async () => {
  expect((await nameChild('T-2026-0002', 'Noor', '4B')).status).toBe(200)
  expect((await nameChild('T-2026-0003', 'Sam', '2A')).status).toBe(200)
  await putLessonNow(ground.plane, 'T-2026-0003')
  await putLessonNow(ground.plane, 'T-2026-0002')
  const call = { app: 'running', media: 'none', since: ground.plane.clock.now() } as const
  await sets.get('HS-0002')!.send('event', 2, { facts: { call } }, { at: ground.plane.clock.now() })
  await sets.get('HS-0002')!.acknowledges(2)
  await lose('KS-0002')
  await passTime(ground.plane, 50_000)
  const page = await browser.open('/?open=connected')
  await page.getByRole('heading', { level: 1, name: '1 kind wacht · 2 lessen bezig' }).waitFor()
  await page.getByRole('heading', { name: 'Nu 1', exact: true }).waitFor()
  const first = page
    .getByRole('row')
    .filter({ has: page.locator('[data-row]') })
    .first()
  await first.getByText('Noor, 4B').waitFor()
  expect(await page.getByText('Sam').count()).toBe(0)
  await page.getByRole('searchbox', { name: 'Filter duo’s' }).fill('noor')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  const log = await askAs(ground.plane.admin, '/api/access')
  expect(await log.text()).toContain('child:T-2026-0002')
  await page.close()
})

test('who may not know a child sees the pair that asks, without a name', async () => {
  const signedIn = await signInAs(ground.plane, 'logistics')
  const other = await startBrowser(ground.plane.httpUrl, { signedIn })
  const page = await other.open('/')
  await page.getByRole('heading', { name: 'Nu 1', exact: true }).waitFor()
  await page.getByRole('row').filter({ hasText: 'T-2026-0002' }).waitFor()
  expect(await page.getByText('Noor').count()).toBe(0)
  expect(other.asked.filter(address => address.includes('/api/board/children'))).toEqual([])
  await other.close()
})

test('a child’s name that is no name is shown as the text it is', async () => {
  await nameChild('T-2026-0002', hostileTexts.image.slice(0, 40), hostileTexts.braces.slice(0, 20))
  const page = await browser.open('/')
  await page.getByText(hostileTexts.image.slice(0, 40)).waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
