import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { askAs } from '../support/people.ts'
import { type ConsoleHelpdesk, startHelpdesk } from './ticket-ground.ts'

let desk: ConsoleHelpdesk
let browser: TestBrowser

beforeAll(async () => {
  desk = await startHelpdesk(2)
  browser = await startBrowser(desk.plane.httpUrl, { signedIn: desk.lieve })
})
afterEach(() => desk.endAll())
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

test('a caller’s code brings both sides on screen, and three presses make the ticket', async () => {
  const page = await browser.open('/sets')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nieuwe melding')
  await page.getByRole('option', { name: 'Nieuwe melding' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Nieuwe melding' }).waitFor()
  const about = page
    .getByRole('textbox', { name: 'Waarover' })
    .or(page.getByRole('combobox', { name: 'Waarover' }))
  await about.fill('KS-0002')
  await page.getByRole('option', { name: /T-2026-0002/ }).waitFor()
  await page.keyboard.press('Enter')
  await page
    .getByRole('region', { name: 'klasset' })
    .getByRole('link', { name: 'KS-0002', exact: true })
    .waitFor()
  await page
    .getByRole('region', { name: 'thuisset' })
    .getByRole('link', { name: 'HS-0002', exact: true })
    .waitFor()
  await page.getByRole('button', { name: 'e-mail' }).click()
  await page.getByRole('button', { name: 'Hoort niets' }).click()
  await page.getByRole('button', { name: 'Maak melding' }).click()
  await page.getByRole('heading', { level: 1, name: /^Hoort niets · Noor, 6ELE/ }).waitFor()
  await page.getByText('Jij meldde: Hoort niets (e-mail)').waitFor()
  await page.close()
})

test('the page of a set and of a trajectory name its last tickets', async () => {
  const no = await desk.find(0)
  for (const path of ['/sets/KS-0001', '/trajectories/T-2026-0001']) {
    const page = await browser.open(path)
    const list = page.getByRole('region', { name: 'Meldingen' })
    expect(
      await list.getByRole('link', { name: 'Geen beeld uit de klas' }).first().getAttribute('href'),
    ).toBe(`/tickets/${no}`)
    await page.close()
  }
})

test('a ticket that nobody knows says so, and leads back', async () => {
  const page = await browser.open('/tickets/999999')
  await page.getByRole('heading', { level: 1, name: 'Melding 999999 bestaat niet' }).waitFor()
  await page.getByRole('link', { name: 'Naar de wachtrij' }).waitFor()
  expect((await askAs(desk.lieve, '/api/tickets/999999')).status).toBe(404)
  await page.close()
})
