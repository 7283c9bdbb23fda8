import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HelpCases } from '../../controlplane/help/api.ts'
import type { FindingCode } from '../../protocol/findings.ts'
import type { HelpBody } from '../../protocol/help.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HeldClock } from '../support/clock.ts'
import type { HandSet } from '../support/hand-set.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { undoByKey } from './admin-ground.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { hostileTexts } from './hostile-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'
import { openOldAnswers } from './old-answers.ts'

let ground: Ground<HeldClock>
let browser: TestBrowser
let home: HandSet
let school: HandSet
let seq = 10

beforeAll(async () => {
  ground = await startGroundOnMonday(3)
  const { plane, pairs } = ground
  home = await ground.speak(pairs[0]!.home)
  school = await ground.speak(pairs[0]!.school)
  await tellAs(
    plane.admin,
    `/api/trajectories/T-2026-0001/child`,
    { firstName: 'Elif', className: '6E' },
    'PUT',
  )
  browser = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
})
afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

async function press(set: HandSet, body: Partial<HelpBody> = {}): Promise<string> {
  const sent = { press: randomUUID(), picture: 'see', by: 'child', language: 'nl', withdrawn: false, ...body }
  await set.send('help', ++seq, sent)
  await set.acknowledges(seq)
  return sent.press
}
/** What a set tells with which nothing is wrong, but for the camera of the class. */
const rest = ['power_ok', 'interface_ok', 'dns_ok', 'line_good', 'audio_in_ok', 'audio_out_ok'] as const
async function send(set: HandSet, trigger: string, verdict: string, codes: FindingCode[]): Promise<void> {
  await set.send('check', ++seq, { trigger, verdict, codes })
  await set.acknowledges(seq)
}
const check = (set: HandSet, verdict: string, ...codes: FindingCode[]) =>
  send(set, 'before_30', verdict, [...rest, ...codes])
const told = (set: HandSet, of: string) => set.helpStates.findLast(({ press }) => press === of)?.state
const tells = (set: HandSet, of: string, state: string) =>
  until(`the set hears ${state}`, () => told(set, of) === state)
const helpRow = (page: Page) =>
  page
    .getByRole('region', { name: /Vraagt hulp/ })
    .getByRole('row')
    .filter({ hasText: 'Elif, 6E' })
/** Nobody asks any more. */
async function endAll(): Promise<void> {
  const { admin } = ground.plane
  const { cases } = (await (await askAs(admin, '/api/help')).json()) as HelpCases
  for (const { id } of cases) await tellAs(admin, `/api/help/${id}/close`, { outcome: 'other' })
}

test('who asks for help stands first on Nu, is opened, taken and solved by keyboard, and the set hears each step', async () => {
  const page = await browser.open('/')
  const id = await press(home)
  await page.getByRole('heading', { level: 1, name: /^1 vraagt hulp/ }).waitFor()
  expect(await page.title()).toMatch(/^\(1\) /)
  await helpRow(page).getByText('ziet niets').waitFor()
  await tells(home, id, 'arrived')
  await page.keyboard.press('n')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Elif, 6E')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Elif, 6E|T-2026-0001/ }).waitFor()
  await tells(home, id, 'seen')
  const bar = page.getByRole('region', { name: /^Vraagt hulp: / })
  await bar.getByRole('button', { name: /^Neem/ }).press('Enter')
  await bar.getByText('jij helpt').waitFor()
  await tells(home, id, 'taken')
  await bar.getByRole('button', { name: /is opgelost$/ }).press('Enter')
  await bar.waitFor({ state: 'detached' })
  await tells(home, id, 'closed')
  await undoByKey(page)
  await bar.getByText('jij helpt').waitFor()
  await tells(home, id, 'taken')
  await endAll()
  await page.close()
})

test('one key takes the oldest call for help, and what a colleague has taken says who helps', async () => {
  const { plane } = ground
  const other = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  const [page, theirs] = [await browser.open('/'), await other.open('/')]
  await press(home)
  await Promise.all([page, theirs].map(one => helpRow(one).waitFor()))
  await page.keyboard.press('c')
  await page
    .getByRole('region', { name: /^Vraagt hulp: / })
    .getByText('jij helpt')
    .waitFor()
  await helpRow(theirs).getByText('Noodtoegang helpt').waitFor()
  await theirs.getByRole('heading', { level: 1, name: /^1 krijgt hulp/ }).waitFor()
  await endAll()
  await page.close()
  await other.close()
})

test('two who take it at the same moment: one helps, and the other reads that a colleague does', async () => {
  const { plane } = ground
  const page = await browser.open('/')
  const old = await openOldAnswers(page, '**/api/help')
  await press(home)
  const take = helpRow(page).getByRole('button', { name: /^Neem/ })
  await take.waitFor()
  // The other one was there while this page had not heard of it yet.
  old.begin()
  const [{ id } = { id: '' }] = await plane.sql<
    { id: string }[]
  >`select id from help_cases where closed_at is null`
  expect((await tellAs(plane.admin, `/api/help/${id}/take`)).status).toBe(200)
  await take.press('Enter')
  await page.getByText('Een collega helpt hier al.').waitFor()
  await old.end()
  await endAll()
  await page.close()
})

test('a page behind others has not been seen, and who may only look tells the set nothing', async () => {
  const { plane } = ground
  const logistics = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
  const id = await press(home)
  const page = await logistics.open('/sets/HS-0001')
  const bar = page.getByRole('region', { name: /^Vraagt hulp: / })
  await bar.getByText('nog niemand').waitFor()
  expect(await bar.getByRole('button').count()).toBe(0)
  expect(logistics.asked.filter(address => address.includes('/see'))).toEqual([])
  await tells(home, id, 'arrived')
  await logistics.close()
  await endAll()
})

test('before a lesson Nu says of both sides whether they are ready', async () => {
  const { plane } = ground
  await tellAs(plane.admin, '/api/trajectories/T-2026-0001/timetable', { week: [[1, 620, 700]] }, 'PUT')
  await check(home, 'ready', 'camera_ok')
  await check(school, 'broken', 'camera_absent')
  const page = await browser.open('/')
  const row = page.getByRole('row').filter({ hasText: 'T-2026-0001' })
  await row.getByText('klaar', { exact: true }).waitFor()
  await row.getByText('niet klaar voor de les').waitFor()
  await page.getByRole('heading', { name: 'Straks 1' }).waitFor()
  const other = await browser.open('/sets/HS-0001')
  await other.getByRole('link', { name: /KS-0001 niet klaar voor de les/ }).waitFor()
  await other.close()
  await check(school, 'ready', 'camera_ok')
  await row.getByText('niet klaar voor de les').waitFor({ state: 'detached' })
  // A set that calls itself ready while its codes say otherwise is not believed.
  await check(school, 'ready', 'camera_absent')
  await row.getByText('niet klaar voor de les').waitFor()
  // How a set was where it was packed tells nothing of how it is here.
  await send(home, 'packing', 'ready', [...rest, 'camera_ok'])
  await row.getByText('klaar? niet bekend', { exact: true }).waitFor()
  await page.close()
})

test('a set shows what it found, the next step, and looks itself over when it is asked', async () => {
  await check(school, 'broken', 'camera_absent', 'signal_weak')
  const page = await browser.open('/sets/KS-0001')
  const panel = page.getByRole('region', { name: 'Controles', exact: true })
  await panel.getByText('niet klaar', { exact: true }).waitFor()
  await panel.getByText('Geen camera gevonden.').waitFor()
  expect(await panel.getByText('6 in orde').count()).toBe(1)
  const asked = page.waitForRequest(request => request.url().endsWith('/api/sets/KS-0001/check'))
  await panel.getByRole('button', { name: 'Controleer de set nu' }).press('Enter')
  await asked
  await panel.getByText('Even wachten op antwoord').waitFor()
  await check(school, 'ready', 'camera_ok')
  await panel.getByText('klaar', { exact: true }).waitFor()
  expect(await panel.getByText('7 in orde').count()).toBe(1)
  await page.close()
})

test('who helps decides whether a set may say their first name', async () => {
  const page = await browser.open('/sets')
  await page.getByRole('button', { name: /^Je account/ }).press('Enter')
  const choice = page.getByRole('checkbox', { name: 'Mijn voornaam mag op een set staan' })
  expect(await choice.isChecked()).toBe(false)
  await choice.check()
  const id = await press(home)
  await page.keyboard.press('Escape')
  const board = await browser.open('/', page)
  await helpRow(board).getByRole('button', { name: /^Neem/ }).press('Enter')
  await tells(home, id, 'taken')
  expect(home.helpStates.at(-1)).toMatchObject({ state: 'taken', by: 'Noodtoegang' })
  await endAll()
  await page.close()
})

test('a child’s name that is no name is text wherever it asks for help', async () => {
  const name = { firstName: hostileTexts.image.slice(0, 40), className: null }
  await tellAs(ground.plane.admin, '/api/trajectories/T-2026-0001/child', name, 'PUT')
  await press(home)
  const page = await browser.open('/')
  await page
    .getByRole('region', { name: /Vraagt hulp/ })
    .getByText(name.firstName)
    .waitFor()
  await page.getByRole('button', { name: /^Neem de hulpvraag/ }).press('Enter')
  await page.getByText(`Jij helpt ${name.firstName}.`).waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  await page.close()
})

const board = '/?open=connected'
const pages = { nl: [board, '/sets/KS-0001', '/trajectories/T-2026-0001'], en: [board] }
for (const language of ['nl', 'en'] as const)
  test(`everyone can use who asks for help and what sets found, in ${language}`, async () => {
    const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin, language })
    await press(school, { by: 'teacher', picture: 'other' })
    const found: string[] = []
    let page: Page | undefined
    for (const path of pages[language]) {
      page = await eyes.open(path, page)
      await settled(page)
      await page
        .getByRole('region', { name: /Vraagt hulp|Asks for help/ })
        .first()
        .waitFor()
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
