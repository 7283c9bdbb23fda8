import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { addPerson, signInPerson } from './admin-ground.ts'

const dayMs = 86_400_000
const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10)

let plane: TestControlPlane
let browser: TestBrowser
let lieve: SignedIn

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 120)
  lieve = await signInPerson(
    plane,
    await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['counsellor']),
  )
  await change('T-2026-0007', { firstName: 'Bartholomeus', className: '4B' }, 'child')
  await change('T-2026-0005', { level: 'primary', schoolYear: 2026, counsellor: lieve.accountId })
  await milestone('T-2026-0003', 'requested', null, 40)
  for (const code of ['T-2026-0001', 'T-2026-0002']) {
    await milestone(code, 'first_contact', 'family', 2)
    await milestone(code, 'first_contact', 'school', 1)
  }
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

async function change(code: string, body: unknown, part?: 'child') {
  const path = `/api/trajectories/${code}${part === undefined ? '' : `/${part}`}`
  expect((await tellAs(plane.admin, path, body, 'PUT')).status, path).toBe(200)
}

async function milestone(code: string, name: string, side: string | null, ago: number) {
  const body = { name, side, day: day(ago) }
  expect((await tellAs(plane.admin, `/api/trajectories/${code}/milestones`, body)).status).toBe(200)
}

test('the list opens with how many run and how many are late', async () => {
  const page = await browser.open('/trajectories')
  await page.getByRole('heading', { level: 1, name: '120 open trajecten, 1 over tijd' }).waitFor()
  await page.getByRole('button', { name: 'Meer filters' }).click()
  await page.getByRole('checkbox', { name: 'beoordeling 2' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.locator('button[aria-pressed]').count()).toBe(3)
  await page
    .getByRole('row', { name: /T-2026-0003/ })
    .getByText(/dagen over tijd/)
    .waitFor()
  await page.close()
})

test('filters are words that can be taken away one by one, and the address keeps them', async () => {
  const page = await browser.open('/trajectories')
  await page.getByRole('button', { name: 'over tijd 1' }).click()
  await page.getByRole('heading', { level: 1, name: '1 traject gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Meer filters' }).click()
  await page.getByRole('checkbox', { name: 'aanvraag 1' }).check()
  expect(await page.getByRole('checkbox', { name: /^beoordeling/ }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verwijder filter aanvraag' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '1 traject gevonden' }).waitFor()
  expect(page.url()).toContain('phase=request')
  expect(page.url()).toContain('late=yes')
  await page.getByRole('button', { name: 'Verwijder filter over tijd' }).click()
  await page.getByRole('heading', { level: 1, name: '118 trajecten gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Wis filters' }).click()
  await page.getByRole('heading', { level: 1, name: /^120 open trajecten/ }).waitFor()
  await page.close()
})

test('a trajectory that is found by the child’s name says so, and does not show the name', async () => {
  const page = await browser.open('/trajectories')
  await page.getByRole('searchbox', { name: /^Zoek op code/ }).fill('bartholomeus')
  await page.getByRole('heading', { level: 1, name: '1 traject gevonden' }).waitFor()
  const row = page.getByRole('row', { name: /T-2026-0007/ })
  await row.getByText('gevonden op naam van het kind').waitFor()
  expect(await row.textContent()).not.toContain('Bartholomeus')
  const [read] = await plane.sql`select how from access_log where record = 'child:T-2026-0007'`
  expect(read).toBeDefined()
  await page.close()
})

test('rows are walked and opened by keyboard, and the last one is reached by scrolling', async () => {
  const page = await browser.open('/trajectories')
  await page.getByRole('link', { name: 'T-2026-0001' }).waitFor()
  for (const key of ['n', 'n', 'n', 'p', 'Enter']) await page.keyboard.press(key)
  await page.waitForURL('**/trajectories/T-2026-0002')
  await page.goBack()
  const list = page.getByRole('region', { name: 'Trajecten' })
  await list.evaluate(element => element.scrollTo(0, element.scrollHeight))
  await page.getByRole('link', { name: 'T-2026-0120' }).waitFor()
  await page.close()
})

test('a column sorts up and down, in the address too', async () => {
  const page = await browser.open('/trajectories')
  await page.getByRole('button', { name: 'Traject', exact: true }).click()
  await page.getByRole('link', { name: 'T-2026-0120' }).waitFor()
  expect(page.url()).toContain('direction=down')
  const sorted = page.getByRole('columnheader', { name: 'Traject' })
  expect(await sorted.getAttribute('aria-sort')).toBe('descending')
  await page.close()
})

test('what changes elsewhere is seen at once, and rows keep their places under a hand', async () => {
  const page = await browser.open('/trajectories?sort=phase&direction=down')
  const rows = page.getByRole('row')
  await page.getByRole('link', { name: 'T-2026-0001' }).focus()
  const before = await rows.nth(2).textContent()
  await milestone('T-2026-0009', 'withdrawn', null, 0)
  await page.getByRole('button', { name: /wijziging/ }).waitFor()
  expect(await rows.nth(2).textContent()).toBe(before)
  await page.getByRole('button', { name: /wijziging/ }).click()
  await rows.nth(1).getByText('T-2026-0009').waitFor()
  await rows.nth(1).getByText('ingetrokken').waitFor()
  await page.close()
})

test('a counsellor sees the own trajectories, and a team lead those of anyone', async () => {
  const own = await startBrowser(plane.httpUrl, { signedIn: lieve })
  const page = await own.open('/trajectories')
  await page.getByRole('heading', { level: 1, name: '1 open traject van jou' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Van wie' }).count()).toBe(0)
  await page.getByRole('link', { name: 'T-2026-0005' }).waitFor()
  await own.close()
  const all = await browser.open('/trajectories')
  await all.getByRole('combobox', { name: 'Van wie' }).selectOption('Lieve')
  await all.getByRole('heading', { level: 1, name: '1 traject gevonden' }).waitFor()
  await all.getByRole('button', { name: 'Verwijder filter Lieve' }).waitFor()
  await all.close()
})

test('what a role may not do with the list is not there, and a page of others says whose it is', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
  const page = await eyes.open('/trajectories')
  await page.getByRole('link', { name: 'T-2026-0001' }).waitFor()
  for (const name of [/^Nieuw traject/, /^Exporteer/])
    expect(await page.getByRole('button', { name }).or(page.getByRole('link', { name })).count()).toBe(0)
  await eyes.close()
  const reader = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'policy') })
  const none = await reader.open('/trajectories')
  await none.getByText(/^Dit mag een helpdeskmedewerker/).waitFor()
  expect(reader.asked.filter(url => url.includes('/api/trajectories'))).toEqual([])
  await reader.close()
})

test('when nothing matches, or nothing comes, the page says what to do', async () => {
  const page = await browser.open('/trajectories?q=bestaatniet')
  await page.getByRole('heading', { level: 1, name: 'Geen traject gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Wis filters' }).last().click()
  await page.getByRole('heading', { level: 1, name: /open trajecten/ }).waitFor()
  await page.route('**/api/trajectories?**', route => route.abort())
  await page.reload()
  await page.getByText('We kunnen de trajecten niet ophalen.').waitFor()
  await page.unroute('**/api/trajectories?**')
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByRole('heading', { level: 1, name: /open trajecten/ }).waitFor()
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
