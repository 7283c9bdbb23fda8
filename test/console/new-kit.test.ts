import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 1)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

test('a set is made with its parts, and a label that is there already is said at its field', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('link', { name: 'Nieuwe set' }).click()
  const label = page.getByRole('textbox', { name: 'Label' })
  await label.fill('ks-0001')
  // As a scanner ends: it goes on to the next field and makes nothing.
  await page.keyboard.press('Enter')
  expect(await page.getByRole('combobox', { name: 'Soort' }).evaluate(one => one.matches(':focus'))).toBe(
    true,
  )
  await page.keyboard.press('Control+Enter')
  await page.getByText('Set KS-0001 is er al.').waitFor()
  await label.fill('ks-0900')
  await page.getByRole('button', { name: 'Voeg onderdeel toe' }).click()
  await page.getByRole('textbox', { name: 'Merk' }).fill('Acme')
  await page.getByRole('textbox', { name: 'Model' }).fill('Eye')
  await page.getByRole('textbox', { name: 'Serienummer' }).fill('SN-900')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Maak set' }).click()
  await page.waitForURL('**/sets/KS-0900')
  const { components } = await (await askAs(plane.admin, '/api/sets/KS-0900')).json()
  expect(components).toEqual([{ type: 'camera', make: 'Acme', model: 'Eye', serial: 'SN-900' }])
  await page.close()
})

test('parts of a set are changed where they stand and put back, and a serial of another set is refused', async () => {
  const page = await browser.open('/sets/KS-0900')
  const parts = page.getByRole('region', { name: 'Onderdelen', exact: true })
  await parts.getByRole('button', { name: 'Wijzig onderdelen' }).click()
  await parts.getByRole('textbox', { name: 'Serienummer' }).fill('SN-901')
  await parts.getByRole('button', { name: 'Bewaar' }).click()
  await parts.getByText('SN-901').waitFor()
  await page.getByRole('button', { name: 'Maak ongedaan' }).click()
  await parts.getByText('SN-900').waitFor()
  await page.goto(`${plane.httpUrl}/sets/HS-0001`)
  await parts.getByRole('button', { name: 'Wijzig onderdelen' }).click()
  await parts.getByRole('textbox', { name: 'Serienummer' }).first().fill('SN-900')
  await parts.getByRole('button', { name: 'Bewaar' }).click()
  await parts.getByText('Een ander onderdeel heeft serienummer SN-900 al.').waitFor()
  await page.close()
})

test('a place is made from its list, and forms fit a phone', async () => {
  const page = await browser.open('/locations')
  await page.getByRole('link', { name: 'Nieuwe locatie' }).click()
  await page.getByRole('textbox', { name: 'Code' }).fill('sch-0900')
  await page.getByRole('textbox', { name: 'Naam' }).fill('De Wissel')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'De Wissel' }).waitFor()
  await page.close()
  const phone = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  for (const path of ['/sets/new', '/locations/new']) {
    const narrow = await phone.open(path)
    await narrow.getByRole('button', { name: /^Maak / }).waitFor()
    expect(await tooWidePx(narrow), path).toBe(0)
    await narrow.close()
  }
  await phone.close()
  expect(browser.wrongs).toEqual([])
})
