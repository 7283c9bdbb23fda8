import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignalGround } from '../flows/signal-ground.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { focusOn, undoByKey } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'
import { openRuleGround } from './rule-ground.ts'

let ground: SignalGround
let lead: SignedIn
let lieve: SignedIn
let browser: TestBrowser
let pair: RegisteredPair

beforeAll(async () => {
  ;({ ground, lead, lieve } = await openRuleGround())
  pair = ground.pairs[0]!
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: lead, height: 1400 })
})
afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const editOf = async (rule: string) => {
  const [row] = await ground.plane.sql<{ edit: object }[]>`
    select edit from rule_edits where rule = ${rule} order by revision desc limit 1`
  return row?.edit
}
const gap = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

test('a lead finds a rule, is told its bounds, sees what other numbers would have done, saves and takes it back', async () => {
  const page = await browser.open('/admin/rules')
  await page.getByRole('heading', { name: 'Alle 26 regels staan aan' }).waitFor()
  await page.getByRole('searchbox', { name: 'Zoek in de regels' }).fill('camera klas')
  await page.getByRole('heading', { name: '1 regel gevonden' }).waitFor()
  expect(page.url()).toContain('q=camera+klas')
  await page.getByRole('link', { name: 'Geen beeld uit de klas' }).press('Enter')
  await focusOn(page, /^Geen beeld uit de klas$/)
  const form = page.getByRole('form', { name: 'Geen beeld uit de klas' })
  await gap(page, 'wachttijd').focus()
  await page.getByText('Wachttijd: van 0 s tot 1 uur. Geleverd: 1 min.').waitFor()
  await gap(page, 'wachttijd').fill('2 uur')
  await page.keyboard.press('Enter')
  await form.getByRole('alert').getByText('Wachttijd moet tussen 0 s en 1 uur liggen.').waitFor()
  await focusOn(page, /wachttijd/)
  expect(await editOf('camera')).toBeUndefined()
  await gap(page, 'wachttijd').fill('3 min')
  await page.getByRole('button', { name: 'Kijk het na' }).press('Enter')
  await page.getByText('2 keer, 2 met melding').waitFor()
  await page.getByText('1 keer, 1 met melding').waitFor()
  const first = page.getByRole('listitem').filter({ hasText: pair.trajectory })
  await first.getByText('nu 1, dan 0').waitFor()
  await page.getByRole('row', { name: /23\/11 2 1/ }).waitFor()
  await page.getByText('3 duo’s en sets nagekeken. Van 1 daarvan kwam niets').waitFor()
  expect(await editOf('camera')).toBeUndefined()
  expect(await violations(page)).toEqual([])
  await form.getByRole('combobox', { name: 'Daarbuiten' }).selectOption('P4 later')
  await page.getByText('Dit was met andere getallen.').waitFor()
  await form.getByRole('button', { name: 'Bewaar' }).press('Enter')
  await page.getByText('wachttijd 1 min → 3 min en daarbuiten P3 gewoon → P4 later').waitFor()
  expect(await editOf('camera')).toEqual({ holdSeconds: 180, priorities: { otherwise: 4 } })
  await page.getByRole('heading', { level: 2, name: 'Geen beeld uit de klas' }).click()
  await undoByKey(page)
  await expect.poll(() => editOf('camera')).toEqual({})
  await page.getByText('alles zoals geleverd').waitFor()
  await page.getByRole('button', { name: 'Zet terug op versie 1' }).press('Enter')
  await expect.poll(() => editOf('camera')).toEqual({ holdSeconds: 180, priorities: { otherwise: 4 } })
  const reset = form.getByRole('button', { name: 'Zet zoals geleverd' })
  await expect.poll(() => reset.getAttribute('aria-disabled')).toBeNull()
  await reset.press('Enter')
  await expect.poll(() => editOf('camera')).toEqual({})
  expect(browser.wrongs).toEqual([])
  await page.close()
})

test('a rule that is off is said first, and found by a word of the filter', async () => {
  const page = await browser.open('/admin/rules?rule=battery&family=power')
  const form = page.getByRole('form', { name: 'Batterij bijna leeg' })
  await form.getByRole('checkbox', { name: 'Deze regel staat aan' }).uncheck()
  await form.getByText('Zolang ze uit staat, krijgt niemand hiervoor een melding.').waitFor()
  await form.getByRole('button', { name: 'Bewaar' }).click()
  await expect.poll(() => editOf('battery')).toEqual({ on: false })
  await page.getByRole('combobox', { name: 'Soort' }).selectOption('alle soorten')
  await page.getByRole('heading', { name: '1 regel staat uit' }).waitFor()
  await page.getByRole('button', { name: /^uit/ }).click()
  await page.getByRole('heading', { name: '1 regel gevonden' }).waitFor()
  expect(new URL(page.url()).search).toBe('?state=off&rule=battery')
  await page.getByRole('searchbox', { name: 'Zoek in de regels' }).fill('niets van dat')
  await page.getByRole('heading', { name: 'Geen regel gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Toon alle regels' }).click()
  await page.getByRole('heading', { name: '1 regel staat uit' }).waitFor()
  await tellAs(lead, '/api/rules/battery/reset', {})
  await page.getByRole('heading', { name: 'Alle 26 regels staan aan' }).waitFor()
  const own = gap(page, 'ondergrens, %')
  await own.fill('30')
  await tellAs(lead, '/api/rules/battery', { holdSeconds: 60 }, 'PUT')
  await form.getByText('Wim veranderde deze regel net. Bewaren zet jouw getallen.').waitFor()
  expect([await own.inputValue(), await gap(page, 'wachttijd').inputValue()]).toEqual(['30', '1 min'])
  await tellAs(lead, '/api/rules/battery/reset', {})
  await page.close()
})

test('the helpdesk reads rules and tries them, and is told who may change them', async () => {
  const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: lieve })
  const page = await eyes.open('/admin/rules?rule=camera')
  const save = page.getByRole('button', { name: 'Bewaar' })
  await save.hover()
  await page.getByRole('tooltip', { name: 'Dit mag een teamleider of een beheerder.' }).waitFor()
  expect(await save.getAttribute('aria-disabled')).toBe('true')
  expect(await gap(page, 'wachttijd').evaluate((one: HTMLInputElement) => one.readOnly)).toBe(true)
  await ground.plane.sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(7240011)`
    await page.getByRole('button', { name: 'Kijk het na' }).click()
    await page.getByText('Een collega vraagt dit net ook. Probeer het over een minuut.').waitFor()
  })
  await page.getByRole('button', { name: 'Kijk het na' }).click()
  await page.getByText('2 keer, 2 met melding').waitFor()
  expect(await violations(page)).toEqual([])
  const storm = await eyes.open('/admin/rules?rule=storm_location', page)
  await storm.getByRole('button', { name: 'Kijk het na' }).hover()
  await storm.getByRole('tooltip', { name: 'Voor deze regel bewaren we te weinig.' }).waitFor()
  await eyes.close()
})

test('why somebody was called, or nobody, is read at the pair, at the set and at the ticket, by rule', async () => {
  const [ticket] = await ground.plane.sql<{ no: number }[]>`select no from tickets order by no limit 1`
  let page: Page | undefined
  for (const [path, opener] of [
    [`/trajectories/${pair.trajectory}`, 'Toon wat regels zagen en beslisten'],
    [`/sets/${pair.school.label}`, 'Toon wat regels zagen en beslisten'],
    [`/tickets/${ticket!.no}`, 'Waarom deze melding?'],
  ] as const) {
    page = await browser.open(path, page)
    const why = page.locator('details', { hasText: opener })
    await why.getByText(opener).click()
    const said = why.getByRole('listitem')
    await said.filter({ hasText: 'Geen beeld uit de klas: hield 1 min aan, de regel slaat aan.' }).waitFor()
    await said
      .filter({ hasText: `${pair.school.label} · geen camera` })
      .first()
      .waitFor()
    await said.filter({ hasText: 'Er komt een melding: P3 gewoon.' }).waitFor()
    await why.getByRole('combobox', { name: 'Regel' }).selectOption('Geen geluid')
    await why.getByText('Deze regel besliste hier niets.').waitFor()
    await why.getByRole('combobox', { name: 'Regel' }).selectOption('Geen beeld uit de klas')
    await said.filter({ hasText: 'De storing is voorbij.' }).waitFor()
    expect(await violations(page, { within: 'details[open]' })).toEqual([])
  }
  await page!.close()
})

test('maintenance is planned from the menu of what is worked on, seen, stopped, and put back', async () => {
  const page = await browser.open(`/sets/${pair.school.label}`)
  await page.getByRole('button', { name: `Wat je met ${pair.school.label} kan` }).click()
  await page.getByRole('button', { name: 'Plan onderhoud' }).click()
  await page.getByRole('heading', { name: 'Er is geen onderhoud' }).waitFor()
  expect(await gap(page, 'Label van de set').inputValue()).toBe(pair.school.label)
  await page.getByRole('button', { name: 'Plan onderhoud' }).press('Enter')
  await page.getByRole('heading', { name: 'Op 1 plaats is onderhoud bezig' }).waitFor()
  const [row] = await ground.plane.sql<{ scope: string; ms: number }[]>`
    select scope, (extract(epoch from until_at - from_at) * 1000)::int4 as ms from maintenances`
  expect(row!.scope).toBe(`set:${pair.school.label}`)
  expect(Math.abs(row!.ms - 2 * 3_600_000)).toBeLessThan(60_000)
  await page.getByRole('combobox', { name: 'Begint' }).selectOption('later')
  await gap(page, 'Label van de set').fill('KS-9999')
  await page.getByRole('button', { name: 'Plan onderhoud' }).press('Enter')
  await page.getByText('We vinden KS-9999 niet. Kijk de code na.').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: `Stop nu: ${pair.school.label}` }).press('Enter')
  await page.getByRole('heading', { name: 'Er is geen onderhoud' }).waitFor()
  await page.getByRole('button', { name: 'Maak ongedaan' }).press('Enter')
  await page.getByRole('heading', { name: 'Op 1 plaats is onderhoud bezig' }).waitFor()
  expect(browser.wrongs).toEqual([])
  await page.close()
})

test('in both languages, and at 320 px, everybody can use it', async () => {
  for (const [language, width] of [
    ['nl', 320],
    ['en', 1440],
  ] as const) {
    const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: lead, language, width })
    let page: Page | undefined
    for (const path of ['/admin/rules', '/admin/rules?rule=poor_line', '/admin/maintenance']) {
      page = await eyes.open(path, page)
      await settled(page)
      expect([language, path, await tooWidePx(page)]).toEqual([language, path, 0])
      expect(await violations(page, { language }), path).toEqual([])
    }
    await eyes.close()
  }
})
