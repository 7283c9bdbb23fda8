import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { focusOn, undoByKey } from './admin-ground.ts'
import { hostileTexts } from './hostile-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'
import { type ConsoleHelpdesk, startHelpdesk } from './ticket-ground.ts'

let desk: ConsoleHelpdesk
let browser: TestBrowser

beforeAll(async () => {
  desk = await startHelpdesk(3)
  const { plane, pairs } = desk
  await desk.speak(pairs[0]!.home)
  const school = await desk.speak(pairs[0]!.school)
  const codes = ['power_ok', 'interface_ok', 'dns_ok', 'line_good', 'audio_in_ok', 'audio_out_ok']
  await school.send('check', 2, {
    trigger: 'before_30',
    verdict: 'broken',
    codes: [...codes, 'camera_absent'],
  })
  await school.acknowledges(2)
  const contact = {
    role: 'school_ict',
    name: 'Bart Claes',
    phone: '016 12 34 56',
    email: null,
    bestHours: null,
  }
  await tellAs(plane.admin, '/api/locations/SCH-KS-0001/contacts', contact)
  const teacher = { ...contact, role: 'teacher', name: 'Ann Daems', email: 'ann@school.example' }
  await tellAs(plane.admin, '/api/locations/SCH-KS-0001/contacts', teacher)
  browser = await startBrowser(plane.httpUrl, { signedIn: desk.lieve })
})
afterEach(() => desk.endAll())
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

const open = (no: number) => browser.open(`/tickets/${no}`)
const stateOf = async (no: number) => (await desk.read(no)).ticket.state
const becomes = (no: number, state: string) =>
  until(`the ticket is ${state}`, async () => (await stateOf(no)) === state)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const timeline = (page: Page) => page.getByRole('region', { name: 'Wat er gebeurde' })

test('a ticket opens with its sentence, both sides, what to do first, and what both said when it began', async () => {
  const no = await desk.find(0)
  const page = await open(no)
  await page
    .getByRole('heading', { level: 1, name: 'Geen beeld uit de klas · Elif, 6ELE · P2 straks · nog 24 min' })
    .waitFor()
  const school = page.getByRole('region', { name: 'klasset' })
  await school.getByText('verbonden', { exact: true }).waitFor()
  await school.getByText('niet klaar').waitFor()
  await page
    .getByRole('region', { name: 'thuisset' })
    .getByRole('link', { name: 'HS-0001', exact: true })
    .waitFor()
  await page
    .getByRole('region', { name: 'Wat nu' })
    .getByText('Vraag om de camera opnieuw in te steken.')
    .waitFor()
  await timeline(page).getByText('Signaal: Geen beeld uit de klas').waitFor()
  await timeline(page)
    .getByText(/^Bewijs van/)
    .click()
  const evidence = timeline(page).getByRole('table')
  await evidence.getByRole('row', { name: /Camera 1 werkt werkt/ }).waitFor()
  await timeline(page).getByText('Waarom deze melding?').click()
  await timeline(page).getByText('Geen regel besliste hier iets.').waitFor()
  await evidence.getByRole('row', { name: /verbinding verbonden verbonden/ }).waitFor()
  await page.close()
})

test('by keyboard alone: taken, called, noted, resolved, put back and reopened', async () => {
  const no = await desk.find(0)
  const page = await open(no)
  await button(page, 'Neem').waitFor()
  await page.keyboard.press('c')
  await timeline(page).getByText('Jij nam deze melding').waitFor()
  await page.keyboard.press('b')
  await page.getByRole('link', { name: 'Bel Bart Claes op 016 12 34 56' }).waitFor()
  await page.keyboard.press('b')
  await focusOn(page, /^Bel (Bart Claes|Ann Daems)/)
  await page.getByRole('link', { name: /^Bel Bart Claes/ }).focus()
  // Whose number had the focus is whom one called.
  await page.keyboard.press('g')
  await page.getByLabel('Minuten').fill('2')
  await page.keyboard.press('Enter')
  await timeline(page).getByText('Jij belde met ICT van de school, 2 min').waitFor()
  await button(page, 'Noteer gesprek').focus()
  await page.keyboard.press('r')
  await page.keyboard.type('De stekker zat los.')
  await page.keyboard.press('Control+Enter')
  await timeline(page).getByText('De stekker zat los.').waitFor()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('e')
  await focusOn(page, /^camera$/)
  await button(page, 'stekker of kabel').press('Enter')
  await page.keyboard.press('Control+Enter')
  await timeline(page)
    .getByText(/Jij loste dit op: camera, stekker of kabel/)
    .waitFor()
  await becomes(no, 'resolved')
  await undoByKey(page)
  await becomes(no, 'open')
  await button(page, 'Los op').waitFor()
  await page.close()
})

test('two clicks resolve a ticket and take the next', async () => {
  const first = await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  const next = await desk.find(1)
  await desk.doAs(desk.lieve, first, 'claim')
  const page = await open(first)
  await button(page, 'Los op').click()
  await button(page, 'Los op en neem de volgende').click()
  await page.getByRole('heading', { level: 1, name: /Noor, 6ELE/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/tickets/${next}`)
  expect(await stateOf(first)).toBe('resolved')
  expect((await desk.read(next)).ticket.owner?.firstName).toBe('Lieve')
  await button(page, 'Los op').click()
  await button(page, 'Los op en neem de volgende').click()
  // There is none any more: the queue says so.
  await page.getByRole('heading', { level: 1, name: 'Niemand wacht op de helpdesk' }).waitFor()
  await page.close()
})

test('what is not allowed now stands there and says why', async () => {
  const no = await desk.find(0)
  const page = await open(no)
  await button(page, `Wat je met melding ${no} kan`).click()
  const wait = page.getByRole('button', { name: /^Wacht op een derde/ })
  expect(await wait.getAttribute('aria-disabled')).toBe('true')
  await wait.getByText('Niemand heeft deze melding.').waitFor()
  await page.keyboard.press('Escape')
  // A form whose move is not legal opens for nobody.
  await page.goto(`${desk.plane.httpUrl}/tickets/${no}?act=wait`)
  await button(page, 'Neem').waitFor()
  expect(await page.getByRole('form', { name: 'Wacht op een derde' }).count()).toBe(0)
  await page.close()
})

test('a ticket waits, goes on, is planned, made less urgent, linked, merged and cancelled', async () => {
  const no = await desk.find(0)
  const other = await desk.find(1)
  const page = await open(no)
  const menu = async (name: string) => {
    await button(page, `Wat je met melding ${no} kan`).click()
    await page.getByRole('button', { name, exact: true }).click()
  }
  const form = (name: string) => page.getByRole('form', { name, exact: true })
  await button(page, 'Neem').click()
  await button(page, 'Geef terug').waitFor()
  await menu('Wacht op een derde')
  await form('Wacht op een derde').getByRole('button', { name: 'de provider' }).click()
  await page.getByLabel('Hun kenmerk').fill('INC-12')
  await button(page, 'Laat wachten').click()
  await timeline(page).getByText('Jij wacht op de provider, INC-12').waitFor()
  await button(page, 'Ga verder').click()
  await timeline(page).getByText('Jij ging verder').waitFor()
  await menu('Plan')
  await page.getByLabel('Dag').fill('1/12/2026')
  await form('Plan deze melding').getByRole('button', { name: 'Plan' }).click()
  await page.getByText('De volgende les begint eerder.').waitFor()
  await page.keyboard.press('Escape')
  await menu('Maak minder dringend')
  await form('Maak minder dringend').getByRole('button', { name: 'de les gaat door' }).click()
  await form('Maak minder dringend').getByRole('button', { name: 'Maak minder dringend' }).click()
  await timeline(page).getByText('Jij maakte van P2 P3: de les gaat door').waitFor()
  await menu('Verbind met een andere melding')
  await page.getByLabel('Nummer van de andere').fill(String(other))
  await button(page, 'Verbind').click()
  await page.getByRole('region', { name: 'Andere meldingen' }).getByText('Verbonden').waitFor()
  await menu('Voeg bij een andere melding')
  await page.getByLabel('Nummer van de andere').fill(String(other))
  await button(page, 'Voeg samen').click()
  await becomes(no, 'merged')
  await timeline(page)
    .getByRole('link', { name: `melding ${other}` })
    .last()
    .waitFor()
  await browser.open(`/tickets/${other}?act=cancel`, page)
  await page.getByRole('button', { name: 'grap' }).click()
  await button(page, 'Annuleer de melding').click()
  await becomes(other, 'cancelled')
  await page.close()
})

test('what stands on a set is told to it, and a question lets the ticket wait for its answer', async () => {
  const no = await desk.find(0)
  const page = await open(no)
  await button(page, 'bericht op de set').click()
  // Asking is for who has the ticket; saying something is not.
  const send = button(page, 'Toon op de set')
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await page.getByLabel('Wat', { exact: true }).selectOption('we bellen je')
  await send.click()
  await timeline(page).getByText('Jij zei op de klasset: we bellen je').waitFor()
  await button(page, 'Neem').click()
  await button(page, 'Geef terug').waitFor()
  await page.getByLabel('Wat', { exact: true }).selectOption('kijk de stekker na')
  await send.click()
  await becomes(no, 'waiting_user')
  await button(page, 'Ga verder').waitFor()
  await page.close()
})

test('what a colleague does is on screen at once, and that they look too', async () => {
  const no = await desk.find(0)
  const page = await open(no)
  await button(page, 'Neem').waitFor()
  const theirs = await startBrowser(desk.plane.httpUrl, { signedIn: desk.sam })
  const other = await theirs.open(`/tickets/${no}`)
  await other.getByText('Lieve kijkt ook').waitFor()
  await button(other, 'Neem').click()
  await timeline(page).getByText('Sam nam deze melding').waitFor()
  await page.getByText('Sam kijkt ook').waitFor()
  await page.getByText('van Sam').waitFor()
  await theirs.close()
  await page.close()
})

test('a note that is no note is text', async () => {
  const no = await desk.find(0)
  await desk.doAs(desk.sam, no, 'note', { text: hostileTexts.image })
  const page = await open(no)
  await timeline(page).getByText(hostileTexts.image).waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  await page.close()
})

for (const language of ['nl', 'en'] as const)
  test(`everyone can use a ticket, in ${language}`, async () => {
    const no = await desk.find(0, { priority: 1, symptom: 'child_waits_class_gone', family: 'connection' })
    await desk.doAs(desk.sam, no, 'note', { text: 'De stekker zat los.' })
    await desk.doAs(desk.sam, no, 'claim')
    const eyes = await startBrowser(desk.plane.httpUrl, { signedIn: desk.lieve, language })
    const found: string[] = []
    let page: Page | undefined
    for (const path of [
      `/tickets/${no}`,
      `/tickets/${no}?act=resolve`,
      `/tickets/${no}?act=plan`,
      '/tickets/new?of=T-2026-0001',
    ]) {
      page = await eyes.open(path, page)
      await settled(page)
      await page.getByText('HS-0001').first().waitFor()
      for (const fold of await page.locator('main details > summary').all()) await fold.click()
      found.push(...(await violations(page, { language })).map(each => `${path}: ${each}`))
      await page.setViewportSize({ width: 320, height: 700 })
      expect([path, await tooWidePx(page)]).toEqual([path, 0])
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    expect(found).toEqual([])
    await eyes.close()
  })

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
