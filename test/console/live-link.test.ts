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
  for (const page of pages) await page.getByText('live', { exact: true }).waitFor()
  expect(streams()).toBe(1)
  await pages[0]!.close()
  await expect.poll(streams).toBe(2)
  await ground.speak(ground.pairs[0]!.home)
  await ground.speak(ground.pairs[0]!.school)
  for (const page of pages.slice(1))
    await page.getByRole('heading', { name: '2 duo’s niet bekend' }).waitFor({ timeout: 8000 })
  expect(streams()).toBe(2)
  for (const page of pages.slice(1)) await page.close()
})

test('when the link is lost the page keeps what it has, says since when, and asks again when it is back', async () => {
  const cable = await startCable(Number(new URL(ground.plane.httpUrl).port))
  const far = await startBrowser(ground.plane.httpUrl.replace('127.0.0.1', 'localhost'), {
    signedIn: ground.plane.admin,
    through: cable,
  })
  await far.context.clock.install()
  const page = await far.open('/')
  await page.getByText('live', { exact: true }).waitFor()
  await page.getByRole('heading', { name: '2 duo’s niet bekend' }).waitFor()
  cable.cut()
  const bar = page.getByText('De gegevens kunnen verouderd zijn.')
  const heading = () => page.getByRole('heading', { level: 1 }).boundingBox()
  const before = await heading()
  await page.getByText('verbinden', { exact: true }).waitFor()
  expect(await bar.count()).toBe(0)
  await page.clock.runFor(8_000)
  await bar.waitFor()
  await page.getByText(/Je ziet hoe het was om \d\d:\d\d \(zojuist\)/).waitFor()
  await page.getByText('niet live', { exact: true }).waitFor()
  expect(await heading()).toEqual(before)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('2 duo’s niet bekend')
  expect(await page.locator('[data-row]').count()).toBe(2)
  await ground.speak(ground.pairs[1]!.home)
  await ground.speak(ground.pairs[1]!.school)
  cable.mend()
  await page.getByRole('heading', { name: '1 duo niet bekend' }).waitFor()
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

test('a stream that is alive over a board that cannot be asked is not live, by the clock of the server', async () => {
  const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
  // The clock of this computer is an hour ahead.
  await eyes.context.clock.install({ time: Date.now() + 3_600_000 })
  const page = await eyes.open('/')
  await page.locator('[data-row]').first().waitFor()
  await page.getByText('live', { exact: true }).waitFor()
  await page.route('**/api/board?*', route => route.fulfill({ status: 500, body: '{}' }))
  await page.route('**/api/board', route => route.fulfill({ status: 500, body: '{}' }))
  const passes = async (seconds: number) => {
    // The streams beats in true time, and the page asks and answers between two steps.
    for (let second = 0; second < seconds; second++) await page.clock.runFor(1000)
  }
  await passes(32)
  await page.getByText('De gegevens kunnen verouderd zijn.').waitFor()
  await page.getByText(/Je ziet hoe het was om \d\d:\d\d \(zojuist\)/).waitFor()
  await page.unroute('**/api/board?*')
  await page.unroute('**/api/board')
  await passes(8)
  await page.getByText('De gegevens kunnen verouderd zijn.').waitFor({ state: 'detached' })
  await page.getByText('live', { exact: true }).waitFor()
  await eyes.close()
})

test('a list that could not be fetched says what failed and can be asked for again', async () => {
  const page = await browser.context.newPage()
  await page.route('**/api/board', route => route.abort())
  await page.goto(ground.plane.httpUrl)
  await page.getByText('We kunnen de duo’s niet ophalen.').waitFor()
  await page.getByText('De server antwoordt niet.').waitFor()
  await page.unroute('**/api/board')
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByRole('heading', { name: '1 duo niet bekend' }).waitFor()
  await page.close()
})
