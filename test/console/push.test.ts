import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type SignedIn, signInAs } from '../support/people.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane<HeldClock>
let lieve: SignedIn
const browsers: TestBrowser[] = []

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  lieve = await signInAs(plane, 'helpdesk')
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await plane?.stop()
})

async function openMenu(permission: 'granted' | 'denied', signedIn = lieve): Promise<Page> {
  const isGranted = permission === 'granted'
  const browser = await startBrowser(plane.httpUrl, { signedIn, ...(isGranted && { hasNotices: true }) })
  browsers.push(browser)
  if (isGranted) await browser.context.grantPermissions(['notifications'], { origin: plane.httpUrl })
  const page = await browser.open('/')
  await page.getByRole('button', { name: /^Je account/ }).click()
  return page
}
const own = (page: Page) => page.getByRole('region', { name: 'Meldingen op dit toestel' })

test('without a service for pushes a browser says so, and nothing is turned on', async () => {
  const page = await openMenu('granted')
  await own(page).getByText('Deze browser krijgt geen meldingen.').waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await own(page).getByRole('button', { name: 'Zet meldingen aan' }).click()
  await own(page).getByRole('alert').getByText('Je browser bereikt zijn meldingendienst niet.').waitFor()
  expect(await plane.sql`select from push_subscriptions`).toHaveLength(0)
})

test('a browser that holds notices back is told apart', async () => {
  const page = await openMenu('denied')
  await own(page)
    .getByText(/Je browser houdt meldingen van Setwacht tegen/)
    .waitFor()
})

test('who is never on duty is not asked', async () => {
  const page = await openMenu('granted', await signInAs(plane, 'logistics'))
  await page.getByText('Waar je bent aangemeld').waitFor()
  expect(await own(page).count()).toBe(0)
})

test('what is pushed to the worker is shown as it is, and a newer one takes its place', async () => {
  const page = await openMenu('granted')
  await own(page).getByRole('button', { name: 'Zet meldingen aan' }).click()
  await own(page).getByRole('alert').waitFor()
  const session = await page.context().newCDPSession(page)
  let registrationId = ''
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations[0]?.registrationId ?? registrationId
  })
  await session.send('ServiceWorker.enable')
  await until('the worker', () => registrationId !== '')
  const deliver = (text: string) =>
    session.send('ServiceWorker.deliverPushMessage', {
      origin: plane.httpUrl,
      registrationId,
      data: JSON.stringify({ kind: 'p1', text }),
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title }) => title)
    })
  await deliver('P1, 1 kind wacht')
  await until('a notice', async () => (await shown())[0] === 'P1, 1 kind wacht')
  await deliver('P1, 2 kinderen wachten')
  await until('the newer one', async () => (await shown())[0] === 'P1, 2 kinderen wachten')
  expect(await shown()).toHaveLength(1)
})

test('no other script becomes a worker, and the worker itself may load nothing', async () => {
  // Nobody opened a menu: the code that makes the worker has not come.
  const browser = await startBrowser(plane.httpUrl, { signedIn: lieve })
  browsers.push(browser)
  const page = await browser.open('/')
  for (const address of ['/push-worker.js', '/api/me', 'data:text/javascript,1'])
    await expect(page.evaluate(one => navigator.serviceWorker.register(one), address)).rejects.toThrow(
      /TrustedScriptURL/,
    )
  const make = (name: string) =>
    page.evaluate(one => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, of: object): unknown }
      }
      trustedTypes.createPolicy(one, { createScriptURL: (address: string) => address })
    }, name)
  for (const name of ['push-worker', 'default', 'another'])
    await expect(make(name)).rejects.toThrow(/policy/i)
  const answer = await fetch(`${plane.httpUrl}/push-worker.js`)
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
  expect(await answer.text()).not.toMatch(/\bimport\b/)
})
