import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../controlplane/people/rules.ts'
import { type Look, startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { workUntil } from '../support/long-sign-in.ts'
import { signInAs } from '../support/people.ts'
import { tooWidePx, violations } from './look.ts'

/** The nights before days of lessons, from which ten hours on it is half past ten. */
const nights = ['2026-11-23T00:30:20', '2026-11-24T00:30:20', '2026-11-26T00:30:20'].map(brussels)

let plane: TestControlPlane<HeldClock>

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(nights[0]) })
})

afterAll(() => plane?.stop())

/** Nobody has duty in lesson hours, the live link does not come, and a sign-in of ten hours ends in a minute. */
async function inTrouble(role: Role, look: Look = {}): Promise<TestBrowser> {
  plane.clock.set(nights.shift() ?? 0)
  const signedIn = await signInAs(plane, role)
  await workUntil(plane, signedIn, 80_000)
  const eyes = await startBrowser(plane.httpUrl, { ...look, signedIn })
  await eyes.context.route('**/api/nudges', route => route.abort())
  await eyes.context.clock.install()
  return eyes
}

/** The page, once its link has been away for so long that it is said. */
async function openSets(eyes: TestBrowser): Promise<Page> {
  const page = await eyes.open('/sets')
  await page.getByText('verbinden', { exact: true }).waitFor({ state: 'attached' })
  await page.clock.runFor(8_000)
  await page.getByText(sentences[0]).waitFor()
  return page
}

const sentences = [
  'De gegevens kunnen verouderd zijn.',
  'Niemand heeft dienst.',
  'Je wordt over 1 minuut afgemeld.',
] as const

test('of all that is wrong the worst stands in one row, with how much more there is', async () => {
  const eyes = await inTrouble('lead')
  const page = await openSets(eyes)
  const more = page.getByRole('button', { name: 'Nog 2 berichten' })
  await more.waitFor()
  await page.getByText(sentences[0]).waitFor()
  expect(await page.getByText(sentences[1]).count()).toBe(0)
  const height = () => page.locator('main').evaluate(main => main.getBoundingClientRect().top + scrollY)
  const before = await height()
  await more.press('Enter')
  for (const says of sentences) await page.getByText(says).waitFor()
  expect(await page.getByRole('status').locator('strong').allTextContents()).toEqual(sentences)
  expect(await height()).toBe(before + 2 * 44)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Neem nu dienst' }).click()
  await page.getByRole('button', { name: 'Nog 1 bericht' }).press('Enter')
  expect(await page.getByText(sentences[2]).count()).toBe(0)
  expect(await height()).toBe(before)
  await eyes.close()
})

test('who cannot take the duty is not asked to', async () => {
  const eyes = await inTrouble('logistics')
  const page = await openSets(eyes)
  await page.getByRole('button', { name: 'Nog 1 bericht' }).click()
  await page.getByText(sentences[2]).waitFor()
  expect(await page.getByText(sentences[1]).count()).toBe(0)
  await eyes.close()
})

test('the row keeps its height on a phone', async () => {
  const phone = await inTrouble('helpdesk', { width: 320, height: 700 })
  const page = await openSets(phone)
  await page.getByRole('button', { name: 'Nog 2 berichten' }).click()
  for (const says of sentences) {
    const row = page.getByText(says).locator('../..')
    expect((await row.boundingBox())?.height, says).toBe(88)
  }
  expect(await tooWidePx(page)).toBe(0)
  await phone.close()
})
