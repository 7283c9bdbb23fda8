import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { tellAs } from '../support/people.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { hostileTexts } from './hostile-ground.ts'
import { lessonsOf, putTimetable } from './lesson-ground.ts'
import { violations } from './look.ts'

let ground: Ground
const code = 'T-2026-0001'
const without = 'T-2026-0002'
const closedName = `${hostileTexts.image.slice(0, 40)} ${hostileTexts.direction}`

beforeAll(async () => {
  ground = await startGroundOnMonday(3)
  const { plane } = ground
  await putTimetable(
    plane,
    code,
    [1, 2, 3, 4, 5].flatMap(day => [[day, 510, 560] as const, [day, 565, 615] as const]),
  )
  const { from } = await lessonsOf(plane, code)
  const today = { hours: [[580, 650]], reason: 'extra' }
  await tellAs(plane.admin, `/api/trajectories/${code}/exceptions/${from}`, today, 'PUT')
  const monday = Temporal.PlainDate.from(from).add({ days: 7 })
  const school = `SCH-${ground.pairs[0]!.school.label}`
  const closed = { half: 'morning', name: closedName }
  const path = `/api/locations/${school}/closed-days/${monday.toString()}`
  const answer = await tellAs(plane.admin, path, closed, 'PUT')
  if (!answer.ok) throw new Error(`the closed day was refused: ${await answer.text()}`)
  const absent = { kind: 'absent', until: null, saidBy: 'family' }
  await tellAs(plane.admin, `/api/trajectories/${code}/day-changes`, absent)
})

afterAll(() => ground?.stop())

const words = {
  nl: {
    change: 'Wijzig lesrooster',
    list: 'lijst',
    next: 'Volgende week',
    other: 'Voeg een dag toe',
    never: 'Annuleer',
  },
  en: {
    change: 'Change timetable',
    list: 'list',
    next: 'Next week',
    other: 'Add a day',
    never: 'Cancel',
  },
} as const

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Through everything that the panel can show, one after the other. */
async function walk(page: Page, language: 'nl' | 'en', look: (what: string) => Promise<void>): Promise<void> {
  const { change, list, next, other, never } = words[language]
  await look('lessons with an absence')
  await press(page, next)
  await page.getByText(hostileTexts.image.slice(0, 40)).waitFor()
  await press(page, other)
  await look('a week with a closed day, and a day that differs')
  await press(page, never)
  await press(page, change)
  await look('the timetable as it opens')
  await press(page, list)
  await look('the list of times')
}

async function openAt(browser: Awaited<ReturnType<typeof startBrowser>>, path: string): Promise<Page> {
  const page = await browser.open(`/trajectories/${path}`)
  await page.locator('#lessen h3').first().waitFor()
  return page
}

for (const language of ['nl', 'en'] as const) {
  test(`everyone can use every part of the lessons, and the board, in ${language}`, {
    timeout: 90_000,
  }, async () => {
    const browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin, language })
    const found: string[] = []
    const page = await openAt(browser, code)
    await walk(page, language, async what => {
      found.push(...(await violations(page, { within: '#lessen', language })).map(each => `${what}: ${each}`))
    })
    await page.close()
    const board = await browser.open('/?open=connected,off')
    found.push(...(await violations(board, { language })).map(each => `the board: ${each}`))
    await browser.close()
    expect(found).toEqual([])
    expect(browser.wrongs).toEqual([])
  })
}

test('at 320 px the lessons keep to the width of the screen, and open as a list', async () => {
  const browser = await startBrowser(ground.plane.httpUrl, {
    signedIn: ground.plane.admin,
    width: 320,
    height: 700,
  })
  const page = await openAt(browser, code)
  await walk(page, 'nl', async what => {
    const reach = await page
      .locator('#lessen, #lessen *')
      .evaluateAll(all => Math.max(...all.map(one => one.getBoundingClientRect().right)))
    expect(reach, what).toBeLessThanOrEqual(320)
    if (what === 'the timetable as it opens') expect(await page.getByRole('grid').count()).toBe(0)
  })
  await page.getByRole('group', { name: 'maandag' }).waitFor()
  const empty = await openAt(browser, without)
  await empty.getByText('Nog geen lesrooster.').waitFor()
  await browser.close()
})

test('a name of a closed day that is no name is shown as the text it is', async () => {
  const browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
  const page = await openAt(browser, code)
  await press(page, words.nl.next)
  await page.getByText(hostileTexts.image.slice(0, 40)).waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect(browser.wrongs).toEqual([])
  await browser.close()
})
