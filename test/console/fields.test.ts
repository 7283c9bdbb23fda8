import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { registerPairs } from '../support/registration.ts'
import { addPerson } from './admin-ground.ts'
import { lessonsOf, putTimetable } from './lesson-ground.ts'

let plane: TestControlPlane
const browsers: Partial<Record<'nl' | 'en', TestBrowser>> = {}

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 2)
  await putTimetable(plane, 'T-2026-0001', [[1, 510, 560]])
  await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['helpdesk'])
  for (const language of ['nl', 'en'] as const)
    browsers[language] = await startBrowser(plane.httpUrl, { signedIn: plane.admin, language, height: 1400 })
})

afterAll(async () => {
  for (const browser of Object.values(browsers)) await browser.close()
  await plane?.stop()
})

type Field = {
  path: string
  /** What is pressed before it is there. */
  open: readonly (string | RegExp)[]
  /** What is chosen before it is there. */
  choose?: readonly [list: string, choice: string]
  field: string | RegExp
  kind: 'time' | 'day' | 'hours'
  /** Where several are called the same: in which part of the page. */
  within?: RegExp
}

const school = '/locations/SCH-KS-0001'
const trajectory = '/trajectories/T-2026-0001'
const fields: Record<'nl' | 'en', readonly Field[]> = {
  nl: [
    { path: trajectory, open: ['Wijzig lesrooster', 'lijst'], field: 'Van', kind: 'time', within: /maandag/ },
    { path: trajectory, open: [/^Andere uren op ma/], field: 'Tot', kind: 'time', within: /^Andere uren/ },
    { path: trajectory, open: ['Plan pauze'], field: 'Eerste dag', kind: 'day' },
    { path: trajectory, open: ['Plan pauze'], field: 'Laatste dag', kind: 'day' },
    { path: trajectory, open: ['Voeg een dag toe'], field: 'Dag', kind: 'day' },
    { path: trajectory, open: [/^Andere dag: eerste contact/], field: /eerste contact/, kind: 'day' },
    { path: trajectory, open: [], choose: ['Tot', 'day'], field: 'Tot en met', kind: 'day' },
    { path: '/sets/KS-0001', open: [], field: 'Eén dag', kind: 'day' },
    { path: school, open: ['Wijzig schooluren'], field: 'dinsdag', kind: 'hours' },
    { path: school, open: [], field: 'Datum', kind: 'day' },
    { path: '/admin/audit', open: [], field: 'Van', kind: 'day' },
    { path: '/admin/duty', open: [], field: 'Tot', kind: 'time' },
    { path: '/admin/calendar', open: [], field: 'Datum', kind: 'day' },
    { path: '/trajectories/new', open: [], field: 'Aangevraagd op', kind: 'day' },
  ],
  en: [
    {
      path: trajectory,
      open: ['Change timetable', 'list'],
      field: 'From',
      kind: 'time',
      within: /Monday/,
    },
    { path: trajectory, open: ['Plan pause'], field: 'First day', kind: 'day' },
  ],
}
const how = {
  nl: {
    time: 'Schrijf een uur als 8:30, 8.30 of 8u30.',
    day: 'Schrijf een dag als 3/12, 03/12/2026, ma of morgen.',
    hours: 'Schrijf uren als 8.30-12, 13-15.35.',
  },
  en: {
    time: 'Write a time as 8:30, 8.30 or 830.',
    day: 'Write a day as 3/12, 03/12/2026, mon or tomorrow.',
    hours: '',
  },
}
const unreadable = { time: '25:00', day: '31/11', hours: '8.30-25' }

/** Counts what is sent to be saved. */
function countChanges(page: Page): () => number {
  let sent = 0
  page.on('request', request => {
    if (request.method() !== 'GET') sent++
  })
  return () => sent
}

describe.each(['nl', 'en'] as const)('in %s', language => {
  /** One goes from place to place: a new one each time costs twice as much. */
  let page: Page | undefined

  test.each(fields[language].map(field => [`${field.path}: ${field.field}`, field] as const))(
    'what cannot be read in %s is saved nowhere, and how to write it is said',
    async (_name, field) => {
      page = await browsers[language]!.open(field.path, page)
      for (const name of field.open) await page.getByRole('button', { name, exact: true }).first().click()
      const around = field.within
        ? page.getByRole('group', { name: field.within }).or(page.getByRole('form', { name: field.within }))
        : page.getByRole('main')
      if (field.choose) {
        const [list, choice] = field.choose
        await around.getByRole('combobox', { name: list, exact: true }).selectOption(choice)
      }
      const input = around.first().getByRole('textbox', { name: field.field, exact: true }).first()
      await input.waitFor()
      const changes = countChanges(page)
      await input.fill(unreadable[field.kind])
      await input.press('Enter')
      await page.getByRole('alert').getByText(how[language][field.kind], { exact: true }).waitFor()
      expect(await input.getAttribute('aria-invalid')).toBe('true')
      expect(await input.inputValue()).toBe(unreadable[field.kind])
      expect(changes()).toBe(0)
    },
  )
})

test('an hour that cannot be read leaves what was there, and a whole one is saved as it is meant', async () => {
  const page = await browsers.nl!.open(trajectory)
  await page.getByRole('button', { name: 'Wijzig lesrooster' }).click()
  await page.getByRole('button', { name: 'lijst' }).click()
  const monday = page.getByRole('group', { name: 'maandag' })
  const until = monday.getByRole('textbox', { name: 'Tot' })
  await until.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('25:00')
  await page.getByRole('button', { name: 'raster' }).click()
  expect(await page.locator('[data-lesson="1 510 560"]').count()).toBe(1)
  await page.getByRole('button', { name: 'lijst' }).click()
  await monday.getByRole('textbox', { name: 'Tot' }).fill('9u45')
  await page.keyboard.press('Enter')
  await page.getByText('Het lesrooster is bewaard.').waitFor()
  expect((await lessonsOf(plane, 'T-2026-0001')).timetable?.week).toEqual([[1, 510, 585]])
  await page.close()
})

test('what is read of a day or an hour stands beside it before it is saved', async () => {
  const page = await browsers.nl!.open('/admin/duty')
  const from = page.getByRole('textbox', { name: 'Van' })
  for (const [typed, says] of [
    ['half 9', '08:30'],
    ['9u45', '09:45'],
  ] as const) {
    await from.fill(typed)
    await page.getByText(says, { exact: true }).waitFor()
  }
  await page.keyboard.press('Tab')
  expect(await from.inputValue()).toBe('09:45')
  expect(await page.getByText('09:45', { exact: true }).count()).toBe(0)
  await page.goto(`${plane.httpUrl}/admin/calendar`)
  await page.getByRole('textbox', { name: 'Datum' }).fill('3 feb 2027')
  await page.getByText('wo 03/02/2027', { exact: true }).waitFor()
  await page.close()
})

test('a day to look at is shown once it is whole, and not a day for every key', async () => {
  const page = await browsers.nl!.open('/sets/KS-0001')
  const day = page.getByRole('textbox', { name: 'Eén dag' })
  await day.click()
  await page.keyboard.type('3/11/2026')
  expect(new URL(page.url()).search).toBe('')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sets/KS-0001?day=2026-11-03**')
  await page.close()
})

test('all that a form lacks is said at once, in its own words', async () => {
  const page = await browsers.nl!.open('/trajectories/new')
  await page.getByRole('textbox', { name: 'Klas' }).fill('4B')
  await page.getByRole('textbox', { name: 'Aangevraagd op' }).fill('ooit')
  await page.getByRole('combobox', { name: 'Klasset' }).fill('KS-9998')
  await page.getByRole('combobox', { name: 'Thuisset' }).fill('HS-0002')
  await page.getByRole('textbox', { name: 'Gemeente' }).press('Enter')
  const alerts = page.getByRole('main').getByRole('alert')
  await expect
    .poll(() => alerts.allTextContents())
    .toEqual([
      'Vul dit in.',
      'Set KS-9998 kennen we niet.',
      'Set HS-0002 zit al in een ander duo.',
      how.nl.day,
    ])
  const first = page.getByRole('textbox', { name: 'Voornaam' })
  expect(await first.evaluate(one => one.matches(':focus'))).toBe(true)
  await page.close()
})
