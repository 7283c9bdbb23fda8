import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tabTo } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser
const school = '/locations/SCH-KS-0001'

beforeAll(async () => {
  // A day of school has the longest words.
  plane = await startControlPlane({ clock: holdClock() })
  await registerPairs(plane.admin, 3)
  const hospital = { code: 'UZ-1', kind: 'hospital', name: 'UZ Gent', municipality: 'Gent', provider: null }
  await tellAs(plane.admin, '/api/locations', { items: [hospital] })
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const detail = async (code = 'SCH-KS-0001') =>
  (await askAs(plane.admin, `/api/locations/${code}`)).json() as Promise<{
    name: string
    siteNo: string | null
    bells: [number, number, number][] | null
    closed: { day: string; half: string; name: string }[]
  }>

test('a place is found by its name, narrowed by its kind, and opened by keyboard alone', async () => {
  const page = await browser.open('/locations')
  await page.getByRole('heading', { level: 1, name: '7 locaties' }).waitFor()
  await page.getByRole('button', { name: /^Scholen\s*3$/ }).press('Enter')
  await page.waitForURL('**/locations?kind=school')
  await page.getByRole('heading', { level: 1, name: '3 locaties gevonden' }).waitFor()
  await page.getByRole('searchbox', { name: 'Zoek op code, naam, gemeente of nummer' }).fill('KS-0002')
  await page.getByRole('heading', { level: 1, name: '1 locatie gevonden' }).waitFor()
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('n')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/locations/SCH-KS-0002')
  await page.getByRole('heading', { level: 1, name: 'School KS-0002, Leuven' }).waitFor()
  await page.close()
})

test('who is at a school stands on its page, with the set there and how it is connected', async () => {
  const page = await browser.open(school)
  const here = page.getByRole('region', { name: 'Trajecten hier' })
  await here.getByText('nog niets gehoord').waitFor()
  await here.getByRole('link', { name: 'KS-0001' }).click()
  await page.waitForURL('**/sets/KS-0001')
  await page.close()
})

test('the hours of a whole week are typed on Monday, and can be put back', async () => {
  const page = await browser.open(school)
  await page.getByText('De schooluren zijn niet bekend.').waitFor()
  await page.getByRole('button', { name: 'Wijzig schooluren' }).press('Enter')
  await page.keyboard.type('8.30-12, 13-15.35')
  await tabTo(page, /^Vul in zoals maandag$/)
  await page.keyboard.press('Enter')
  expect(await page.getByRole('textbox', { name: 'woensdag' }).inputValue()).toBe('08:30–12:00')
  expect(await page.getByRole('textbox', { name: 'vrijdag' }).inputValue()).toBe('08:30–12:00, 13:00–15:35')
  await page.getByRole('textbox', { name: 'vrijdag' }).fill('8.30-12 13')
  await page.keyboard.press('Enter')
  await tabTo(page, /^Bewaar$/)
  await page.getByText('Schrijf uren als 8.30-12, 13-15.35.', { exact: true }).waitFor()
  expect((await detail()).bells).toBe(null)
  await page.getByRole('textbox', { name: 'vrijdag' }).fill('8.30-12, 13-15')
  await page.keyboard.press('Enter')
  await page.getByText('Bewaard: Schooluren.').waitFor()
  expect((await detail()).bells).toEqual([
    ...[1, 2].flatMap(day => [
      [day, 510, 720],
      [day, 780, 935],
    ]),
    [3, 510, 720],
    [4, 510, 720],
    [4, 780, 935],
    [5, 510, 720],
    [5, 780, 900],
  ])
  await page.getByRole('button', { name: 'Maak ongedaan' }).press('Enter')
  await page.getByText('De schooluren zijn niet bekend.').waitFor()
  expect((await detail()).bells).toBe(null)
  await page.close()
})

test('what is wrong with the numbers of a school is said at its field, and nothing is saved', async () => {
  const page = await browser.open(school)
  await page.getByRole('button', { name: 'Wijzig gegevens' }).click()
  const form = page.getByRole('form', { name: 'Wijzig gegevens' })
  await form.getByRole('textbox', { name: 'Instellingsnummer' }).fill('12')
  await page.keyboard.press('Enter')
  await page.getByText('Een instellingsnummer heeft 3 tot 7 cijfers.').waitFor()
  await form.getByRole('textbox', { name: 'Instellingsnummer' }).fill('123456')
  await page.getByText('Vul beide nummers in, of geen van beide.').waitFor()
  await form.getByRole('textbox', { name: 'Vestigingsnummer' }).fill('1')
  await page.keyboard.press('Enter')
  await page.getByText('Bewaard: Gegevens.').waitFor()
  expect((await detail()).siteNo).toBe('1')
  const other = await browser.open('/locations/SCH-KS-0002')
  await other.getByRole('button', { name: 'Wijzig gegevens' }).click()
  await other.getByRole('textbox', { name: 'Instellingsnummer' }).fill('123456')
  await other.getByRole('textbox', { name: 'Vestigingsnummer' }).fill('1')
  await other.keyboard.press('Enter')
  await other.getByText('Een andere locatie heeft deze nummers al.').waitFor()
  expect((await detail('SCH-KS-0002')).siteNo).toBe(null)
  await other.close()
  await page.close()
})

test('a school closes a day of its own, and a wrong press is put back', async () => {
  const page = await browser.open(school)
  const days = page.getByRole('region', { name: 'Eigen sluitingsdagen' })
  await days.getByRole('button', { name: 'Voeg toe' }).click()
  await days.getByText('Kies een datum.').waitFor()
  await days.getByLabel('Datum').fill('5-2-2027')
  await days.getByRole('combobox', { name: 'Deel van de dag' }).selectOption('afternoon')
  await days.getByRole('textbox', { name: 'Naam' }).fill('Studiedag')
  await page.keyboard.press('Enter')
  await days.getByText('Studiedag, namiddag').waitFor()
  await days.getByRole('button', { name: 'Haal vr 05/02/2027 weg: Studiedag, namiddag' }).press('Enter')
  await page.getByText('vr 05/02/2027 is weggehaald.').waitFor()
  expect((await detail()).closed).toEqual([])
  await page.keyboard.press('Enter')
  await days.getByText('Studiedag, namiddag').waitFor()
  expect((await detail()).closed).toEqual([{ day: '2027-02-05', half: 'afternoon', name: 'Studiedag' }])
  await page.close()
})

test('the page of a home shows the address only to who asks for it', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'lead') })
  const page = await eyes.open('/locations/TH-HS-0001')
  await page.getByRole('button', { name: 'Toon adres' }).waitFor()
  expect(eyes.asked.filter(address => address.endsWith('/address'))).toEqual([])
  await eyes.close()
  // For an administrator, who may never see it, there is nothing to ask.
  const other = await browser.open('/locations/TH-HS-0001')
  await other.getByRole('region', { name: 'Gegevens' }).waitFor()
  expect(await other.getByRole('region', { name: 'Adres van het gezin' }).count()).toBe(0)
  await other.close()
})

test('a technician sees what is known, and nothing to change it with', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
  const page = await eyes.open(school)
  const facts = page.getByRole('region', { name: 'Gegevens' })
  await facts.waitFor()
  expect(await facts.getByRole('button', { name: 'Wijzig gegevens' }).count()).toBe(0)
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('a code that nobody knows and a list that does not come both say what is next', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  const page = await eyes.open('/locations/SCH-NERGENS')
  await page.getByRole('heading', { level: 1, name: 'Locatie SCH-NERGENS bestaat niet' }).waitFor()
  let isAway = true
  await eyes.context.route('**/api/locations?**', route => (isAway ? route.abort() : route.continue()))
  await page.getByRole('link', { name: 'Naar de locaties' }).click()
  await page.getByText('We kunnen de locaties niet ophalen.').waitFor()
  isAway = false
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByRole('heading', { level: 1, name: 'Geen locatie gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Wis filters' }).click()
  await page.getByRole('heading', { level: 1, name: '7 locaties' }).waitFor()
  await eyes.close()
})

const pages = [
  ['/locations', []],
  [
    school,
    [/^(Wijzig gegevens|Change details)$/, /^(Wijzig schooluren|Change school hours)$/, /^(Voeg toe|Add)$/],
  ],
  ['/locations/TH-HS-0001', []],
  ['/locations/SCH-NERGENS', []],
  ['/admin/calendar?year=2026&location=SCH-KS-0001', []],
  ['/admin/import', []],
] as const

for (const language of ['nl', 'en'] as const) {
  test(`everyone can use places, calendar and import in ${language}`, {
    timeout: 120_000,
  }, async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, language })
    const found: string[] = []
    let page: Page | undefined
    for (const [path, opened] of pages) {
      page = await eyes.open(path, page)
      await settled(page)
      for (const name of opened) await page.getByRole('button', { name }).first().click()
      found.push(...(await violations(page, { language })).map(each => `${path}: ${each}`))
    }
    await eyes.close()
    expect(found).toEqual([])
  })
}

test('at 320 px nothing scrolls sideways', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  let page: Page | undefined
  for (const [path, opened] of pages) {
    page = await eyes.open(path, page)
    await settled(page)
    for (const name of opened) await page.getByRole('button', { name }).first().click()
    expect(await tooWidePx(page), path).toBe(0)
  }
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
