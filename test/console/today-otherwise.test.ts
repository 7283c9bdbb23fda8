import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { tellAs } from '../support/people.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { lessonsOf, putLessonNow } from './lesson-ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGroundOnMonday(3)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

/** As soon as something is said of a lesson, how long it lasts stands below that. */
const inLesson = /^(les tot \d\d:\d\d|nog \d+ min)/
const changesOf = async (code: string) => (await lessonsOf(ground.plane, code)).changes

test('an absence takes one tap, is on the board at once, and is undone in one tap', async () => {
  const code = 'T-2026-0001'
  await putLessonNow(ground.plane, code)
  const board = await browser.open('/')
  const row = board.getByRole('row').filter({ hasText: code })
  await row.getByText(inLesson).first().waitFor()
  const page = await browser.open(`/trajectories/${code}`)
  await page.getByRole('button', { name: 'Afwezig', exact: true }).click()
  await page.getByText(/^Afwezig vandaag$/).waitFor()
  await page.getByText(/gezegd door de helpdesk, \d\d:\d\d/).waitFor()
  await row.getByText(/^afwezig tot \d\d:\d\d$/).waitFor()
  expect(await changesOf(code)).toMatchObject([{ kind: 'absent', saidBy: 'helpdesk', withdrawnAt: null }])
  await page.getByRole('button', { name: 'Maak ongedaan: Afwezig vandaag' }).click()
  await row.getByText(inLesson).first().waitFor()
  expect((await changesOf(code))[0]?.withdrawnAt).not.toBeNull()
  await page.getByText('Eerder gezegd (1)').click()
  await page.getByText(/ongedaan gemaakt/).waitFor()
  await page.close()
  await board.close()
})

test('who said it and until when are chosen beside the tap', async () => {
  const page = await browser.open('/trajectories/T-2026-0002')
  await page.getByRole('combobox', { name: 'Tot' }).selectOption('unknown')
  await page.getByRole('combobox', { name: 'Gezegd door' }).selectOption('teacher')
  await page.getByRole('button', { name: 'Geen les' }).click()
  await page.getByText('Geen les tot nader bericht').waitFor()
  await page.getByText(/gezegd door de leerkracht/).waitFor()
  expect(await changesOf('T-2026-0002')).toMatchObject([
    { kind: 'no_lesson', saidBy: 'teacher', until: null },
  ])
  await page.close()
})

test('what somebody else says shows without a reload, with who said it', async () => {
  const page = await browser.open('/trajectories/T-2026-0003')
  await page.getByText('Vandaag anders').waitFor()
  const change = { kind: 'no_lesson', until: null, saidBy: 'school' }
  await tellAs(ground.plane.admin, '/api/trajectories/T-2026-0003/day-changes', change)
  await page.getByText('Geen les tot nader bericht').waitFor()
  await page.getByText(/gezegd door de school/).waitFor()
  await page.close()
})
