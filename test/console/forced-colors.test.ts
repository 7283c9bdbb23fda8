import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Ground, startGround } from './ground.ts'
import { putTimetable } from './lesson-ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(1)
  await ground.speak(ground.pairs[0]!.school)
  await putTimetable(ground.plane, 'T-2026-0001', [[1, 510, 560]])
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin, height: 1400 })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

async function open(path: string): Promise<Page> {
  const page = await browser.open(path)
  await page.emulateMedia({ forcedColors: 'active' })
  return page
}

/** What of it is drawn: its colour, picture and edge; the colour of the paper is none. */
const drawn = (page: Page, selector: string, pseudo?: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, pseudo) => {
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.cssText = 'forced-color-adjust: none; background: Canvas'
      const paper = getComputedStyle(probe).backgroundColor
      probe.remove()
      const style = getComputedStyle(element, pseudo)
      return (
        (style.backgroundColor !== paper && style.backgroundColor !== 'rgba(0, 0, 0, 0)') ||
        style.backgroundImage !== 'none' ||
        style.borderLeftStyle !== 'none'
      )
    }, pseudo)

test('in forced colours the strip of a set, the days of the calendar and the lessons of a week are drawn', async () => {
  const set = await open('/sets/KS-0001')
  const strip = '[data-state="online"]:not([role="status"])'
  await set.locator(strip).first().waitFor({ state: 'attached' })
  expect(await drawn(set, strip)).toBe(true)
  await set.close()
  const calendar = await open('/admin/calendar')
  for (const mark of ['holiday', 'public']) {
    await calendar.locator(`td[data-mark="${mark}"]`).first().waitFor()
    expect(await drawn(calendar, `td[data-mark="${mark}"]`, '::before'), mark).toBe(true)
  }
  await calendar.close()
  const trajectory = await open('/trajectories/T-2026-0001')
  await trajectory.getByRole('button', { name: 'Wijzig lesrooster' }).click()
  await trajectory.locator('[data-lesson]').first().waitFor()
  expect(await drawn(trajectory, '[data-lesson]')).toBe(true)
  await trajectory.close()
})

/** Its words and what they stand on, in the colours that are seen. */
const coloursOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate(element => {
      const { color, backgroundColor } = getComputedStyle(element)
      return { words: color, ground: backgroundColor }
    })

test('in forced colours what is chosen stands out from what is not, and its words can be read', async () => {
  const page = await open('/sets')
  const rail = 'nav[aria-label="Pagina’s"] a'
  const chosen = await coloursOf(page, `${rail}[data-here="true"]`)
  const other = await coloursOf(page, `${rail}:not([data-here="true"])`)
  expect(chosen.ground).not.toBe(other.ground)
  expect(chosen.words).not.toBe(chosen.ground)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ks')
  await page.locator('[data-combobox-selected]').waitFor()
  expect(await coloursOf(page, '[data-combobox-selected]')).toEqual(chosen)
  await page.close()
  const set = await open('/sets/KS-0001')
  await set.locator('[aria-pressed="true"]').first().waitFor()
  expect(await coloursOf(set, '[aria-pressed="true"]')).toEqual(chosen)
  await set.close()
})
