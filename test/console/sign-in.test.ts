import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureServerAccount } from '../../controlplane/people/account/actions.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { issueLink } from '../../controlplane/people/sign-in/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { workUntil } from '../support/long-sign-in.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
/** Nobody need be on duty, so that nothing is more urgent than the end of a sign-in. */
const saturday = brussels('2026-11-28T10:00')

let plane: TestControlPlane<HeldClock>
let browser: TestBrowser
const said: string[] = []

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(saturday), say: text => said.push(text) })
  await registerPairs(plane.admin, 2)
  browser = await startBrowser(plane.httpUrl)
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

beforeEach(() => browser.context.clearCookies())

/** The token of a link that nobody has used. */
async function makeLink(role: Role): Promise<string> {
  const personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
  const accountId = await ensureServerAccount({ sql: plane.sql, personal }, role, plane.clock.now())
  return issueLink(plane.sql, { accountId, actor: 'server', now: plane.clock.now() })
}

/** Somebody who is signed in, in a browser of their own. */
async function sitDown(role: Role): Promise<TestBrowser> {
  return startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, role) })
}

const isUsed = async (token: string) => {
  const [link] = await plane.sql<{ used: boolean }[]>`
    select used_at is not null as used from sign_in_links
    where hash = encode(sha256(${token}::bytea), 'hex')`
  return link?.used
}
const headingOf = (page: Page) => page.getByRole('heading', { level: 1 })

test('a link is used by the click alone, leaves the address at once, and leads in', async () => {
  const token = await makeLink('helpdesk')
  const page = await browser.open(`/sign-in#${token}`)
  expect(page.url()).toBe(`${plane.httpUrl}/sign-in`)
  await page.getByText('Je link werkt één keer, en tien minuten lang.').waitFor()
  expect(await isUsed(token)).toBe(false)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByRole('navigation', { name: 'Pagina’s' }).waitFor()
  expect(await isUsed(token)).toBe(true)
  expect(new URL(page.url()).pathname).toBe('/')
  await page.getByRole('button', { name: 'Je account: Noodtoegang' }).waitFor()

  const again = await browser.open(`/sign-in#${token}`)
  await again.getByRole('button', { name: 'Aanmelden' }).click()
  await again.getByRole('alert').getByText('Deze link is al gebruikt.').waitFor()
  await page.close()
  await again.getByRole('button', { name: 'Ga verder als Noodtoegang' }).click()
  await again.getByRole('navigation', { name: 'Pagina’s' }).waitFor()
  await again.close()
})

test('a second link in the same window counts, and one that is no link is said to be none', async () => {
  const page = await browser.open(`/sign-in#${'x'.repeat(43)}`)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByText('Deze link kennen we niet.').waitFor()
  await page.goto(`${plane.httpUrl}/sign-in#${await makeLink('lead')}`)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByRole('navigation').waitFor()
  await page.close()
})

test('nobody sees a page without signing in, and goes on where they were going', async () => {
  const page = await browser.open('/sets/KS-0001')
  await page.getByRole('heading', { name: 'Meld je aan' }).waitFor()
  await page.getByText('npm run sign-in-link -- helpdesk').waitFor()
  expect(await page.getByText('KS-0001').count()).toBe(0)
  await page.goto(`${page.url()}#${await makeLink('helpdesk')}`)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByRole('heading', { level: 1, name: /KS-0001/ }).waitFor()
  await page.close()
})

const refusals = [
  ['attempt_unknown', 'Deze poging is verlopen, of begon in een andere browser.'],
  ['provider_refused', 'Je organisatie liet het aanmelden niet toe.'],
  ['provider_away', 'De aanmelddienst van je organisatie antwoordt niet.'],
  ['no_second_factor', 'Je meldde je aan zonder tweede stap.'],
  ['no_group', 'Je werkaccount zit in geen groep van Setwacht.'],
  ['no_role', 'We kennen je, maar je hebt nog geen rol.'],
  ['account_disabled', 'Je account is afgesloten.'],
  ['not_fresh', 'Je organisatie vroeg je niet opnieuw wie je bent.'],
  ['other_person', 'Iemand anders heeft bevestigd dan wie is aangemeld.'],
  ['too_many', 'Er waren te veel pogingen.'],
  ['<img src=x onerror=alert(1)>', 'De server liet je niet binnen.'],
] as const

test('every refusal is a sentence with a next step', async () => {
  for (const [code, says] of refusals) {
    const page = await browser.open(`/sign-in?refused=${encodeURIComponent(code)}`)
    await page.getByRole('alert').getByText(says).waitFor()
    expect(await page.getByRole('alert').locator('p').count()).toBe(2)
    await page.close()
  }
})

test('a sign-in that is killed elsewhere is gone from every window within five seconds', async () => {
  // Its sign-in is the newest.
  plane.clock.move(1000)
  const eyes = await sitDown('helpdesk')
  const page = await eyes.open('/sets')
  const other = await eyes.open('/sets/KS-0001')
  for (const one of [page, other]) await one.getByText('live', { exact: true }).waitFor()
  const [signIn_] = await plane.sql<{ id: string }[]>`
    select id from sign_ins where ended_at is null and account_id <> ${plane.admin.accountId}
    order by created_at desc limit 1`
  const killedAt = Date.now()
  expect((await tellAs(plane.admin, `/api/sign-ins/${signIn_?.id}`, {}, 'DELETE')).status).toBe(200)
  for (const one of [page, other]) {
    await one.getByRole('heading', { name: 'Je bent afgemeld' }).waitFor({ timeout: 5_000 })
    expect(await one.getByText(/S-0001/).count()).toBe(0)
  }
  expect(Date.now() - killedAt).toBeLessThan(5_000)

  await page.goto(`${page.url()}#${await makeLink('helpdesk')}`)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByRole('heading', { level: 1, name: /sets/ }).waitFor()
  await other.getByRole('heading', { level: 1, name: /KS-0001/ }).waitFor()
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('the own menu tells where one is signed in, ends the others, and signs out', async () => {
  const eyes = await sitDown('lead')
  const page = await eyes.open('/')
  await signInAs(plane, 'lead')
  await page.getByRole('button', { name: 'Je account: Noodtoegang' }).click()
  const menu = page.getByRole('dialog')
  await menu.getByText('teamleider').waitFor()
  await menu.getByText('Andere browser').first().waitFor()
  await menu.getByText('deze browser').waitFor()
  await menu.getByRole('button', { name: /andere af/ }).click()
  await menu.getByRole('button', { name: /andere af/ }).waitFor({ state: 'detached' })
  await menu.getByRole('button', { name: 'Meld je af' }).click()
  await page.getByRole('heading', { name: 'Je bent afgemeld' }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.reload()
  await page.getByRole('heading', { name: 'Meld je aan' }).waitFor()
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

/** A browser whose clock runs on ahead, as when nobody has touched it for so long. */
async function leaveAlone(minutes: number): Promise<{ idle: TestBrowser; page: Page }> {
  const idle = await sitDown('helpdesk')
  await idle.context.clock.install()
  const page = await idle.open('/sets')
  await page.getByRole('link', { name: 'KS-0001' }).waitFor()
  plane.clock.move(minutes * minuteMs)
  await page.clock.fastForward(minutes * minuteMs)
  return { idle, page }
}

test('two minutes before the end of an idle half hour it is said, and staying is one click', async () => {
  const { idle, page } = await leaveAlone(28.5)
  await page.getByText('Er raakte een half uur lang niemand iets aan.').waitFor()
  await page.getByRole('link', { name: 'KS-0001' }).waitFor()
  await page.getByRole('button', { name: 'Blijf aangemeld' }).click()
  await page.getByText('Er raakte een half uur lang niemand iets aan.').waitFor({ state: 'detached' })
  const [kept] = await plane.sql<{ usedAt: number }[]>`
    select max(used_at) as "usedAt" from sign_ins where account_id <> ${plane.admin.accountId}`
  expect(plane.clock.now() - kept!.usedAt).toBeLessThan(minuteMs)
  await idle.close()
})

test('a page that nobody touches keeps nobody signed in, and shows nothing afterwards', async () => {
  const { idle, page } = await leaveAlone(31)
  await page.getByRole('heading', { name: 'Je bent afgemeld' }).waitFor()
  expect(await page.getByText('KS-0001').count()).toBe(0)
  await idle.close()
})

test('two minutes before ten hours it is said, and signing in anew goes on on the same page', async () => {
  const signedIn = await signInAs(plane, 'helpdesk')
  const eyes = await startBrowser(plane.httpUrl, { signedIn })
  const page = await eyes.open('/sets')
  await page.getByRole('link', { name: 'KS-0001' }).waitFor()
  await workUntil(plane, signedIn, 1.4 * minuteMs)
  await page.reload()
  await page.getByText('Een aanmelding duurt hoogstens tien uur.').waitFor()
  said.length = 0
  await page.getByRole('button', { name: 'Meld je opnieuw aan' }).click()
  await pasteFreshLink(page)
  await page.getByText('Een aanmelding duurt hoogstens tien uur.').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'KS-0001' }).waitFor()
  await eyes.close()
})

/** What somebody does who confirms by a link: asks for one, reads it at the server, pastes it. */
async function pasteFreshLink(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Bevestig dat jij het bent' })
  await dialog.getByRole('button', { name: 'Maak een nieuwe aanmeldlink' }).click()
  const field = dialog.getByRole('textbox', { name: 'Aanmeldlink' })
  await field.waitFor()
  const link = await until('a link at the server', () => said.at(-1)?.match(/http\S+/)?.[0])
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, link)
}

test('what needs a confirmation waits for it, and goes on by itself once a fresh link is pasted', async () => {
  const eyes = await sitDown('admin')
  const page = await eyes.open('/sets/KS-0002')
  const panel = page.getByRole('region', { name: 'Toestel', exact: true })
  plane.clock.move(6 * minuteMs)
  await panel.getByRole('button', { name: 'Intrekken' }).click()
  await panel.getByRole('button', { name: 'Ja, trek in' }).click()
  const dialog = page.getByRole('dialog', { name: 'Bevestig dat jij het bent' })
  await dialog.getByRole('button', { name: 'Annuleer' }).click()
  await panel.getByRole('alert').waitFor()

  await panel.getByRole('button', { name: 'Intrekken' }).click()
  await panel.getByRole('button', { name: 'Ja, trek in' }).click()
  said.length = 0
  await dialog.getByRole('button', { name: 'Maak een nieuwe aanmeldlink' }).click()
  await dialog.getByText('Een nieuwe aanmeldlink staat bij de server.').waitFor()
  const field = dialog.getByRole('textbox', { name: 'Aanmeldlink' })
  await field.fill('iets anders')
  await dialog.getByText('Dat is geen aanmeldlink.').waitFor()
  await field.fill(await until('a link at the server', () => said.at(-1)?.match(/http\S+/)?.[0]))
  await dialog.getByRole('button', { name: 'Bevestig', exact: true }).click()
  await panel.getByText('geen toestel', { exact: true }).waitFor()
  await dialog.waitFor({ state: 'detached' })
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('an export asks for the same confirmation, and the file comes after it', async () => {
  const eyes = await sitDown('lead')
  const page = await eyes.open('/sets')
  await headingOf(page).waitFor()
  plane.clock.move(6 * minuteMs)
  said.length = 0
  await page.getByRole('button', { name: 'Exporteer lijst' }).click()
  const download = page.waitForEvent('download')
  await pasteFreshLink(page)
  expect((await download).suggestedFilename()).toMatch(/^sets-.*\.csv$/)
  await eyes.close()
})

test('through all of this no script was refused and nothing outside was asked', () => {
  expect(browser.wrongs).toEqual([])
})
