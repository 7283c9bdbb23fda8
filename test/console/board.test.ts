import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Ground, startGround, workingCamera } from './ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(4)
  const [first, second] = ground.pairs
  await ground.speak(first!.home)
  await ground.speak(first!.school)
  await ground.speak(second!.home)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

test('the board opens with how things stand, counted in pairs', async () => {
  const page = await browser.open('/')
  await page.getByRole('heading', { level: 1, name: '3 duo’s onbekend', exact: true }).waitFor()
  expect(await page.title()).toContain('3 duo’s onbekend')
  await page.close()
})

test('a set that starts to speak is on the board without a reload', async () => {
  const page = await browser.open('/')
  await ground.speak(ground.pairs[1]!.school, {
    camera_1: { ...workingCamera, driver: null, error: 'no_driver' },
  })
  await page.getByRole('heading', { name: '2 duo’s onbekend' }).waitFor({ timeout: 5000 })
  await page.getByRole('button', { name: /Verbonden 2/ }).click()
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0002' })
  expect(await row.textContent()).toContain('camera defect')
  expect(await row.textContent()).toMatch(/laatst gehoord \d\d:\d\d \(zojuist\)/)
  await page.close()
})

test('a pair that changes stays in its place under the pointer, and the new order waits behind a count', async () => {
  const page = await browser.open('/')
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0003' })
  await row.hover()
  await ground.speak(ground.pairs[2]!.home)
  await ground.speak(ground.pairs[2]!.school)
  await page.getByRole('button', { name: '1 wijziging' }).waitFor({ timeout: 5000 })
  expect(await row.textContent()).toContain('verbonden')
  await page.getByRole('button', { name: '1 wijziging' }).click()
  await row.waitFor({ state: 'detached' })
  await page.close()
})

test('the filter and the groups that were opened are in the address and survive a reload', async () => {
  const page = await browser.open('/')
  await page.getByRole('button', { name: /^Verbonden/ }).click()
  await page.getByRole('searchbox', { name: 'Filter duo’s' }).fill('t-2026-0001')
  await expect.poll(() => page.url()).toContain('q=t-2026-0001')
  expect(page.url()).toContain('open=connected')
  await page.reload()
  await page.getByRole('row').filter({ hasText: 'T-2026-0001' }).waitFor()
  expect(await page.locator('[data-row]').count()).toBe(1)
  await page.getByRole('searchbox', { name: 'Filter duo’s' }).fill('bestaat niet')
  await page.getByText('Geen duo past bij “bestaat niet”.').waitFor()
  await page.close()
})

test('a row opens the side of the pair that needs a look', async () => {
  const page = await browser.open('/?open=connected')
  await page.getByRole('link', { name: 'T-2026-0004' }).click()
  await page.waitForURL('**/sets/KS-0004')
  const heading = page.getByRole('heading', { level: 1, name: 'Klasset KS-0004 heeft nog niets gezegd' })
  await heading.waitFor()
  await expect.poll(() => heading.evaluate(element => element === document.activeElement)).toBe(true)
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
