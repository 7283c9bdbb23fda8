import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HeldClock } from '../support/clock.ts'
import { workUntil } from '../support/long-sign-in.ts'
import { type SignedIn, signInAs } from '../support/people.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { tooWidePx, violations } from './look.ts'

const minuteMs = 60_000

let ground: Ground<HeldClock>

beforeAll(async () => {
  ground = await startGroundOnMonday(1)
})

afterAll(() => ground?.stop())

async function sitDown(eyes: TestBrowser, { cookie }: SignedIn): Promise<void> {
  const at = cookie.indexOf('=')
  const [name, value] = [cookie.slice(0, at), cookie.slice(at + 1)]
  const kept = { name, value, httpOnly: true, secure: true, sameSite: 'Strict' } as const
  await eyes.context.addCookies([{ ...kept, domain: '127.0.0.1', path: '/' }])
}

/** What a person meets who cannot see well, or has a small window. */
async function wrongsOf(page: Page, name: string): Promise<string[]> {
  const tooWide = await tooWidePx(page)
  const wide = tooWide > 0 ? [`${tooWide} px too wide`] : []
  return [...(await violations(page)), ...wide].map(each => `${name}: ${each}`)
}

const looks = [
  ['nl', 320],
  ['en', 1440],
] as const

for (const [language, width] of looks) {
  test(`everyone can sign in, in ${language}, ${width} px`, async () => {
    const { httpUrl } = ground.plane
    const eyes = await startBrowser(httpUrl, { language, width })
    const page = await eyes.open('/sets')
    await page.getByText('npm run sign-in-link').waitFor()
    const found = await wrongsOf(page, 'the way in')
    await page.goto(`${httpUrl}/sign-in?refused=no_second_factor`)
    await page.getByRole('alert').waitFor()
    found.push(...(await wrongsOf(page, 'a refusal')))
    await page.goto(`${httpUrl}/sign-in#${'x'.repeat(43)}`)
    await page.getByRole('button', { name: /^(Aanmelden|Sign in)$/ }).waitFor()
    found.push(...(await wrongsOf(page, 'a link')))
    expect(found).toEqual([])
    await eyes.close()
  })

  test(`everyone can use the own menu and confirm, in ${language}, ${width} px`, async () => {
    const { plane } = ground
    const eyes = await startBrowser(plane.httpUrl, { language, width })
    const lead = await signInAs(plane, 'lead')
    await sitDown(eyes, lead)
    await signInAs(plane, 'lead')
    const page = await eyes.open('/sets')
    await page.getByRole('button', { name: /^(Je account|Your account)/ }).click()
    await page.getByText(/^(deze browser|this browser)/).waitFor()
    const found = await wrongsOf(page, 'the own menu')
    await page.keyboard.press('Escape')

    plane.clock.move(6 * minuteMs)
    const button = page.getByRole('button', { name: /^(Exporteer lijst|Export list)$/ })
    await button.click()
    const dialog = page.getByRole('dialog', { name: /^(Bevestig dat jij het bent|Confirm that it is you)$/ })
    await dialog.waitFor()
    found.push(...(await wrongsOf(page, 'the question')))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const field = dialog.getByRole('textbox')
    await field.fill('iets')
    await dialog.getByText(/^(Dat is geen aanmeldlink|That is no sign-in link)/).waitFor()
    found.push(...(await wrongsOf(page, 'what was pasted is no link')))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => button.evaluate(element => element === document.activeElement)).toBe(true)

    // Six minutes have passed already: one is left.
    await workUntil(plane, lead, 7 * minuteMs)
    await page.reload()
    await page.getByText(/(hoogstens tien uur|ten hours at most)/).waitFor()
    found.push(...(await wrongsOf(page, 'the end is near')))
    expect(found).toEqual([])
    await eyes.close()
  })

  test(`everyone reads what they may not, in ${language}, ${width} px`, async () => {
    const { plane } = ground
    const eyes = await startBrowser(plane.httpUrl, { language, width })
    await sitDown(eyes, await signInAs(plane, 'logistics'))
    const set = await eyes.open('/sets/KS-0001')
    await set.getByRole('button', { name: /^(Inschrijvingscode maken|Make enrolment code)$/ }).waitFor()
    const found = await wrongsOf(set, 'a device')
    await sitDown(eyes, await signInAs(plane, 'policy'))
    const nothing = await eyes.open('/')
    found.push(...(await wrongsOf(nothing, 'no page')))
    expect(found).toEqual([])
    await eyes.close()
  })
}
