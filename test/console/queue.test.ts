import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { claimTicket } from '../../controlplane/tickets/owner/actions.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { focusOn, undoByKey } from './admin-ground.ts'
import { workingCamera } from './ground.ts'
import { settled, tooWidePx, violations } from './look.ts'
import { type ConsoleHelpdesk, startHelpdesk } from './ticket-ground.ts'

let desk: ConsoleHelpdesk
let browser: TestBrowser

beforeAll(async () => {
  desk = await startHelpdesk(5)
  // A class that hears nothing asks for a person now: that child may be named.
  const muted = { present: true, muted: true, volume_zero: null }
  await desk.speak(desk.pairs[0]!.school, { audio_in: muted, audio_out: muted, camera_1: workingCamera })
  browser = await startBrowser(desk.plane.httpUrl, { signedIn: desk.lieve })
})
afterEach(() => desk.endAll())
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
})

const rows = (page: Page) => page.getByRole('table', { name: 'Wachtrij' }).locator('tbody tr')
const said = (page: Page) => rows(page).allInnerTexts()
/** By hand, so that every screen hears of it. */
const told = (trajectory: string, picture: string, priority: number) =>
  tellAs(desk.plane.admin, '/api/tickets', {
    ...{ channel: 'phone', symptom: 'reported', picture, priority, trajectory, set: null },
  })

test('the queue stands in the order of what a child may lose, with the child, the lesson and whose it is', async () => {
  await desk.find(3, { priority: 4, symptom: 'battery', family: 'power' })
  await desk.find(1)
  const worst = await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  const mine = await desk.find(2, { symptom: 'sound', family: 'sound' })
  await desk.doAs(desk.lieve, mine, 'claim')
  const page = await browser.open('/tickets')
  await page.getByRole('heading', { level: 1, name: '3 meldingen zijn van niemand · 1 bezig' }).waitFor()
  await rows(page).filter({ hasText: 'Elif, 6ELE' }).waitFor()
  const texts = await said(page)
  expect(texts[0]).toMatch(/P1 nu[\s\S]*Kind wacht[\s\S]*nog 24 min les[\s\S]*Elif, 6ELE/)
  expect(texts[0]).toMatch(/nieuw[\s\S]*niemand/)
  expect(texts.find(text => text.includes('Geen geluid'))).toMatch(/bezig[\s\S]*jij/)
  expect(texts.at(-1)).toContain('P4 later')
  expect(await page.title()).toMatch(/^\(2\) Wachtrij/)
  await page.getByRole('link', { name: /Wachtrij 2 vragen nu iemand/ }).waitFor()
  // The rule of the server decides what stands first.
  expect((await desk.readQueue()).rows[0]?.no).toBe(worst)
  await page.close()
})

test('one click takes the most urgent ticket and opens it, and is put back by a key', async () => {
  await desk.find(1)
  const worst = await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  const page = await browser.open('/tickets')
  await page.getByRole('button', { name: 'Neem de dringendste' }).click()
  await page.getByRole('heading', { level: 1, name: /^Kind wacht.*Elif, 6ELE.*P1 nu/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/tickets/${worst}`)
  await page.getByText('van jij').waitFor()
  expect((await desk.read(worst)).ticket.owner?.firstName).toBe('Lieve')
  await undoByKey(page)
  await page.getByText('van niemand').first().waitFor()
  expect((await desk.read(worst)).ticket.state).toBe('new')
  await page.close()
})

test('when all is taken, taking the most urgent says so and cannot be pressed', async () => {
  const page = await browser.open('/tickets')
  await page.getByRole('heading', { level: 1, name: 'Niemand wacht op de helpdesk' }).waitFor()
  await page.getByRole('link', { name: 'Kijk wie er nu les heeft' }).waitFor()
  const take = page.getByRole('button', { name: 'Neem de dringendste' })
  expect(await take.getAttribute('aria-disabled')).toBe('true')
  await page.getByText('Alles is genomen.').waitFor({ state: 'attached' })
  await page.close()
})

test('rows are walked, taken and opened by keyboard alone', async () => {
  const first = await desk.find(0)
  const second = await desk.find(1)
  const page = await browser.open('/tickets')
  await rows(page).nth(1).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  await focusOn(page, /Geen beeld uit de klas/)
  const chosen = await page.evaluate(() => Number((document.activeElement as HTMLElement).dataset.no))
  expect([first, second]).toContain(chosen)
  await page.keyboard.press('c')
  await rows(page).filter({ hasText: 'jij' }).waitFor()
  expect((await desk.read(chosen)).ticket.owner?.firstName).toBe('Lieve')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /^Geen beeld uit de klas/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/tickets/${chosen}`)
  await page.close()
})

test('a new order waits while a hand is on the list, but not for a child that waits', async () => {
  await desk.find(3, { priority: 3, symptom: 'weak_wifi', family: 'connection' })
  await desk.find(4, { priority: 3, symptom: 'disk', family: 'software' })
  const page = await browser.open('/tickets')
  await rows(page).nth(1).hover()
  await told('T-2026-0002', 'hear', 2)
  await page.getByRole('button', { name: /^Nieuwe volgorde: \d wijziging/ }).waitFor()
  expect((await said(page))[0]).not.toContain('Hoort niets')
  await told('T-2026-0001', 'see', 1)
  await expect.poll(async () => (await said(page)).slice(0, 2).join()).toContain('P1 nu')
  await page.close()
})

test('several are taken at once by keyboard, what a colleague has is told apart, and the rest is put back', async () => {
  const all = [await desk.find(0), await desk.find(1), await desk.find(2), await desk.find(3)]
  const page = await browser.open('/tickets')
  await rows(page).nth(3).waitFor()
  const bar = page.getByText('Kies meldingen om er meer tegelijk te nemen.')
  const before = await rows(page).first().boundingBox()
  await bar.waitFor()
  await page.keyboard.press('n')
  await page.keyboard.press('x')
  await page.getByText('1 gekozen').waitFor()
  for (const key of ['n', 'n', 'X']) await page.keyboard.press(key)
  await page.getByText('3 gekozen').waitFor()
  expect(await rows(page).first().boundingBox()).toEqual(before)
  const order = (await desk.readQueue()).rows.map(({ no }) => no)
  const [first, second, third, rest] = order as [number, number, number, number]
  // A colleague is faster with one, of which no screen heard yet.
  await claimTicket(desk.plane.sql, second, { actor: desk.sam.accountId, now: desk.plane.clock.now() })
  await page.keyboard.press('c')
  await page.getByText('1 melding lukte niet. De andere 2 wel.').waitFor()
  await page.getByRole('alert').getByText('Een collega heeft deze melding.').waitFor()
  await page.getByText('Je nam 2 meldingen.').waitFor()
  const owners = async () => {
    const { rows } = await desk.readQueue()
    return order.map(no => rows.find(row => row.no === no)?.owner?.firstName ?? null)
  }
  expect(await owners()).toEqual(['Lieve', 'Sam', 'Lieve', null])
  await undoByKey(page)
  await expect.poll(owners).toEqual([null, 'Sam', null, null])
  expect([first, third, rest, ...all].every(no => all.includes(no))).toBe(true)
  await page.close()
})

test('several are planned with the mouse and go on again, and become one after it was asked by name', async () => {
  const mine = [await desk.find(0, { priority: 3 }), await desk.find(1, { priority: 3 })]
  await desk.find(2, { priority: 4 })
  for (const no of mine) await desk.doAs(desk.lieve, no, 'claim')
  const page = await browser.open('/tickets')
  await rows(page).nth(2).waitFor()
  const box = (place: number) => rows(page).nth(place).getByRole('checkbox')
  await box(0).click()
  await box(2).click({ modifiers: ['Shift'] })
  await page.getByText('3 gekozen').waitFor()
  const button = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true })
  await button('Plan').click()
  const form = page.getByRole('form', { name: 'Plan 3 meldingen' })
  await form.getByRole('textbox', { name: 'Dag' }).fill('1/12/2026')
  await form.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('alert').getByText('Niemand heeft deze melding. Neem ze eerst.').waitFor()
  const states = async () => {
    const { rows } = await desk.readQueue()
    return mine.map(no => rows.find(row => row.no === no)?.state)
  }
  expect(await states()).toEqual(['planned', 'planned'])
  // What was done is let go, what was not is still chosen.
  await page.getByText('1 gekozen').waitFor()
  await page.getByRole('button', { name: 'Maak ongedaan' }).click()
  await expect.poll(states).toEqual(['open', 'open'])
  await button('Gelezen').click()
  await button('Kies alle 3').click()
  await page.getByText('3 gekozen').waitFor()
  await button('Voeg samen').click()
  await page.getByLabel('Ze gaan verder als').selectOption(String(mine[1]))
  await button(`Voeg 2 meldingen bij melding ${mine[1]}`).click()
  await expect.poll(async () => (await desk.readQueue()).rows.map(({ no }) => no)).toEqual([mine[1]])
  await expect.poll(() => rows(page).count()).toBe(1)
  await page.close()
})

test('filters stand in the address, each can be taken away, and nothing found says what comes next', async () => {
  await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  const mine = await desk.find(1)
  await desk.doAs(desk.lieve, mine, 'claim')
  const page = await browser.open('/tickets')
  await rows(page).nth(1).waitFor()
  await page.getByRole('button', { name: 'van mij' }).click()
  await page.waitForURL('**/tickets?owner=me')
  await expect.poll(() => rows(page).count()).toBe(1)
  await page.getByRole('button', { name: 'Meer filters' }).click()
  await page.getByRole('checkbox', { name: 'P1 nu' }).check()
  await page.waitForURL('**owner=me&priority=1')
  await page.keyboard.press('Escape')
  await page.getByText('Kies minder filters, of zoek in wat voorbij is.').waitFor()
  await page.getByRole('button', { name: 'Haal filter weg: van mij' }).click()
  await page.waitForURL('**/tickets?priority=1')
  await rows(page).filter({ hasText: 'Kind wacht' }).waitFor()
  await page.getByRole('searchbox', { name: 'Zoek in de meldingen' }).fill('KS-0002')
  await page.getByRole('heading', { level: 1, name: 'Geen melding gevonden' }).waitFor()
  await page.close()
})

test('what the filters show goes along as a file in the words of the screen', async () => {
  await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  await desk.find(1)
  const page = await browser.open('/tickets?priority=1')
  await rows(page).first().waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Exporteer als CSV' }).click()
  const stream = await (await download).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString().trim().split(/\r?\n/)
  expect(lines[0]).toContain('hoever')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('Kind wacht, klas niet verbonden')
  await page.close()
})

test('a screen on the wall shows the queue without a name, and nothing to press', async () => {
  const { plane } = desk
  const taken = await desk.find(0, { priority: 1, symptom: 'child_waits', family: 'connection' })
  await desk.doAs(desk.lieve, taken, 'claim')
  const wall = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'wall') })
  const page = await wall.open('/tickets')
  await rows(page).filter({ hasText: 'een collega' }).waitFor()
  const all = await page.locator('body').textContent()
  expect(all).toContain('T-2026-0001')
  expect(all).not.toMatch(/Elif|Lieve/)
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
  await wall.close()
})

for (const language of ['nl', 'en'] as const)
  test(`everyone can use the queue, in ${language}`, async () => {
    await desk.find(0, { priority: 1, symptom: 'child_waits_class_gone', family: 'connection' })
    await desk.find(1, { symptom: 'storm_provider', family: 'connection', key: 'provider:x' })
    const eyes = await startBrowser(desk.plane.httpUrl, { signedIn: desk.lieve, language })
    const found: string[] = []
    let page: Page | undefined
    for (const path of ['/tickets', '/tickets?q=niets&priority=1']) {
      page = await eyes.open(path, page)
      await settled(page)
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
