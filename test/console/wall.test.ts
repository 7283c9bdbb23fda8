import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueLink } from '../../controlplane/people/sign-in/actions.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { addPerson, focusOn, signInPerson } from './admin-ground.ts'
import { violations } from './look.ts'

const minuteMs = 60_000
/** A Monday of lessons, at ten. */
const today = '2026-11-23'

let plane: TestControlPlane<HeldClock>
let lieve: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels(`${today}T10:00`)) })
  await registerPairs(plane.admin, 3)
  lieve = await signInPerson(plane, await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['lead']))
})
afterAll(() => plane?.stop())

const open = async (signedIn: SignedIn, run: (browser: TestBrowser) => Promise<void>) => {
  const browser = await startBrowser(plane.httpUrl, { signedIn })
  await run(browser).finally(() => browser.close())
}

test('a lead hangs a screen on the wall by keyboard, and takes it down again', async () => {
  await open(lieve, async browser => {
    const page = await browser.open('/admin/walls')
    await page.getByRole('textbox', { name: 'Naam van het scherm' }).fill('Helpdesk, links')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Open deze link op Helpdesk, links' }).waitFor()
    await focusOn(page, /^Open deze link/)
    const link = await page.getByText(/\/sign-in#/).textContent()
    const wall = await startBrowser(plane.httpUrl)
    const screen = await wall.context.newPage()
    await screen.goto(link!)
    await screen.getByRole('button', { name: 'Aanmelden' }).press('Enter')
    await screen.getByText('T-2026-0003').first().waitFor()
    expect(await screen.getByRole('navigation').count()).toBe(0)
    expect(await violations(screen)).toEqual([])
    await screen.goto(`${plane.httpUrl}/sets/KS-0001`)
    await screen.getByText('T-2026-0003').first().waitFor()
    expect(new URL(screen.url()).pathname).toBe('/')
    await page.getByText('1 scherm aan de muur').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Beëindig scherm Helpdesk, links' }).press('Enter')
    await page.getByText('Nog geen scherm').waitFor()
    await screen.waitForURL('**/sign-in*')
    expect(wall.wrongs).toEqual([])
    await wall.close()
  })
})

test('who is on duty finds Nu without names after half an hour, and where they were once they are back', async () => {
  const duty = { account: lieve.accountId, day: today, from: '09:00', until: '16:00' }
  expect((await tellAs(lieve, '/api/duty', duty)).status).toBe(200)
  await open(lieve, async browser => {
    const page = await browser.context.newPage()
    await page.clock.install({ time: plane.clock.now() })
    await browser.open('/sets/KS-0002', page)
    // Nobody's hand was there before the server finds that out.
    await page.clock.fastForward(31 * minuteMs)
    plane.clock.move(31 * minuteMs)
    await page.clock.fastForward(minuteMs)
    await page.getByText('Je was even weg.').waitFor()
    await page.getByText('T-2026-0003').first().waitFor()
    expect(await page.getByRole('navigation').first().getByRole('link').allTextContents()).toEqual(['Nu'])
    expect(await violations(page)).toEqual([])
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Ik ben er weer' }).press('Enter')
    await page.getByRole('heading', { name: 'Bevestig dat jij het bent' }).waitFor()
    await page.getByRole('button', { name: 'Maak een nieuwe aanmeldlink' }).press('Enter')
    await page.getByText('Een nieuwe aanmeldlink staat bij de server.').waitFor()
    const asked = { accountId: lieve.accountId, actor: lieve.accountId, now: plane.clock.now() }
    const token = await issueLink(plane.sql, asked)
    await page.getByRole('textbox', { name: 'Aanmeldlink' }).fill(`${plane.httpUrl}/sign-in#${token}`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sets/KS-0002')
    await page.getByRole('heading', { level: 1, name: /KS-0002/ }).waitFor()
    await page.getByText('Je was even weg.').waitFor({ state: 'detached' })
    expect(browser.wrongs).toEqual([])
  })
})
