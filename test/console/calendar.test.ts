import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tabTo } from './admin-ground.ts'
import { tooWidePx, violations } from './look.ts'

/** A school year that no test of another day touches. */
const year = '/admin/calendar?year=2027'

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

const closedDays = async (query = '') =>
  (await (await askAs(plane.admin, `/api/calendar?year=2027${query}`)).json()).closed as {
    day: string
    half: string
    location: string | null
  }[]

test('a school year shows its holidays in words, with where they come from', async () => {
  const page = await browser.open(year)
  await page.getByRole('heading', { level: 1, name: 'Schooljaar 2027–2028' }).waitFor()
  const holidays = page.getByRole('region', { name: 'Schoolvakanties' })
  // From the rule: the week of All Saints, Monday 1 until Sunday 7 November 2027.
  await holidays.getByText('01/11 – 07/11/2027').waitFor()
  await holidays.getByText(/^Bron van de schoolvakanties: ./).waitFor()
  await page.getByRole('link', { name: 'Vorig schooljaar' }).press('Enter')
  await page.waitForURL('**/admin/calendar?year=2026')
  await page.getByRole('heading', { level: 2, name: 'Schooljaar 2026–2027' }).waitFor()
  await page.close()
})

test('a day is closed for everybody and opened again by keyboard alone', async () => {
  const page = await browser.open(year)
  const closed = page.getByRole('region', { name: 'Sluitingsdagen' })
  await closed.getByText('Geen enkele dag.').waitFor()
  await closed.getByLabel('Datum').fill('05/05/2028')
  await tabTo(page, /^Naam$/)
  await page.keyboard.type('Brugdag')
  await page.keyboard.press('Enter')
  await page.getByText('vr 05/05/2028 is toegevoegd.').waitFor()
  expect(await closedDays()).toEqual([{ day: '2028-05-05', half: 'day', name: 'Brugdag', location: null }])
  const sign = page.locator('[data-mark="closed"][title="Brugdag"]')
  expect(await sign.textContent()).toBe('5')
  await closed.getByRole('button', { name: 'Haal vr 05/05/2028 weg: Brugdag' }).press('Enter')
  await page.getByText('vr 05/05/2028 is weggehaald.').waitFor()
  expect(await closedDays()).toEqual([])
  await page.keyboard.press('Enter')
  await closed.getByText('Brugdag').waitFor()
  expect(await closedDays()).toHaveLength(1)
  await page.close()
})

test('the own days of a school are drawn in when it is chosen, and stand in the address', async () => {
  const day = '/api/locations/SCH-KS-0001/closed-days/2028-03-10'
  await tellAs(plane.admin, day, { half: 'morning', name: 'Pedagogische studiedag' }, 'PUT')
  const page = await browser.open(year)
  await page.getByRole('combobox', { name: 'Dagen van een locatie erbij' }).fill('KS-0001')
  await page.getByRole('option', { name: /School KS-0001/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/admin/calendar?year=2027&location=SCH-KS-0001')
  await page.getByText('Pedagogische studiedag, voormiddag · dag van de locatie').waitFor()
  expect(await page.locator('[data-mark="site"][data-half="morning"]').count()).toBe(1)
  await page.reload()
  await page.getByText('Pedagogische studiedag, voormiddag · dag van de locatie').waitFor()
  const chosen = page.getByRole('combobox', { name: 'Dagen van een locatie erbij' })
  await expect.poll(() => chosen.inputValue()).toBe('School KS-0001, Leuven · SCH-KS-0001')
  await page.getByRole('button', { name: 'Wis Dagen van een locatie erbij' }).click()
  await page.waitForURL('**/admin/calendar?year=2027')
  await page.close()
})

test('a technician reads the calendar, and finds nothing to close a day with', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
  const page = await eyes.open(year)
  await page.getByRole('region', { name: 'Schoolvakanties' }).waitFor()
  expect(await page.getByRole('form', { name: 'Nieuwe sluitingsdag' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: /^Haal / }).count()).toBe(0)
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('on a small screen the list says it all and nothing scrolls sideways', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  const page = await eyes.open(year)
  await page.getByRole('region', { name: 'Schoolvakanties' }).waitFor()
  expect(await tooWidePx(page)).toBe(0)
  expect(await page.getByText('september 2027').isVisible()).toBe(false)
  expect(await violations(page)).toEqual([])
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
