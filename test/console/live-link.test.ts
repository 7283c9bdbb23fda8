import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startCable } from '../support/cable.ts'
import { type Ground, startGround } from './ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(3)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

/** How often the server says something on a link over which nothing else goes. */
const beatMs = 15_000

const streams = () => browser.asked.filter(url => url.endsWith('/api/nudges')).length

test('ten tabs share one stream, all of them are live, and another tab takes over when the first closes', async () => {
  const pages = []
  for (let tab = 0; tab < 10; tab++) pages.push(await browser.open('/'))
  for (const page of pages) await page.getByText('live', { exact: true }).waitFor({ timeout: 5000 })
  expect(streams()).toBe(1)
  await pages[0]!.close()
  await expect.poll(streams).toBe(2)
  await ground.speak(ground.pairs[0]!.home)
  await ground.speak(ground.pairs[0]!.school)
  for (const page of pages.slice(1))
    await page.getByRole('heading', { name: '2 duo’s onbekend' }).waitFor({ timeout: 8000 })
  expect(streams()).toBe(2)
  for (const page of pages.slice(1)) await page.close()
})

test('when the link is lost the page keeps what it has, says since when, and asks again when it is back', async () => {
  const cable = await startCable(Number(new URL(ground.plane.httpUrl).port))
  const far = await startBrowser(ground.plane.httpUrl.replace('127.0.0.1', 'localhost'), {
    signedIn: ground.plane.admin,
    through: cable,
  })
  const page = await far.open('/')
  await page.getByText('live', { exact: true }).waitFor()
  await page.getByRole('heading', { name: '2 duo’s onbekend' }).waitFor()
  cable.cut()
  await page.getByText('De gegevens kunnen verouderd zijn.').waitFor({ timeout: 5000 })
  await page.getByText(/Geen verbinding met de server sinds \d\d:\d\d \(zojuist\)/).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('2 duo’s onbekend')
  expect(await page.locator('[data-row]').count()).toBe(2)
  await ground.speak(ground.pairs[1]!.home)
  await ground.speak(ground.pairs[1]!.school)
  cable.mend()
  await page.getByRole('heading', { name: '1 duo onbekend' }).waitFor({ timeout: 10_000 })
  await page.getByText('De gegevens kunnen verouderd zijn.').waitFor({ state: 'detached' })
  await far.close()
  await cable.stop()
})

test('a link over which nothing comes any more is called lost within three beats', async () => {
  const cable = await startCable(Number(new URL(ground.plane.httpUrl).port))
  const far = await startBrowser(ground.plane.httpUrl.replace('127.0.0.1', 'localhost'), {
    signedIn: ground.plane.admin,
    through: cable,
  })
  await far.context.clock.install()
  const page = await far.open('/')
  await page.getByText('live', { exact: true }).waitFor()
  cable.die()
  await page.clock.runFor(3 * beatMs)
  await page.getByText('De gegevens kunnen verouderd zijn.').waitFor()
  await far.close()
  await cable.stop()
})

test('a list that could not be fetched says what failed and can be asked for again', async () => {
  const page = await browser.context.newPage()
  await page.route('**/api/board', route => route.abort())
  await page.goto(ground.plane.httpUrl)
  await page.getByText('We kunnen de duo’s niet ophalen.').waitFor({ timeout: 10_000 })
  await page.getByText('De server antwoordt niet.').waitFor()
  await page.unroute('**/api/board')
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByRole('heading', { name: '1 duo onbekend' }).waitFor()
  await page.close()
})
