import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 12)
  await tellAs(
    plane.admin,
    '/api/trajectories/T-2026-0003/child',
    { firstName: 'Noor', className: '4B' },
    'PUT',
  )
  await tellAs(plane.admin, '/api/trajectories/T-2026-0004/contacts', {
    role: 'family',
    name: 'Ilse Vermeulen',
    phone: '0470 11 22 33',
    email: null,
    bestHours: null,
  })
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

test('a caller’s first name opens the trajectory without being shown', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Noor')
  const hit = page.getByRole('option', { name: /T-2026-0003/ })
  await hit.getByText('gevonden op naam').waitFor()
  // Which child it is shows by its class and school, and what its lesson is in.
  await hit.getByText('4B · School KS-0003').waitFor()
  await hit
    .getByText(/les|schooluren|geen/i)
    .last()
    .waitFor()
  expect(await hit.textContent()).not.toContain('Noor')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/trajectories/T-2026-0003')
  await page.close()
})

test('the number that calls finds whose family it is', async () => {
  const page = await browser.open('/sets')
  await page.keyboard.press('/')
  await page.keyboard.type('0470112233')
  await page.getByRole('option', { name: /T-2026-0004.*gevonden op contactpersoon/ }).waitFor()
  await page.close()
})

test('a label typed in one breath opens that set, also when Enter is faster than the answer', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('KS-0007')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sets/KS-0007')
  await page.close()
})

test('a school leads to its page, and a long group to its whole list', async () => {
  const page = await browser.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('School KS-0005')
  await page.getByRole('group', { name: 'Locaties' }).getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/locations/SCH-KS-0005')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Leuven')
  expect(await violations(page)).toEqual([])
  await page.getByRole('option', { name: 'Toon alle locaties' }).click()
  await page.waitForURL('**/locations?q=Leuven')
  await page.close()
})

test('a ticket is found by its number and by its trajectory, and taken from there', async () => {
  const told = { channel: 'phone', priority: 1, symptom: 'reported', picture: 'hear', set: null }
  const opened = await tellAs(plane.admin, '/api/tickets', { ...told, trajectory: 'T-2026-0009' })
  const { no } = (await opened.json()) as { no: number }
  const page = await browser.open('/sets')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('T-2026-0009')
  const hit = page.getByRole('group', { name: 'Meldingen' }).getByRole('option')
  await hit.getByText('Hoort niets · T-2026-0009').waitFor()
  await hit.getByText('P1 nu').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(`#${no}`)
  await page.locator('[data-combobox-selected]', { hasText: `melding ${no}` }).waitFor()
  await page.keyboard.press('Tab')
  await page.locator('[data-combobox-selected]', { hasText: /^Neem/ }).waitFor()
  expect(await violations(page, { within: 'header' })).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText(`Je hebt nu melding ${no}.`).waitFor()
  await page.close()
})

test('old hits stay while new ones are looked for, and none says what to try', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  let goOn = () => {}
  await eyes.context.route('**/api/search?q=KS-00055', async route => {
    await new Promise<void>(resolve => {
      goOn = resolve
    })
    await route.continue()
  })
  const page = await eyes.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('KS-0005')
  await page.getByRole('option', { name: /^KS-0005/ }).waitFor()
  const asked = page.waitForRequest('**/api/search?q=KS-00055')
  await page.keyboard.type('5')
  await asked
  expect(await page.getByRole('option', { name: /^KS-0005/ }).isVisible()).toBe(true)
  goOn()
  await page.getByText('Niets gevonden. Zoek op code, school, serienummer of hele naam.').waitFor()
  await eyes.close()
})

/** The field has the focus while its code is on its way, until `held` is resolved. */
async function openEarly() {
  const page = await browser.open('/')
  const held = Promise.withResolvers<void>()
  await page.route('**/assets/TopSearch-*.js', async route => {
    await held.promise
    await route.continue()
  })
  await page.reload()
  await page.getByRole('row').first().waitFor()
  await page.keyboard.press('/')
  return { page, held }
}

test('what is typed while the code of the search is still on its way is kept, and searched for', async () => {
  const { page, held } = await openEarly()
  await page.keyboard.type('T-2026-00')
  held.resolve()
  await page.keyboard.type('02')
  await page
    .getByRole('option', { name: /T-2026-0002/ })
    .first()
    .waitFor()
  expect(await page.evaluate(`document.activeElement?.value`)).toBe('T-2026-0002')
  await page.close()
})

test('Enter while the code of the search is still on its way opens what was typed', async () => {
  const { page, held } = await openEarly()
  await page.keyboard.type('KS-0008')
  await page.keyboard.press('Enter')
  held.resolve()
  await page.waitForURL('**/sets/KS-0008')
  await page.close()
})

test('a logistics worker finds nothing by the name of a child', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
  const page = await eyes.open('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Noor')
  await page.getByText(/^Niets gevonden\./).waitFor()
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
