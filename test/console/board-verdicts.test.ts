import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LessonGround, startLessons } from '../flows/board-ground.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HandSet } from '../support/hand-set.ts'
import { signInAs, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { focusOn, undoByKey } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let ground: LessonGround
let browser: TestBrowser
type InCall = { pair: RegisteredPair; home: HandSet; school: HandSet }
const lessons: InCall[] = []

beforeAll(async () => {
  ground = await startLessons(5)
  for (let count = 0; count < 5; count++) lessons.push(await inCall(ground.takePair()))
  const child = { firstName: 'Elif', className: '6ELE' }
  await tellAs(ground.plane.admin, `/api/trajectories/${codeOf(0)}/child`, child, 'PUT')
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: await signInAs(ground.plane, 'helpdesk') })
})
afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const codeOf = (index: number) => lessons[index]!.pair.trajectory

async function inCall(pair: RegisteredPair): Promise<InCall> {
  const home = await ground.comeOn(pair.home)
  const school = await ground.comeOn(pair.school)
  await ground.call(home, 'running', 'both')
  await ground.call(school, 'running', 'both')
  return { pair, home, school }
}
/** The child sees nobody any more, for the set of its class is gone without a goodbye. */
async function loseClass({ pair, home, school }: InCall): Promise<void> {
  await ground.call(home, 'running', 'none')
  await ground.vanish(school, pair.school.label)
}
const rowOf = (page: Page, code: string) => page.getByRole('row').filter({ hasText: code })
const headline = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

test('an evening on which all is well is one sentence, and nearly grey', async () => {
  const page = await browser.open('/')
  await headline(page, 'Alles goed, 5 lessen bezig')
  await page.getByRole('button', { name: 'Goed 5' }).click()
  await rowOf(page, codeOf(0)).getByText('beide in gesprek').waitFor()
  expect(await page.locator('main [data-tone="act"], main [data-tone="soon"]').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  await page.close()
})

test('a child that waits is said, stands first by name with how long the lesson lasts, and takes the title', async () => {
  const page = await browser.open('/?open=good')
  const calm = rowOf(page, codeOf(1))
  await calm.hover()
  const { y } = (await calm.boundingBox())!
  await ground.giveLesson(codeOf(0), '10:45')
  await loseClass(lessons[0]!)
  await ground.pass(30_000)
  await rowOf(page, codeOf(0)).getByText('even wachten').waitFor()
  expect((await calm.boundingBox())!.y).toBe(y)
  await ground.pass(35_000)
  await headline(page, '1 kind wacht · 5 lessen bezig')
  expect(await page.title()).toMatch(/^\(1\) Nu /)
  const row = rowOf(page, codeOf(0))
  await row.getByText('Elif, 6ELE').waitFor()
  expect(await row.textContent()).toMatch(/^Elif, 6ELE.*kind wacht, klasset weg.*nog 4\d min.*weg sinds/)
  expect(await violations(page)).toEqual([])
  await page.close()
})

test('by keyboard its ticket is taken, given back by one key, and by mouse the telephone is one click away', async () => {
  const page = await browser.open('/')
  const take = page.getByRole('button', { name: /^Neem melding \d+: Elif, 6ELE$/ })
  await take.focus()
  await page.keyboard.press('Enter')
  await page.getByText(/^Je hebt nu melding \d+\.$/).waitFor()
  await focusOn(page, /^Maak ongedaan$/)
  await undoByKey(page)
  await focusOn(page, /^Neem melding/)
  await page.getByRole('link', { name: 'Bel voor Elif, 6ELE' }).click()
  await page.waitForURL(`**/trajectories/${codeOf(0)}#contacts`)
  await page.close()
})

test('whose ticket it is, is said to colleagues and not on the wall', async () => {
  const page = await browser.open('/')
  await page.getByRole('button', { name: /^Neem melding/ }).click()
  const lead = await startBrowser(ground.plane.httpUrl, { signedIn: await signInAs(ground.plane, 'lead') })
  const other = await lead.open('/')
  await rowOf(other, codeOf(0)).getByText('Noodtoegang').waitFor()
  await lead.close()
  const wall = await startBrowser(ground.plane.httpUrl, { signedIn: await signInAs(ground.plane, 'wall') })
  const screen = await wall.open('/')
  const row = rowOf(screen, codeOf(0))
  await row.getByText('een collega').waitFor()
  expect(await screen.getByText('Elif').count()).toBe(0)
  expect(await row.getByRole('button').or(row.getByText('Bel')).count()).toBe(0)
  expect(wall.wrongs).toEqual([])
  await wall.close()
  await page.close()
})

test('a school that loses its line is one line with its pairs folded, and no child of it asks by itself', async () => {
  const page = await browser.open('/')
  const trio = lessons.slice(2)
  await ground.shareSchool(trio.map(({ pair }) => pair.trajectory))
  for (const one of trio) await loseClass(one)
  await ground.pass(90_000)
  await headline(page, '1 storing · 1 kind wacht · 5 lessen bezig')
  const storm = page.getByRole('row').filter({ hasText: 'Storing bij' })
  await storm.getByText(/^3 sets weg sinds 10:0\d$/).waitFor()
  expect(await rowOf(page, codeOf(3)).count()).toBe(0)
  await page.getByRole('button', { name: /^Storing bij .*: 3 duo’s$/ }).press('Enter')
  await rowOf(page, codeOf(3)).getByText('kind wacht, klasset weg').waitFor()
  expect(await rowOf(page, codeOf(3)).locator('[data-tone="act"]').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  await storm.getByRole('button', { name: /^Neem melding \d+: Storing bij/ }).press('Enter')
  await storm.getByText('jij').waitFor()
  await ground.comeOn(trio[0]!.pair.school)
  await storm.getByText(/^2 van 3 sets weg/).waitFor()
  await page.close()
})

test('it all fits on a phone, in English and in the colours of the system', async () => {
  const signedIn = await signInAs(ground.plane, 'helpdesk')
  const phone = await startBrowser(ground.plane.httpUrl, { signedIn, width: 320, language: 'en' })
  const page = await phone.open('/?open=storm,good')
  await page.emulateMedia({ forcedColors: 'active' })
  await headline(page, '1 outage · 1 child waits · 5 lessons on')
  await settled(page)
  expect(await tooWidePx(page)).toBe(0)
  expect(await violations(page, { language: 'en' })).toEqual([])
  await phone.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
