import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser

const school = '/locations/SCH-KS-0001'
const contact = { role: 'school_ict', phone: '016 12 34 56', email: null, bestHours: null }

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 1)
  for (const name of ['Bart Claes', 'Ann Daems'])
    await tellAs(plane.admin, `/api${school}/contacts`, { ...contact, name })
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const names = async () => {
  const { contacts } = await (await askAs(plane.admin, `/api${school}/contacts`)).json()
  return (contacts as { name: string }[]).map(({ name }) => name).toSorted()
}

test('u puts back what was just done, also once one has gone on to another page', async () => {
  const page = await browser.open(school)
  await page.getByRole('button', { name: 'Haal Bart Claes weg' }).click()
  await page.getByText('Bart Claes is weggehaald.').waitFor()
  expect(await names()).toEqual(['Ann Daems'])
  await page.getByRole('link', { name: 'Sets', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '2 sets' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('u')
  await page.getByText('Bart Claes is weggehaald.').waitFor({ state: 'detached' })
  expect(await names()).toEqual(['Ann Daems', 'Bart Claes'])
  await page.close()
})

test('a u that is typed in a field is a letter, and only what was done last is put back', async () => {
  const page = await browser.open(school)
  await page.getByRole('button', { name: 'Haal Bart Claes weg' }).click()
  await page.getByText('Bart Claes is weggehaald.').waitFor()
  await page.getByRole('button', { name: 'Haal Ann Daems weg' }).click()
  await page.getByText('Ann Daems is weggehaald.').waitFor()
  expect(await page.getByText('Bart Claes is weggehaald.').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('u')
  expect(await names()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('u')
  await expect.poll(names).toEqual(['Ann Daems'])
  await page.keyboard.press('u')
  await page.getByText('Ann Daems is weggehaald.').waitFor({ state: 'detached' })
  expect(await names()).toEqual(['Ann Daems'])
  await page.close()
})

test('what cannot be put back any more says why at the foot, and fits a phone', async () => {
  const phone = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  await phone.context.route('**/api/locations/SCH-KS-0001/contacts', async route => {
    if (route.request().method() === 'POST') await route.abort()
    else await route.continue()
  })
  const page = await phone.open(school)
  await page.getByRole('button', { name: 'Haal Ann Daems weg' }).click()
  await page.getByRole('button', { name: 'Maak ongedaan' }).click()
  await page.getByText('De server antwoordt niet. Kijk of je verbinding werkt.').waitFor()
  expect(await tooWidePx(page)).toBe(0)
  await phone.close()
})
