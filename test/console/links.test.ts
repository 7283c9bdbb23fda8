import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { addPerson, focusOn, signInPerson } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

const minuteMs = 60_000

let plane: TestControlPlane<HeldClock>
let other: OtherSystem
let lieve: SignedIn
let browser: TestBrowser

beforeAll(async () => {
  other = await startOtherSystem()
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T10:00')), reach: other.reach })
  lieve = await signInPerson(
    plane,
    await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['admin']),
  )
  browser = await startBrowser(plane.httpUrl, { signedIn: lieve, height: 1200 })
})
beforeEach(() => other.answers(204))
afterAll(async () => {
  await browser?.close()
  await plane?.stop()
  await other?.stop()
})

test('an administrator finds it in Beheer, links another helpdesk by keyboard, and sees that it works', async () => {
  const page = await browser.open('/admin/people')
  await page.getByRole('link', { name: 'Koppelingen' }).press('Enter')
  await page.getByRole('heading', { name: 'Nog geen koppeling met een ander systeem' }).waitFor()
  expect(await violations(page)).toEqual([])
  const webhook = page.getByRole('form', { name: 'Webhook' })
  await webhook.getByRole('textbox').fill('http://helpdesk.example.org/')
  await page.keyboard.press('Enter')
  await webhook.getByRole('alert').getByText('Dit adres begint niet met https.').waitFor()
  await webhook.getByRole('textbox').fill(`${other.origin}/setwacht`)
  await webhook.getByRole('checkbox', { name: 'melding verandert' }).uncheck()
  await webhook.getByRole('button', { name: 'Bewaar' }).press('Enter')
  await focusOn(page, /^Bewaar dit geheim in het andere systeem$/)
  const secret = await page.getByText(/^whsec_/).textContent()
  expect(secret).toMatch(/^whsec_[\w-]{43}$/)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Sluit' }).press('Enter')
  await page.getByText(secret!).waitFor({ state: 'detached' })
  await focusOn(page, /^Maak een nieuw geheim$/)
  await page.getByRole('button', { name: 'Stuur een proefbericht' }).press('Enter')
  await page.getByRole('listitem').filter({ hasText: 'proefbericht' }).getByText('aangekomen').waitFor()
  expect(other.heard.at(-1)?.headers['setwacht-kind']).toBe('test')
  await page.getByRole('heading', { name: 'Alles komt aan bij de andere systemen' }).waitFor()
  const { webhook: kept } = await (await askAs(lieve, '/api/webhook')).json()
  expect(kept.kinds).toEqual(['ticket_opened', 'ticket_claimed', 'ticket_resolved', 'alarm'])
})

test('a test that the other refuses says why, and goes out again', async () => {
  other.answers(403)
  const page = await browser.open('/admin/links')
  await page.getByRole('button', { name: 'Stuur een proefbericht' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'proefbericht' })
  await row.getByText('antwoordde met 403').waitFor()
  expect(await violations(page)).toEqual([])
  other.answers(204)
  await row.getByRole('button', { name: 'Stuur opnieuw: proefbericht' }).press('Enter')
  await row.getByText('aangekomen', { exact: true }).waitFor()
  expect(browser.wrongs).toEqual([])
})

test('a token is shown once, works, and is over as soon as it is revoked', async () => {
  const page = await browser.open('/admin/links')
  await page.getByRole('textbox', { name: 'Voor welk systeem' }).fill('Helpdesk van de stad')
  await page.keyboard.press('Enter')
  await focusOn(page, /^Sleutel voor Helpdesk van de stad$/)
  const token = await page
    .getByRole('region', { name: /^Sleutel voor/ })
    .getByRole('code')
    .textContent()
  const who = () =>
    fetch(`${plane.httpUrl}/api/link/whoami`, { headers: { authorization: `Bearer ${token}` } })
  expect((await who()).status).toBe(200)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Sluit' }).press('Enter')
  await page.getByText(token!).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Trek in: Helpdesk van de stad' }).press('Enter')
  await page.getByText(/^ingetrokken op/).waitFor()
  expect((await who()).status).toBe(401)
})

test('the heartbeat says when it arrived last, and what held it back', async () => {
  const page = await browser.open('/admin/links')
  const form = page.getByRole('form', { name: 'Hartslag' })
  await form.getByRole('textbox', { name: 'Adres van de waker' }).fill(`${other.origin}/ping`)
  await form.getByRole('button', { name: 'Bewaar' }).press('Enter')
  await form.getByText('Bewaard.').waitFor()
  const beats = page.getByRole('region', { name: 'Hartslag: een waker buiten ons' })
  await beats.getByText('nog nooit').waitFor()
  plane.clock.move(minuteMs)
  await plane.runDue()
  await beats.getByText('nog nooit').waitFor({ state: 'detached' })
  await plane.sql`update heartbeats set missing = '{mail,judge}', missing_since = ${plane.clock.now()}::timestamptz`
  await page.reload()
  await beats.getByText('Dit deed het eigen werk niet: de mail, het beoordelen.').waitFor()
  await page.getByRole('heading', { name: 'De hartslag staat stil' }).waitFor()
  expect(await violations(page)).toEqual([])
})

test('in both languages, and at 320 px, everybody can use it', async () => {
  for (const language of ['nl', 'en'] as const)
    for (const width of [1440, 320]) {
      const eyes = await startBrowser(plane.httpUrl, { signedIn: lieve, language, width })
      const page = await eyes.open('/admin/links')
      await settled(page)
      expect([language, width, await tooWidePx(page)]).toEqual([language, width, 0])
      expect(await violations(page, { language })).toEqual([])
      await eyes.close()
    }
})
