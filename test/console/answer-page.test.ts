import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAnswerLink } from '../../controlplane/people/link/actions.ts'
import type { LinkQuestion } from '../../controlplane/people/link/rules.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { signInAs } from '../support/people.ts'

let plane: TestControlPlane<HeldClock>
let browser: TestBrowser
let tickets = 0

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  // Also who is signed in comes through a link as nobody.
  browser = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'lead') })
})
afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const issue = (question: LinkQuestion, language: 'nl' | 'en' = 'nl') => {
  tickets += 1
  const asked = { object: `ticket:${tickets}`, audience: 'family', question, language } as const
  return plane.sql.begin(tx => issueAnswerLink(tx, asked, plane.clock.now()))
}
const answered = async () =>
  (
    await plane.sql<{ answer: string | null }[]>`
    select used_act as answer from links where object = ${`ticket:${tickets}`}`
  )[0]?.answer

test('a link shows its question, leaves the address, and answers by one press', async () => {
  const token = await issue('works_again')
  const page = await browser.open(`/antwoord#${token}`)
  const asked: { url: string; cookie: string | undefined }[] = []
  page.on('request', request => asked.push({ url: request.url(), cookie: request.headers().cookie }))
  await page.getByRole('heading', { name: 'Werkt het weer?' }).waitFor()
  expect(page.url()).toBe(`${plane.httpUrl}/antwoord`)
  expect(await page.getByRole('button').allTextContents()).toEqual([
    'Ja',
    'Nee',
    'Ik weet het niet',
    'In English',
  ])
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await answered()).toBeNull()
  await page.getByRole('button', { name: 'Nee' }).click()
  await page.getByRole('heading', { name: 'Dank je wel' }).waitFor()
  expect(await answered()).toBe('no')
  expect(asked.map(({ cookie }) => cookie)).toEqual(asked.map(() => undefined))
  expect(asked.some(({ url }) => url.includes(token))).toBe(false)
  // In the language of the browser: a link that works no more tells none.
  const again = await browser.open(`/antwoord#${token}`)
  await again.getByRole('heading', { name: 'This link works no more' }).waitFor()
  for (const open of [page, again]) await open.close()
})

test('by keyboard alone, in the other language, on a small telephone', async () => {
  const token = await issue('may_call', 'en')
  const page = await browser.open(`/antwoord#${token}`)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('heading', { name: 'May we call you now?' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.getByRole('button', { name: 'In het Nederlands' }).click()
  await page.getByRole('heading', { name: 'Mogen we je nu bellen?' }).waitFor()
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Dank je wel' }).waitFor()
  expect(await answered()).toBe('later')
  await page.close()
})

test('an answer that did not arrive can be given again', async () => {
  const page = await browser.open(`/antwoord#${await issue('lesson_today')}`)
  await page.getByRole('heading', { name: 'Is er vandaag les?' }).waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Ja' }).click()
  await page.getByRole('heading', { name: 'Dat lukte niet' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Opnieuw' }).click()
  await page.getByRole('button', { name: 'Ja' }).click()
  await page.getByRole('heading', { name: 'Dank je wel' }).waitFor()
  expect(await answered()).toBe('yes')
  await page.close()
})

test('without a link, and with half of one, it says what to do', async () => {
  for (const hash of ['', `#${'A'.repeat(21)}`]) {
    const page = await browser.open(`/antwoord${hash}`)
    await page.getByRole('heading', { name: 'A link belongs here' }).waitFor()
    await page.close()
  }
})
