import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

const minuteMs = 60_000

let provider: IdentityProvider
let plane: TestControlPlane<HeldClock>
let eyes: TestBrowser

beforeAll(async () => {
  const person = { groups: ['setwacht-admin'], given_name: 'Lieve', family_name: 'Peeters' }
  const clock = holdClock()
  const members = [
    { subject: 'lieve', amr: ['pwd', 'mfa'], ...person },
    { subject: 'haastig', amr: ['pwd'], ...person },
  ]
  provider = await startIdentityProvider(members, { clock })
  plane = await startControlPlane({ provider: provider.settings, clock })
  provider.knows(plane.httpUrl)
  await registerPairs(plane.admin, 1)
  eyes = await startBrowser(plane.httpUrl)
})

afterAll(async () => {
  await eyes?.close()
  await plane?.stop()
  await provider?.stop()
})

const withWorkAccount = (page: Page) =>
  page.getByRole('link', { name: 'Aanmelden met je werkaccount' }).click()
const as = (page: Page, name: string) => page.getByRole('button', { name }).click()

test('without a second step nobody comes in, and reads what to do', async () => {
  const page = await eyes.open('/sets/KS-0001')
  await withWorkAccount(page)
  await as(page, 'haastig')
  await page.getByRole('alert').getByText('Je meldde je aan zonder tweede stap.').waitFor()
  await page.close()
  await eyes.context.clearCookies()
})

test('with the work account one comes in where one was going, once an administrator gave a role', async () => {
  const page = await eyes.open('/sets/KS-0001')
  await withWorkAccount(page)
  await as(page, 'lieve')
  await page.getByText('We kennen je, maar je hebt nog geen rol.').waitFor()
  const [account] = await plane.sql<{ id: string }[]>`select id from accounts where subject = 'lieve'`
  const given = await tellAs(plane.admin, `/api/accounts/${account?.id}/roles`, { roles: ['admin'] }, 'PUT')
  expect(given.status).toBe(200)
  await withWorkAccount(page)
  await page.getByRole('heading', { level: 1, name: /KS-0001/ }).waitFor()
  await page.getByRole('button', { name: 'Je account: Lieve' }).waitFor()
  await page.close()
})

test('what needs a confirmation goes past the provider, and is there to be chosen again', async () => {
  const page = await eyes.open('/sets/KS-0001')
  plane.clock.move(6 * minuteMs)
  const panel = page.getByRole('region', { name: 'Toestel', exact: true })
  const revoke = async () => {
    await panel.getByRole('button', { name: 'Intrekken' }).click()
    await panel.getByRole('button', { name: 'Ja, trek in' }).click()
  }
  await revoke()
  const dialog = page.getByRole('dialog', { name: 'Bevestig dat jij het bent' })
  await dialog.getByText('Je komt hier terug. Kies dan opnieuw wat je wilde doen.').waitFor()
  await dialog.getByRole('link', { name: 'Bevestig met je werkaccount' }).click()
  await as(page, 'lieve')
  await page.waitForURL('**/sets/KS-0001')
  await revoke()
  await panel.getByText('geen toestel', { exact: true }).waitFor()
  await page.close()
})

test('no script was refused and nothing was asked but of the console and the provider', () => {
  const elsewhere = eyes.wrongs.filter(wrong => !wrong.startsWith(`asked ${provider.settings.issuer}/`))
  expect(elsewhere).toEqual([])
})
