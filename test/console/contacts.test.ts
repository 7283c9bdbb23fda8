import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tabTo } from './admin-ground.ts'

let plane: TestControlPlane
let browser: TestBrowser

const mother = {
  role: 'family',
  name: 'Ilse Vermeulen',
  phone: '+32 470 11 22 33',
  email: 'ilse@gezin.example',
  bestHours: 'na 16 uur',
}

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 2)
  await tellAs(plane.admin, '/api/trajectories/T-2026-0001/contacts', mother)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

/** How often the contacts of the family were read. */
const reads = async () =>
  JSON.stringify(await (await askAs(plane.admin, '/api/access')).json()).split('contacts:T-2026-0001')
    .length - 1
const atSchool = async () =>
  (await (await askAs(plane.admin, '/api/locations/SCH-KS-0001/contacts')).json()).contacts as {
    name: string
  }[]

test('whom to call stays hidden until somebody asks, and asking is written down once', async () => {
  const page = await browser.open('/trajectories/T-2026-0001')
  const panel = page.getByRole('region', { name: 'Contactpersonen' })
  await panel.getByText('Wie ze opent, wordt genoteerd.').waitFor()
  expect(await page.content()).not.toContain('Vermeulen')
  const before = await reads()
  await panel.getByRole('button', { name: 'Toon contactpersonen' }).press('Enter')
  const phone = panel.getByRole('link', { name: 'Bel Ilse Vermeulen op +32 470 11 22 33' })
  expect(await phone.getAttribute('href')).toBe('tel:+32470112233')
  expect(await reads()).toBe(before + 1)
  await panel.getByRole('button', { name: 'Verberg' }).click()
  await phone.waitFor({ state: 'detached' })
  await page.close()
})

test('a contact is added, mended and put back by keyboard alone', async () => {
  const page = await browser.open('/locations/SCH-KS-0001')
  const panel = page.getByRole('region', { name: 'Contactpersonen' })
  await panel.getByText('Nog geen contactpersoon.').waitFor()
  await panel.getByRole('button', { name: 'Voeg toe' }).press('Enter')
  await page.keyboard.type('ICT')
  await tabTo(page, /^Naam$/)
  await page.keyboard.type('Bart Claes')
  await tabTo(page, /^Telefoon$/)
  await page.keyboard.type('bel me')
  await page.keyboard.press('Enter')
  await panel.getByText('Schrijf een nummer als 016 12 34 56.').waitFor()
  expect(await atSchool()).toEqual([])
  await page.keyboard.press('Control+a')
  await page.keyboard.type('016 12 34 56')
  await page.keyboard.press('Enter')
  await page.getByText('Bart Claes is bewaard.').waitFor()
  await panel.getByText('ICT van de school').waitFor()
  await panel.getByRole('button', { name: 'Haal Bart Claes weg' }).press('Enter')
  await page.getByText('Bart Claes is weggehaald.').waitFor()
  expect(await atSchool()).toEqual([])
  await page.keyboard.press('Enter')
  await panel.getByRole('link', { name: 'Bel Bart Claes op 016 12 34 56' }).waitFor()
  expect((await atSchool()).map(({ name }) => name)).toEqual(['Bart Claes'])
  await panel.getByRole('button', { name: 'Wijzig Bart Claes' }).press('Enter')
  await panel.getByRole('textbox', { name: 'Best bereikbaar' }).fill('di en do')
  await page.keyboard.press('Enter')
  await panel.getByText('di en do').waitFor()
  await page.getByRole('button', { name: 'Maak ongedaan' }).press('Enter')
  await panel.getByText('di en do').waitFor({ state: 'detached' })
  await page.close()
})

test('contacts of the school stand beside those of the family', async () => {
  const page = await browser.open('/trajectories/T-2026-0001')
  const panel = page.getByRole('region', { name: 'Contactpersonen' })
  await panel.getByRole('button', { name: 'Toon contactpersonen' }).click()
  await panel.getByRole('heading', { name: 'Van de school' }).waitFor()
  await panel.getByRole('link', { name: /^Bel Bart Claes/ }).waitFor()
  expect(await panel.getByRole('button', { name: 'Wijzig Bart Claes' }).count()).toBe(0)
  await page.close()
})

test('a logistics worker sees nothing of the family, and calls the school', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
  const page = await eyes.open('/trajectories/T-2026-0001')
  await page.getByRole('region', { name: 'Lessen' }).waitFor()
  expect(await page.getByRole('region', { name: 'Contactpersonen' }).count()).toBe(0)
  const school = await eyes.open('/locations/SCH-KS-0001')
  await school.getByRole('link', { name: /^Bel Bart Claes/ }).waitFor()
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('names that try to be more than text stay text on every page of places and people', async () => {
  const hostile = `<img src=x onerror="window.ran=1"> {{name}} $t(loading) \u202Egnp.exe`
  const item = { code: 'SCH-KWAAD', kind: 'school', name: hostile, municipality: hostile, provider: hostile }
  await tellAs(plane.admin, '/api/locations', { items: [item] })
  const evil = { ...mother, role: 'teacher', name: hostile, bestHours: hostile.slice(0, 60) }
  const added = await tellAs(plane.admin, '/api/locations/SCH-KWAAD/contacts', evil)
  expect(added.status).toBe(200)
  const day = '/api/locations/SCH-KWAAD/closed-days/2027-02-05'
  await tellAs(plane.admin, day, { half: 'day', name: hostile.slice(0, 60) }, 'PUT')
  const page = await browser.open('/locations/SCH-KWAAD')
  const contact = page.getByRole('region', { name: 'Contactpersonen' })
  await contact.getByText(hostile, { exact: true }).waitFor()
  await contact.getByRole('button', { name: /^Haal .* weg$/ }).click()
  await page.getByText(`${hostile} is weggehaald.`).waitFor()
  for (const path of [
    '/locations?q=KWAAD',
    '/admin/calendar?year=2026&location=SCH-KWAAD',
    `/admin/calendar?location=${encodeURIComponent(hostile)}`,
    `/locations?q=${encodeURIComponent(hostile)}`,
  ]) {
    await page.goto(`${plane.httpUrl}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(`window.ran`)).toBe(undefined)
  }
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
