import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, type HeldClock, passTime } from '../support/clock.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { type Ground, startGroundOnMonday, workingCamera } from './ground.ts'
import { putTimetable } from './lesson-ground.ts'

let ground: Ground<HeldClock>
let helpdesk: TestBrowser

const presenceOf = async (label: string) =>
  ((await (await askAs(ground.plane.admin, `/api/sets/${label}`)).json()) as { presence: string }).presence

/** The class set fell away four times on Monday, and did not come back; on Tuesday, in its lesson, the child is not heard either. */
beforeAll(async () => {
  ground = await startGroundOnMonday(3)
  const { plane, pairs } = ground
  const [first, second] = pairs
  const week = [1, 2].map(weekday => [weekday, 580, 650] as const)
  for (const pair of [first!, second!]) await putTimetable(plane, pair.trajectory, week)
  await tellAs(
    plane.admin,
    '/api/trajectories/T-2026-0001/child',
    { firstName: 'Noor', className: '4B' },
    'PUT',
  )
  const teacher = {
    role: 'school_ict',
    name: 'Dirk Maes',
    phone: '016 12 34 56',
    email: null,
    bestHours: null,
  }
  const made = await tellAs(plane.admin, `/api/locations/SCH-${first!.school.label}/contacts`, teacher)
  expect(made.status, await made.clone().text()).toBe(200)
  for (const set of [second!.home, second!.school]) await ground.speak(set)
  const home = await ground.speak(first!.home)
  await breakOff(await ground.speak(first!.school))
  for (let connection = 2; connection < 5; connection++) await breakOff(await comeBack(connection))
  await passTime(plane, 10_000)
  expect(await presenceOf('KS-0001')).toBe('lost')
  const tuesday = brussels('2026-11-24T10:00')
  plane.clock.set(tuesday)
  const muted = { present: true, muted: true, volume_zero: false }
  await home.send('event', 2, { facts: { audio_in: muted, audio_out: muted } }, { at: tuesday })
  await home.acknowledges(2)
  helpdesk = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
})

afterAll(async () => {
  await helpdesk?.close()
  await ground?.stop()
})

async function comeBack(connection: number): Promise<HandSet> {
  const { deviceId } = ground.pairs[0]!.school
  const set = await connectHandSet({ deviceId, mqttPort: ground.plane.mqttPort, connection })
  await set.hello({ facts: { camera_1: workingCamera } })
  return set
}

async function breakOff(set: HandSet): Promise<void> {
  await until('it is there', async () => (await presenceOf('KS-0001')) === 'online')
  ground.plane.clock.move(1000)
  set.vanish()
  await until('it is silent', async () => (await presenceOf('KS-0001')) === 'suspect')
  ground.plane.clock.move(1000)
}

/** Counts what hands do. */
function handsOn(page: Page) {
  let clicks = 0
  let keys = 0
  return {
    async click(what: Locator) {
      clicks += 1
      await what.click()
    },
    async press(key: string) {
      keys += 1
      await page.keyboard.press(key)
    },
    done: () => ({ clicks, keys }),
  }
}

const firstRow = (page: Page) =>
  page
    .getByRole('row')
    .filter({ has: page.locator('[data-row]') })
    .first()

test('who is first is read without a hand: by name, with what is wrong and since when', async () => {
  const page = await helpdesk.open('/')
  await page.getByRole('heading', { name: 'Nu 1', exact: true }).waitFor()
  await firstRow(page).getByText('Noor, 4B').waitFor()
  expect(await page.title()).toMatch(/^\(1\) /)
  const says = await firstRow(page).textContent()
  expect(says).toMatch(/^Noor, 4B.*nog 50 min.*geluid gedempt.*weg sinds 23\/11 10:00/)
  await page.close()
})

test('the phone of the school is one click from Nu, with the child, the pair and today above all else', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await firstRow(page).getByText('Noor, 4B').waitFor()
  await hands.click(firstRow(page).locator('[data-row]'))
  const phone = page.getByRole('link', { name: 'Bel Dirk Maes op 016 12 34 56' })
  await phone.waitFor()
  expect(hands.done()).toEqual({ clicks: 1, keys: 0 })
  const sentence = page.getByRole('heading', { level: 1 })
  await expect
    .poll(() => sentence.textContent())
    .toMatch(/^Noor, 4B: klasset weg sinds 23\/11 10:00, les tot 10:50$/)
  const top = async (what: Locator) => (await what.boundingBox())?.y ?? Number.NaN
  const pair = page.getByRole('region', { name: 'klasset' })
  await pair.getByText('weg sinds 23/11 10:00').waitFor()
  expect(await top(pair)).toBeLessThan(await top(phone))
  const administration = page.getByRole('heading', { name: 'Stappen' })
  const day = page.getByRole('heading', { name: 'Vandaag', exact: true })
  expect(await top(day)).toBeLessThan(await top(administration))
  expect(await top(phone)).toBeLessThan(await top(administration))
  expect(await page.title()).not.toContain('Noor')
  await page.close()
})

test('whom to call is hidden from who looks over a shoulder, and shown again', async () => {
  const page = await helpdesk.open('/trajectories/T-2026-0001')
  const phone = page.getByRole('link', { name: 'Bel Dirk Maes op 016 12 34 56' })
  await phone.waitFor()
  await page.getByRole('button', { name: 'Verberg' }).press('Enter')
  const show = page.getByRole('button', { name: 'Toon contactpersonen' })
  await show.waitFor()
  expect(await phone.count()).toBe(0)
  await show.press('Enter')
  await phone.waitFor()
  await page.close()
})

test('the same is there by keyboard: to the row, and Enter', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await firstRow(page).getByText('Noor, 4B').waitFor()
  await hands.press('n')
  await hands.press('Enter')
  await page.getByRole('link', { name: 'Bel Dirk Maes op 016 12 34 56' }).waitFor()
  expect(hands.done()).toEqual({ clicks: 0, keys: 2 })
  await page.close()
})

test('what happened yesterday is three clicks from Nu, each break behind one line', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await firstRow(page).getByText('Noor, 4B').waitFor()
  await hands.click(firstRow(page).locator('[data-row]'))
  await hands.click(page.getByRole('button', { name: 'een dag terug' }))
  await page.getByRole('heading', { name: 'ma 23/11', exact: true }).waitFor()
  await hands.click(page.getByRole('link', { name: 'Wat veranderde KS-0001' }))
  await page.waitForURL('**/sets/KS-0001?day=2026-11-23**')
  await page.getByText('4 × weg', { exact: true }).waitFor()
  expect(hands.done()).toEqual({ clicks: 3, keys: 0 })
  await page.close()
})

test('why a set is not there is one click from Nu, and its page leads on in one more', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await hands.click(firstRow(page).locator('a[href="/sets/KS-0001"]'))
  await page.getByText('de set bleef stil').first().waitFor()
  expect(hands.done()).toEqual({ clicks: 1, keys: 0 })
  const strip = page.getByRole('region', { name: 'Verbinding in deze periode' })
  const facts = page.getByRole('heading', { name: 'Feiten' })
  expect((await strip.boundingBox())!.y).toBeLessThan((await facts.boundingBox())!.y)
  const leads = async (name: string | RegExp, to: string) =>
    expect(await page.getByRole('link', { name }).first().getAttribute('href')).toBe(to)
  await page.getByRole('link', { name: /Noor, 4B/ }).waitFor()
  await leads(/Noor, 4B/, '/trajectories/T-2026-0001')
  await leads('les tot 10:50', '/trajectories/T-2026-0001#lessen')
  await leads('Bel', '/trajectories/T-2026-0001#contacts')
  await leads(/HS-0001/, '/sets/HS-0001')
  await page.close()
})

test('the sets that are gone are a file in three clicks from Nu, in the words of the screen', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await firstRow(page).getByText('Noor, 4B').waitFor()
  await hands.click(page.getByRole('link', { name: 'Sets', exact: true }))
  await hands.click(page.getByRole('button', { name: /^weg/ }))
  await page.getByRole('heading', { level: 1, name: '1 set gevonden' }).waitFor()
  const saved = page.waitForEvent('download')
  await hands.click(page.getByRole('button', { name: 'Exporteer lijst' }))
  const [heading, row, ...others] = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
  expect(heading).toMatch(/Set;Soort;Traject;Plaats;/)
  expect(row).toMatch(/^KS-0001;klasset;.*;weg;/)
  expect(others).toEqual([])
  expect(hands.done()).toEqual({ clicks: 3, keys: 0 })
  await page.close()
})

test('who sees on Nu that nobody has duty takes it in one click', async () => {
  const page = await helpdesk.open('/')
  const hands = handsOn(page)
  await hands.click(page.getByRole('button', { name: 'Neem nu dienst' }))
  await page
    .getByRole('link', { name: /^Helpdesk nu: / })
    .getByText(/tot/)
    .waitFor()
  await page.getByText('Niemand heeft dienst.').waitFor({ state: 'detached' })
  expect(hands.done()).toEqual({ clicks: 1, keys: 0 })
  await page.close()
})

test('who may not know a child is told of the trajectory by its code, and asks for no name', async () => {
  const signedIn = await signInAs(ground.plane, 'logistics')
  const other = await startBrowser(ground.plane.httpUrl, { signedIn, width: 320 })
  const page = await other.open('/trajectories/T-2026-0001')
  await page.getByRole('heading', { level: 1, name: /^T-2026-0001: klasset weg sinds/ }).waitFor()
  await page.goto(`${ground.plane.httpUrl}/sets/KS-0001`)
  await page
    .getByRole('link', { name: /T-2026-0001/ })
    .first()
    .waitFor()
  expect(other.asked.filter(address => address.endsWith('/person'))).toEqual([])
  expect(other.asked.filter(address => address.includes('/T-2026-0001/contacts'))).toEqual([])
  await other.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(helpdesk.wrongs).toEqual([])
})
