import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HeldClock } from '../support/clock.ts'
import { tellAs } from '../support/people.ts'
import { type Ground, startGroundOnMonday, workingCamera } from './ground.ts'
import { putLessonNow } from './lesson-ground.ts'
import { tooWidePx } from './look.ts'

const muted = { present: true, muted: true, volume_zero: false } as const

let ground: Ground<HeldClock>
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGroundOnMonday(5)
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
  await page.getByRole('heading', { level: 1, name: '4 duo’s niet bekend', exact: true }).waitFor()
  expect(await page.title()).toContain('4 duo’s niet bekend')
  await page.close()
})

test('a set that starts to speak is on the board without a reload', async () => {
  const page = await browser.open('/')
  await ground.speak(ground.pairs[1]!.school, {
    camera_1: { ...workingCamera, driver: null, error: 'no_driver' },
  })
  await page.getByRole('heading', { name: '1 straks te bekijken', exact: true }).waitFor()
  await page.getByRole('heading', { name: 'Straks 1' }).waitFor()
  expect(await page.getByRole('button', { name: /Straks/ }).count()).toBe(0)
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
  await page.getByRole('button', { name: '1 wijziging' }).waitFor()
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

test('a row opens the trajectory, and each side its set', async () => {
  const page = await browser.open('/')
  await page.getByRole('link', { name: 'T-2026-0004' }).click()
  await page.waitForURL('**/trajectories/T-2026-0004')
  await page.goBack()
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0004' })
  await row.locator('a[href="/sets/KS-0004"]').click()
  const heading = page.getByRole('heading', { level: 1, name: 'Klasset KS-0004 heeft nog niets gezegd' })
  await heading.waitFor()
  await expect.poll(() => heading.evaluate(element => element === document.activeElement)).toBe(true)
  await page.close()
})

test('a pair that begins to ask for a person comes to the top under a hand that rests on the list', async () => {
  const { home, school } = ground.pairs[4]!
  await ground.speak(home)
  await ground.speak(school, { camera_1: workingCamera, audio_in: muted, audio_out: muted })
  const page = await browser.open('/?open=connected')
  await page.getByRole('row').filter({ hasText: 'T-2026-0001' }).hover()
  await putLessonNow(ground.plane, 'T-2026-0005')
  await page.getByRole('heading', { name: 'Nu 1', exact: true }).waitFor()
  const first = page
    .getByRole('row')
    .filter({ has: page.locator('[data-row]') })
    .first()
  expect(await first.textContent()).toMatch(/T-2026-0005.*geluid gedempt/)
  await page.close()
})

test('every row that asks for nobody is as high as the next and says whole where it is, also on a phone', async () => {
  const place = { provider: null, level: null, bells: null, institutionNo: null, siteNo: null }
  const named = { name: 'Gesubsidieerde Vrije Basisschool Onze-Lieve-Vrouw van de Kruisboog', ...place }
  const changed = { ...named, municipality: 'Sint-Katelijne-Waver' }
  await tellAs(ground.plane.admin, '/api/locations/SCH-KS-0002', changed, 'PUT')
  for (const width of [1440, 1000, 320]) {
    const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin, width })
    const page = await eyes.open('/?open=connected')
    const rows = page.locator('tbody tr:not([data-asks])').filter({ has: page.locator('[data-row]') })
    await rows.nth(2).waitFor()
    const heights = await rows.evaluateAll(all => all.map(row => row.getBoundingClientRect().height))
    expect(new Set(heights).size, `${width} px: ${heights}`).toBe(1)
    const town = page.getByText('Sint-Katelijne-Waver')
    expect(await town.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    const { right } = await town.evaluate(element => element.getBoundingClientRect())
    expect(right, `${width} px`).toBeLessThan(width)
    expect(await tooWidePx(page)).toBe(0)
    await eyes.close()
  }
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
