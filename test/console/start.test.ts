import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { violations } from './look.ts'

/** Small, and without it nothing runs. */
const part = '**/assets/kit-*.js'

let plane: TestControlPlane
let browser: TestBrowser
beforeAll(async () => {
  plane = await startControlPlane()
})
afterAll(() => plane?.stop())
beforeEach(async () => {
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})
afterEach(() => browser?.close())

test('a file that did not come is asked for again by itself', async () => {
  await browser.context.route(part, route => route.abort('connectionreset'), { times: 1 })
  const page = await browser.open('/sets')
  await page.getByRole('heading', { level: 1, name: /set/ }).waitFor()
  expect(browser.asked.filter(url => url.endsWith('/sets'))).toHaveLength(2)
})

test('one that does not come at all is said, with what to do, and by keyboard the page is there once it comes', async () => {
  await browser.context.route(part, route => route.abort('connectionreset'))
  const page = await browser.open('/sets')
  await page.getByRole('heading', { level: 1, name: 'Setwacht start niet' }).waitFor()
  expect(await violations(page)).toEqual([])
  await browser.context.unroute(part)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /sets\b/ }).waitFor()
  expect(browser.wrongs).toEqual([])
})

test('it is said too when it is known before the page is read to its end', async () => {
  await browser.context.route(part, route => route.abort('connectionreset'))
  await browser.context.route('**/assets/start-*.js', async route => {
    const code = await (await route.fetch()).text()
    await route.fulfill({ contentType: 'text/javascript', body: `${code};dispatchEvent(new Event('error'))` })
  })
  const page = await browser.open('/sets')
  await page.getByRole('heading', { level: 1, name: 'Setwacht start niet' }).waitFor()
})

test('it says so in the language of who sits there', async () => {
  const english = await startBrowser(plane.httpUrl, { language: 'en', width: 320 })
  await english.context.route(part, route => route.fulfill({ status: 404 }))
  const page = await english.open('/')
  await page.getByRole('heading', { level: 1, name: 'Setwacht does not start' }).waitFor()
  await english.close()
})
