import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HandSet } from '../support/hand-set.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { focusOn, undoByKey } from './admin-ground.ts'
import { countHands } from './hands.ts'
import { settled, violations } from './look.ts'
import { type ConsoleHelpdesk, startHelpdesk } from './ticket-ground.ts'

/**
 * What a helpdesk does all day, by mouse and by keyboard, each in as few presses as was promised. Left out until there is
 * such a thing: diagnosing a pair, swapping a set, and all that logistics and counsellors do with goods and requests.
 */
let desk: ConsoleHelpdesk
let browser: TestBrowser
let mails: MailServer
let home: HandSet
let seq = 10

beforeAll(async () => {
  mails = await startMailServer()
  desk = await startHelpdesk(4, { mail: mails.settings })
  const { plane, pairs } = desk
  home = await desk.speak(pairs[0]!.home)
  await desk.speak(pairs[0]!.school)
  const teacher = { role: 'teacher', name: 'Ann Daems', phone: '016 12 34 56', bestHours: null }
  const contact = { ...teacher, email: 'ann@school.example' }
  await tellAs(plane.admin, '/api/locations/SCH-KS-0001/contacts', contact)
  const ict = { ...contact, role: 'school_ict', name: 'Bart Claes', phone: '016 65 43 21', email: null }
  await tellAs(plane.admin, '/api/locations/SCH-KS-0001/contacts', ict)
  browser = await startBrowser(plane.httpUrl, { signedIn: desk.lieve, height: 1200 })
})
afterEach(() => desk.endAll())
afterAll(async () => {
  await browser?.close()
  await desk?.stop()
  await mails?.stop()
})

const looked = new Set<string>()
/** Whatever screen a journey passes is looked at once by who cannot see it. */
async function look(page: Page, screen: string): Promise<void> {
  if (looked.has(screen)) return
  looked.add(screen)
  await settled(page)
  expect([screen, await violations(page)]).toEqual([screen, []])
}

async function begin(path: string, screen: string) {
  const page = await browser.open(path)
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  await look(page, screen)
  const hands = await countHands(page)
  return { page, hands, button: (name: string | RegExp) => page.getByRole('button', { name, exact: true }) }
}
const worst = (place = 0) =>
  desk.find(place, { priority: 1, symptom: 'child_waits_class_gone', family: 'connection' })
const stateOf = async (no: number) => (await desk.read(no)).ticket.state
const isOf = async (no: number) => (await desk.read(no)).ticket.owner?.firstName
const opens = (page: Page, no: number) => page.waitForURL(`**/tickets/${no}**`)
const done = async (hands: () => Promise<unknown>, expected: object) =>
  expect(await hands()).toEqual(expected)
const happened = (page: Page, what: string | RegExp) =>
  page.getByRole('region', { name: 'Wat er gebeurde' }).getByText(what).waitFor()
const rows = (page: Page) => page.getByRole('table', { name: 'Wachtrij' }).locator('tbody tr')

test('1 who waits is read on Nu without a hand, and taken there in one press', async () => {
  await desk.speak(desk.pairs[1]!.home)
  const no = await worst(1)
  const { page, hands, button } = await begin('/?open=unknown,off,connected', 'Nu')
  await button(/^Neem melding \d+: /).click()
  await expect.poll(() => isOf(no)).toBe('Lieve')
  await done(hands, { clicks: 1, keys: 0 })
  await page.close()
})

test('2 the most urgent ticket is taken and opened in one click, or two keys', async () => {
  const no = await worst()
  await desk.find(1)
  const mouse = await begin('/tickets', 'Wachtrij')
  await mouse.button('Neem de dringendste').click()
  await opens(mouse.page, no)
  await done(mouse.hands, { clicks: 1, keys: 0 })
  await mouse.page.close()
  await desk.doAs(desk.lieve, no, 'release')
  const { page, hands } = await begin('/tickets', 'Wachtrij')
  await rows(page).nth(1).waitFor()
  for (const key of ['n', 'c']) await page.keyboard.press(key)
  await expect.poll(() => isOf(no)).toBe('Lieve')
  await done(hands, { clicks: 0, keys: 2 })
  await page.close()
})

test('3 the code that a caller says brings both sides on screen, for one press and the typing', async () => {
  const code = 'T-2026-0001'
  const both = async (page: Page) => {
    await page.waitForURL(`**/trajectories/${code}`)
    for (const side of ['thuisset', 'klasset']) await page.getByRole('region', { name: side }).waitFor()
    await look(page, 'Traject')
  }
  const { page, hands } = await begin('/tickets', 'Wachtrij')
  await page.getByRole('banner').getByRole('combobox').click()
  await page.keyboard.type(`${code}\n`)
  await both(page)
  await done(hands, { clicks: 1, keys: code.length + 1 })
  await page.close()
  const keyboard = await begin('/tickets', 'Wachtrij')
  await keyboard.page.keyboard.press('Control+k')
  await keyboard.page.keyboard.type(`${code}\n`)
  await both(keyboard.page)
  await done(keyboard.hands, { clicks: 0, keys: code.length + 2 })
  await keyboard.page.close()
})

test('4 a ticket is resolved and the next one is there, in two clicks, or two keys', async () => {
  const [first, second, third] = [await worst(), await desk.find(1), await desk.find(2)]
  await desk.doAs(desk.lieve, first, 'claim')
  const { page, hands, button } = await begin(`/tickets/${first}`, 'Melding')
  await button('Los op').click()
  await look(page, 'Los op')
  await button('Los op en neem de volgende').click()
  await expect.poll(() => stateOf(first)).toBe('resolved')
  await focusOn(page, /^Geen beeld uit de klas · (Noor|Milan)/)
  await page.getByText('van jij').waitFor()
  await done(hands, { clicks: 2, keys: 0 })
  const next = Number(new URL(page.url()).pathname.split('/').at(-1))
  expect([second, third]).toContain(next)
  await page.keyboard.press('e')
  await focusOn(page, /^camera$/)
  await page.keyboard.press('v')
  await expect.poll(() => stateOf(next)).toBe('resolved')
  await opens(page, next === second ? third : second)
  await done(hands, { clicks: 2, keys: 2 })
  await page.close()
})

test('5 the phone of the school is one key away, and the call is noted with one more', async () => {
  const no = await worst()
  await desk.doAs(desk.lieve, no, 'claim')
  const { page, hands, button } = await begin(`/tickets/${no}`, 'Melding')
  await button('Toon contactpersonen').waitFor()
  await page.keyboard.press('b')
  const phone = page.getByRole('link', { name: 'Bel Ann Daems op 016 12 34 56' })
  await phone.waitFor()
  await look(page, 'Contactpersonen')
  await page.keyboard.press('b')
  await focusOn(page, /^Bel (Ann Daems|Bart Claes)/)
  await phone.focus()
  for (const key of ['g', 'Enter']) await page.keyboard.press(key)
  await happened(page, 'Jij belde met de leerkracht')
  await done(hands, { clicks: 0, keys: 4 })
  await button('gebeld').click()
  await page.getByLabel('Hoe').selectOption('ik werd gebeld')
  await button('Noteer gesprek').click()
  await happened(page, 'Jij werd gebeld door de leerkracht')
  await done(hands, { clicks: 2, keys: 4 })
  await page.close()
})

test('6 a question stands on the set in two clicks, or two keys', async () => {
  const [no, other] = [await worst(), await desk.find(0)]
  for (const one of [no, other]) await desk.doAs(desk.lieve, one, 'claim')
  const { page, hands, button } = await begin(`/tickets/${no}`, 'Melding')
  await button('bericht op de set').click()
  await look(page, 'Bericht op de set')
  await button('Toon op de set').click()
  await expect.poll(() => stateOf(no)).toBe('waiting_user')
  await done(hands, { clicks: 2, keys: 0 })
  await browser.open(`/tickets/${other}`, page)
  const again = await countHands(page)
  await button('Geef terug').waitFor()
  for (const key of ['t', 'Enter']) await page.keyboard.press(key)
  await expect.poll(() => stateOf(other)).toBe('waiting_user')
  await done(again, { clicks: 0, keys: 2 })
  await page.close()
})

test('7 a question goes by mail in three clicks, or three keys', async () => {
  const [no, other] = [await worst(), await desk.find(0)]
  for (const one of [no, other]) await desk.doAs(desk.lieve, one, 'claim')
  const { page, hands, button } = await begin(`/tickets/${no}`, 'Melding')
  await button('vraag per mail').click()
  await button('Toon wie je kan mailen').click()
  await page.getByRole('figure', { name: 'Zo vertrekt de mail' }).waitFor()
  await look(page, 'Vraag per mail')
  await button('Verstuur de mail').click()
  await expect.poll(() => stateOf(no)).toBe('waiting_user')
  await done(hands, { clicks: 3, keys: 0 })
  await browser.open(`/tickets/${other}`, page)
  const again = await countHands(page)
  await button('Geef terug').waitFor()
  for (const key of ['m', 'Enter']) await page.keyboard.press(key)
  await focusOn(page, /Ann Daems/)
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stateOf(other)).toBe('waiting_user')
  await done(again, { clicks: 0, keys: 3 })
  await until('both mails', () => mails.heard.length === 2)
  await page.close()
})

test('a question goes by mail as it was shown, ten an hour at most, and waits for its answer', async () => {
  const no = await desk.find(0)
  const { page, button } = await begin(`/tickets/${no}`, 'Melding')
  await button('Neem').waitFor()
  await page.keyboard.press('m')
  await focusOn(page, /^Toon wie je kan mailen$/)
  await page.keyboard.press('Enter')
  await focusOn(page, /Bart Claes/)
  await page.getByText('Hoogstens 10 mails per uur over een melding. Nog 10 dit uur.').waitFor()
  const send = button('Verstuur de mail')
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await page.getByText('Niemand heeft deze melding.').last().waitFor({ state: 'attached' })
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('c')
  await happened(page, 'Jij nam deze melding')
  await page.getByLabel('Aan wie').selectOption({ label: 'Bart Claes · ICT van de school · geen e-mail' })
  await page.getByText('Dit contact heeft geen e-mailadres.').waitFor({ state: 'attached' })
  await page.getByLabel('Aan wie').selectOption({ label: 'Ann Daems · de leerkracht' })
  await page.getByLabel('Welke vraag').selectOption('Kan er nu iemand bij de set?')
  await page.getByLabel('Taal').selectOption('Engels')
  const preview = page.getByRole('figure', { name: 'Zo vertrekt de mail' })
  const shown = await preview.locator('[lang=en]').allInnerTexts()
  await send.click()
  await expect.poll(() => stateOf(no)).toBe('waiting_user')
  await happened(page, 'Jij stelde een vraag per mail')
  const mail = await until('the mail', () => mails.heard.find(({ head }) => head.includes(`about ${no}`)))
  expect(mail.to).toEqual(['ann@school.example'])
  expect(mail.head).toContain(`Subject: ${shown[0]}`)
  const sent = mail.body
    .replaceAll('\r\n', '\n')
    .replace(/http:\S+/, '(de link)')
    .trim()
  expect(shown[1]).toBe(sent)
  await page.getByText('Nog 9 dit uur.').waitFor()
  await page.close()
})

test('8 who calls for help at a set is helped in one click from Nu', async () => {
  const sent = { press: randomUUID(), picture: 'see', by: 'child', language: 'nl', withdrawn: false }
  await home.send('help', ++seq, sent)
  await home.acknowledges(seq)
  const { page, hands, button } = await begin('/', 'Nu')
  await button('Neem de hulpvraag van Elif, 6ELE').click()
  await page.getByText('Jij helpt Elif, 6ELE.').waitFor()
  await done(hands, { clicks: 1, keys: 0 })
  await look(page, 'Nu, hulpvraag')
  await undoByKey(page)
  await button('Neem de hulpvraag van Elif, 6ELE').waitFor()
  await page.close()
})

test('9 somebody calls: it is a ticket about both sides in three presses and the typing', async () => {
  const { page, hands, button } = await begin('/tickets/new', 'Nieuwe melding')
  const about = page.getByRole('combobox', { name: 'Waarover' })
  await about.click()
  await page.keyboard.type('ks2\n')
  for (const side of ['thuisset', 'klasset']) await page.getByRole('region', { name: side }).waitFor()
  await button('Hoort niets').click()
  await button('Maak melding').click()
  await page.getByRole('heading', { level: 1, name: /^Hoort niets/ }).waitFor()
  await done(hands, { clicks: 3, keys: 4 })
  await page.close()
})

test('10 several are taken at once, by mouse or by keyboard, and given back in one key', async () => {
  const both = [await desk.find(0), await desk.find(1)]
  const owners = () => Promise.all(both.map(isOf))
  const { page, hands, button } = await begin('/tickets', 'Wachtrij')
  await rows(page).nth(1).waitFor()
  for (const place of [0, 1]) await rows(page).nth(place).getByRole('checkbox').click()
  await look(page, 'Wachtrij, gekozen')
  await page.getByRole('main').getByRole('button', { name: 'Neem', exact: true }).click()
  await expect.poll(owners).toEqual(['Lieve', 'Lieve'])
  await undoByKey(page)
  await expect.poll(owners).toEqual([undefined, undefined])
  await done(hands, { clicks: 3, keys: 1 })
  await button('Kies niets').click()
  await page.getByRole('heading', { level: 1 }).focus()
  for (const key of ['n', 'x', 'n', 'x', 'c']) await page.keyboard.press(key)
  await expect.poll(owners).toEqual(['Lieve', 'Lieve'])
  await done(hands, { clicks: 4, keys: 6 })
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
