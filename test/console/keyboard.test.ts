import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Ground, startGround } from './ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(60)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const focused = `document.activeElement?.textContent`

test('a technician goes through the rows and opens one without touching the mouse', async () => {
  const page = await browser.open('/')
  for (let row = 0; row < 40; row++) await page.keyboard.press('n')
  await expect.poll(() => page.evaluate(focused)).toContain('T-2026-0040')
  await page.keyboard.press('p')
  await expect.poll(() => page.evaluate(focused)).toContain('T-2026-0039')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/trajectories/T-2026-0039')
  await page.close()
})

/** How late the rows come. */
const lateMs = 1_000
/** Steps that wait are taken by the frame after the rows. */
const drawn = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))`

test('steps to rows that have not come yet wait for them, unless the person went elsewhere', async () => {
  for (const elsewhere of [false, true]) {
    const list = Promise.withResolvers<void>()
    const page = await browser.context.newPage()
    await page.route('**/api/board*', async route => {
      await list.promise
      await route.continue()
    })
    await browser.open('/', page)
    await page.getByRole('status').getByText('Even laden').waitFor()
    for (let row = 0; row < 5; row++) await page.keyboard.press('n')
    await page.waitForTimeout(lateMs)
    if (elsewhere) await page.keyboard.press('/')
    list.resolve()
    await page.getByRole('row').nth(8).waitFor()
    await page.evaluate(drawn)
    if (elsewhere) expect(await page.evaluate(`document.activeElement.type`)).toBe('search')
    else await expect.poll(() => page.evaluate(focused)).toContain('T-2026-0005')
    await page.close()
  }
})

test('the first stop of the keyboard leads past the menus to the content', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(focused)).toBe('Naar de inhoud')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(`document.activeElement?.id`)).toBe('main')
  await page.close()
})

test('a slash searches, a question mark helps, and both can be switched off for good', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('/')
  expect(await page.evaluate(`document.activeElement?.type`)).toBe('search')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Sneltoetsen' })
  await help.getByText('volgende rij').waitFor()
  await help.getByRole('checkbox', { name: 'Sneltoetsen aan' }).press('Space')
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByRole('row').nth(3).waitFor()
  await page.keyboard.press('n')
  expect(await page.evaluate(`document.activeElement === document.body`)).toBe(true)
  await page.keyboard.press('Control+k')
  expect(await page.evaluate(`document.activeElement?.type`)).toBe('search')
  await page.close()
})

test('language and colours are chosen by keyboard and remembered', async () => {
  const page = await browser.open('/')
  await page.getByRole('button', { name: 'Weergave' }).press('Enter')
  await page.getByRole('button', { name: 'English' }).press('Enter')
  await page.getByRole('button', { name: 'dark' }).press('Enter')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '60 pairs not known' }).waitFor()
  expect(await page.evaluate(`document.documentElement.lang`)).toBe('en')
  expect(await page.evaluate(`document.documentElement.dataset.mantineColorScheme`)).toBe('dark')
  await page.close()
})
