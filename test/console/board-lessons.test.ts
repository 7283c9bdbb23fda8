import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { type Ground, startGround } from './ground.ts'
import { hostileTexts } from './hostile-ground.ts'
import { putLessonNow } from './lesson-ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(4)
  const [first, second, third] = ground.pairs
  for (const pair of [first!, second!, third!]) {
    await ground.speak(pair.home)
    await ground.speak(pair.school)
  }
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const nameChild = (code: string, firstName: string, className: string | null) =>
  tellAs(ground.plane.admin, `/api/trajectories/${code}/child`, { firstName, className }, 'PUT')

/** As presence leaves it when a set falls silent. */
async function lose(label: string): Promise<void> {
  await ground.plane.sql`
    update connections set presence = 'lost', presence_since = now() where device_no = (
      select d.device_no from devices d join sets s on s.id = d.set_id where s.label = ${label} and d.live
    )`
}

test('a lesson that ends while one looks is over on the board without a reload', async () => {
  const page = await browser.open('/?open=connected')
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0001' })
  await putLessonNow(ground.plane, 'T-2026-0001', 5_000)
  await row.getByText(/^les tot \d\d:\d\d$/).waitFor()
  await page.getByRole('heading', { level: 1, name: '1 les bezig', exact: true }).waitFor()
  expect(await row.getByText('nog 1 min').count()).toBe(1)
  await row.getByText(/^les tot/).waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: /onbekend/ }).waitFor()
  await page.close()
})

test('who is gone from a lesson stands first and is named, and nobody else is', async () => {
  expect((await nameChild('T-2026-0002', 'Noor', '4B')).status).toBe(200)
  expect((await nameChild('T-2026-0003', 'Sam', '2A')).status).toBe(200)
  await putLessonNow(ground.plane, 'T-2026-0003')
  await lose('KS-0002')
  await putLessonNow(ground.plane, 'T-2026-0002')
  const page = await browser.open('/?open=connected')
  await page.getByRole('heading', { level: 1, name: '2 lessen bezig · 1 set weg' }).waitFor()
  await page.getByRole('button', { name: 'Vraagt nu iemand 1' }).waitFor()
  const first = page
    .getByRole('row')
    .filter({ has: page.locator('[data-row]') })
    .first()
  await first.getByText('Noor, 4B').waitFor()
  expect(await page.getByText('Sam').count()).toBe(0)
  await page.getByRole('searchbox', { name: 'Filter duo’s' }).fill('noor')
  expect(await page.locator('[data-row]').count()).toBe(1)
  const log = await askAs(ground.plane.admin, '/api/access')
  expect(await log.text()).toContain('child:T-2026-0002')
  await page.close()
})

test('who may not know a child sees the pair that asks, without a name', async () => {
  const signedIn = await signInAs(ground.plane, 'logistics')
  const other = await startBrowser(ground.plane.httpUrl, { signedIn })
  const page = await other.open('/')
  await page.getByRole('button', { name: 'Vraagt nu iemand 1' }).waitFor()
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
