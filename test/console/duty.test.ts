import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { addPerson, focusOn, signInPerson, tabTo } from './admin-ground.ts'
import { violations } from './look.ts'

/** A week of lessons that no test of another day touches. */
const monday = '2027-01-11'
/** A Monday of lessons, at ten. */
const today = '2026-11-23'
const week = `/admin/duty?from=${monday}`

let plane: TestControlPlane
let lieve: SignedIn
let sam: SignedIn
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels(`${today}T10:00`)) })
  const lieveId = await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['lead'])
  const samId = await addPerson(plane, { firstName: 'Sam', name: 'Maes' }, ['helpdesk'])
  lieve = await signInPerson(plane, lieveId)
  sam = await signInPerson(plane, samId)
  browser = await startBrowser(plane.httpUrl, { signedIn: lieve })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const plan = (person: SignedIn, day: string, from: string, until: string) =>
  tellAs(lieve, '/api/duty', { account: person.accountId, day, from, until })
const dutiesFrom = async (day: string): Promise<{ firstName: string }[]> =>
  (await (await askAs(lieve, `/api/duty?from=${day}`)).json()).duties

test('a duty is planned, removed and put back by keyboard alone', async () => {
  const page = await browser.open(week)
  await page.getByRole('heading', { level: 2, name: 'Week van 11/01 tot 17/01/2027' }).waitFor()
  await page.getByText('Deze week is 40 uur nog zonder dienst.').waitFor()
  await page.getByRole('combobox', { name: 'Dag' }).focus()
  await page.keyboard.type('d')
  await tabTo(page, /^Van/)
  await page.keyboard.type('830')
  await tabTo(page, /^Tot/)
  await page.keyboard.type('12')
  await page.getByRole('combobox', { name: 'Wie' }).focus()
  await page.keyboard.type('S')
  await tabTo(page, /^Plan dienst$/)
  await page.keyboard.press('Enter')
  await page.getByText('Gepland: Sam, di 12/01 van 08:30 tot 12:00.').waitFor()
  await tabTo(page, /^Haal weg: Sam/)
  await page.keyboard.press('Enter')
  await page.getByText('Weggehaald: Sam, di 12/01 van 08:30 tot 12:00.').waitFor()
  expect(await dutiesFrom(monday)).toEqual([])
  await focusOn(page, /^Maak ongedaan$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Haal weg: Sam/ }).waitFor()
  expect((await dutiesFrom(monday)).map(({ firstName }) => firstName)).toEqual(['Sam'])
  await page.close()
})

test('the way back has the focus also when the list without the duty is drawn after it', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: lieve })
  // What the page would draw as soon as it can, it draws a little later: as on a busy computer.
  await eyes.context.addInitScript(() => {
    const atOnce = window.setTimeout.bind(window)
    const late = (run: () => void, ms = 0) => atOnce(run, Math.max(ms, 60))
    Object.assign(window, { setTimeout: late })
  })
  const page = await eyes.open(week)
  await page.getByRole('button', { name: /^Haal weg: Sam/ }).press('Enter')
  await page.getByText('Weggehaald: Sam, di 12/01 van 08:30 tot 12:00.').waitFor()
  await focusOn(page, /^Maak ongedaan$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Haal weg: Sam/ }).waitFor()
  await eyes.close()
})

test('lesson hours that nobody has are named, and fill in the form', async () => {
  const page = await browser.open(week)
  const wednesday = page.getByRole('region', { name: 'wo 13/01' })
  await wednesday.getByRole('button', { name: '08:00–12:00 niemand' }).click()
  expect(await page.getByRole('combobox', { name: 'Dag' }).inputValue()).toBe('2027-01-13')
  expect(await page.getByRole('textbox', { name: 'Van' }).inputValue()).toBe('08:00')
  await page.keyboard.type('Lieve')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Plan dienst' }).click()
  await wednesday.getByText('Lieve').waitFor()
  expect(await wednesday.getByText('niemand').count()).toBe(0)
  await page.close()
})

test('the week before is repeated, and what is there stays', async () => {
  const page = await browser.open(week)
  // While the next week is on its way, this one still stands there: nothing is copied into it.
  await page.route('**/api/duty?from=2027-01-18', async route => {
    await setTimeout(300)
    await route.continue()
  })
  await page.getByRole('link', { name: 'Volgende week' }).click()
  await page.waitForURL('**/admin/duty?from=2027-01-18')
  await page.getByRole('button', { name: 'Kopieer vorige week' }).click()
  await page.getByText('2 diensten gekopieerd.').waitFor()
  await page.getByRole('button', { name: 'Kopieer vorige week' }).click()
  await page.getByText('Er was niets te kopiëren.').waitFor()
  await page.close()
})

test('a duty is taken over in one click, and everybody sees it at once', async () => {
  const watching = await browser.open(week)
  const eyes = await startBrowser(plane.httpUrl, { signedIn: sam })
  const page = await eyes.open(week)
  await page.getByRole('button', { name: /^Neem over: Lieve/ }).click()
  await watching.getByRole('region', { name: 'wo 13/01' }).getByText('Sam').waitFor()
  expect(await page.getByRole('button', { name: /^Haal weg/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Kopieer vorige week' }).count()).toBe(0)
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
  await watching.close()
})

test('who is on duty stands at the top of every page the moment it changes', async () => {
  const page = await browser.open('/sets')
  const { id } = await (await plan(sam, today, '09:00', '12:00')).json()
  await page.getByRole('link', { name: /^Helpdesk nu: Sam, tot/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Sam heeft dienst, tot/ }).waitFor()
  expect((await tellAs(lieve, `/api/duty/${id}`, {}, 'DELETE')).status).toBe(200)
  await page.close()
})

test('when nobody is on duty in lesson hours the board says so, and a team lead goes on duty in one click', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: lieve })
  const page = await eyes.open('/')
  await page.getByText('Niemand heeft dienst.').waitFor()
  await page.getByRole('link', { name: 'Helpdesk nu: niemand' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Neem nu dienst' }).click()
  await page.getByRole('link', { name: /^Helpdesk nu: Lieve/ }).waitFor()
  await page.getByText('Niemand heeft dienst.').waitFor({ state: 'detached' })
  await eyes.close()
})

test('what is refused is said in the language of the reader, with what to do next, and never in that of machines', async () => {
  const page = await browser.open('/admin/duty?from=2027-01-18')
  await page.getByRole('heading', { level: 2, name: 'Week van 18/01 tot 24/01/2027' }).waitFor()
  const answer = await plan(lieve, '2027-01-18', '00:00', '11:59')
  expect(answer.status).toBe(200)
  const refused = page.waitForResponse(response => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Plan dienst' }).click()
  const { error, message } = await (await refused).json()
  expect(error).toBe('twice_at_once')
  const said = page.getByRole('alert')
  await said.waitFor()
  expect(await said.textContent()).toBe(
    'Deze persoon heeft dan al dienst. Kies andere uren, of iemand anders.',
  )
  expect(await page.locator('body').textContent()).not.toContain(message)
  await page.close()
})

test('a failed page says what to do, and comes back', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
  let isAway = true
  await eyes.context.route('**/api/duty?**', route => (isAway ? route.abort() : route.continue()))
  const page = await eyes.open(week)
  await page.getByText('We kunnen de dienstlijst niet ophalen.').waitFor()
  isAway = false
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByRole('heading', { level: 2, name: 'Week van 11/01 tot 17/01/2027' }).waitFor()
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
