import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Ground, startGround } from './ground.ts'

const pairs = 250
let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(pairs)
  await ground.speak(ground.pairs[0]!.home)
  await ground.speak(ground.pairs[0]!.school)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

test('the list shows every set, and only draws those in view', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('heading', { level: 1, name: '500 sets' }).waitFor()
  const list = page.getByRole('region', { name: 'Sets' })
  expect(await page.getByRole('row').count()).toBeLessThan(80)
  await list.evaluate(element => element.scrollTo(0, element.scrollHeight))
  await page.getByRole('link', { name: 'KS-0250' }).waitFor()
  await page.close()
})

test('filters are words that can be taken away one by one, and the address keeps them', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('button', { name: 'Meer filters' }).click()
  await page.getByRole('checkbox', { name: /^verbonden 2$/ }).check()
  await page.getByRole('heading', { level: 1, name: '2 sets gevonden' }).waitFor()
  await page.getByRole('checkbox', { name: 'klasset' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: '1 set gevonden' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '1 set gevonden' }).waitFor()
  expect(page.url()).toContain('presence=online')
  expect(page.url()).toContain('kind=school')
  await page.getByRole('button', { name: 'Verwijder filter klasset' }).click()
  await page.getByRole('heading', { level: 1, name: '2 sets gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Wis filters' }).click()
  await page.getByRole('heading', { level: 1, name: '500 sets' }).waitFor()
  await page.close()
})

test('three quick words stand open, and all others are one menu', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('heading', { level: 1, name: '500 sets' }).waitFor()
  const quick = page.getByRole('group', { name: 'Verbinding' }).getByRole('button')
  expect(await quick.count()).toBe(3)
  await page.getByRole('button', { name: /^weg \d/ }).press('Enter')
  await page.getByRole('button', { name: 'Verwijder filter weg' }).waitFor()
  expect(page.url()).toContain('presence=lost')
  await page.getByRole('button', { name: 'Meer filters' }).press('Enter')
  expect(await page.getByRole('checkbox', { name: /^weg \d/ }).isChecked()).toBe(true)
  await page.close()
})

test('at 1,440 px no value of the list is cut, however long its words are', async () => {
  const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
  const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000
  const longest = { presence: 'degraded', camera: 'absent', interface: 'none', simulated: true, rttMs: null }
  const states = [
    { ...longest, lossPercent: 100, heardAt: hoursAgo(0.9) },
    { ...longest, lossPercent: null, heardAt: hoursAgo(364.5 * 24) },
    { ...longest, presence: 'unheard', interface: null, rttMs: 12_345, lossPercent: 99.9 },
  ]
  await eyes.context.route('**/api/sets?*', async route => {
    const response = await route.fetch()
    const answer = await response.json()
    const rows = answer.rows.map((row: object, at: number) => ({ ...row, ...states[at % states.length] }))
    await route.fulfill({ response, json: { ...answer, rows } })
  })
  const page = await eyes.open('/sets')
  await page.getByText('364 dagen geleden').first().waitFor()
  const cells = page.locator('td[data-column]:not([data-column="place"])')
  const cut = await cells.evaluateAll(cells =>
    cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.getAttribute('data-column')),
  )
  expect([...new Set(cut)]).toEqual([])
  const list = page.getByRole('region', { name: 'Sets' })
  expect(await list.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
  await eyes.close()
})

test('when nothing matches, the page says so and offers the way back', async () => {
  const page = await browser.open('/sets?q=bestaatniet')
  await page.getByRole('heading', { level: 1, name: 'Geen set gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Wis filters' }).last().click()
  await page.getByRole('heading', { level: 1, name: '500 sets' }).waitFor()
  await page.close()
})

test('a column sorts up and down, in the address too', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('button', { name: 'Label' }).click()
  await page.getByRole('link', { name: 'KS-0250' }).waitFor()
  expect(page.url()).toContain('direction=down')
  const sorted = page.getByRole('columnheader', { name: 'Label' })
  expect(await sorted.getAttribute('aria-sort')).toBe('descending')
  await page.close()
})

test('all that match can be chosen, one can be left out, and the file holds exactly the chosen sets', async () => {
  const page = await browser.open('/sets?kind=school')
  await page.getByRole('heading', { level: 1, name: '250 sets gevonden' }).waitFor()
  await page.getByRole('checkbox', { name: 'Selecteer KS-0001' }).check()
  await page.getByRole('button', { name: 'Selecteer alle 250' }).click()
  await page.getByText('250 gekozen').waitFor()
  await page.getByRole('checkbox', { name: 'Selecteer KS-0002' }).uncheck()
  await page.getByText('249 gekozen').waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Exporteer 249 sets' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^sets-\d{4}-\d\d-\d\d\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  const labels = text.match(/KS-\d{4}/gm) ?? []
  expect(text.charCodeAt(0)).toBe(0xfeff)
  expect(new Set(labels).size).toBe(249)
  expect(labels).not.toContain('KS-0002')
  expect(text).toMatch(/^\uFEFFSet;Soort;Traject;.*Verbinding \(code\)/)
  expect(text).toMatch(/^KS-0001;klasset;/m)
  const workbook = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Als XLSX' }).click()
  expect((await workbook).suggestedFilename()).toMatch(/^sets-\d{4}-\d\d-\d\d\.xlsx$/)
  await page.close()
})

test('the search at the top finds a set by its trajectory and a page by its name', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('T-2026-0077')
  await page.getByRole('option', { name: /^HS-0077/ }).waitFor()
  await page.getByRole('option', { name: /^KS-0077/ }).click()
  await page.waitForURL('**/sets/KS-0077')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('set')
  await page.getByRole('option', { name: 'Sets', exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sets$/)
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
