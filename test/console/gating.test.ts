import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../controlplane/people/rules.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { signInAs } from '../support/people.ts'
import { type Ground, startGround } from './ground.ts'

let ground: Ground

beforeAll(async () => {
  ground = await startGround(2)
  await ground.speak(ground.pairs[0]!.school)
})

afterAll(() => ground?.stop())

async function sitDown(role: Role): Promise<TestBrowser> {
  return startBrowser(ground.plane.httpUrl, { signedIn: await signInAs(ground.plane, role) })
}

const commands = [
  'Vraag een teken',
  'Inschrijvingscode maken',
  'Terug in dienst',
  'Ingeleverd',
  'Intrekken',
] as const
type Command = (typeof commands)[number]

const reasons: Record<Command, string> = {
  'Vraag een teken': 'Dit mag een helpdeskmedewerker, een teamleider of een beheerder.',
  'Inschrijvingscode maken':
    'Dit mag een helpdeskmedewerker, een logistiek medewerker, een teamleider of een beheerder.',
  'Terug in dienst': 'Dit mag een beheerder.',
  Ingeleverd: 'Dit mag een logistiek medewerker, een teamleider of een beheerder.',
  Intrekken: 'Dit mag een beheerder.',
}

/** What of the device's commands each role may not do at all. */
const forbidden: Partial<Record<Role, readonly Command[]>> = {
  helpdesk: ['Terug in dienst', 'Ingeleverd', 'Intrekken'],
  logistics: ['Vraag een teken', 'Terug in dienst', 'Intrekken'],
  lead: ['Terug in dienst', 'Intrekken'],
  admin: [],
}

/** The words that a screen reader says after the name of a button. */
const describedBy = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).evaluate(button => {
    const ids = button.getAttribute('aria-describedby')?.split(' ') ?? []
    return ids.map(id => document.getElementById(id)?.textContent ?? '').join(' ')
  })

describe('what a role may not do is there, does nothing, and says who may', () => {
  test.each(Object.keys(forbidden) as Role[])('for a %s', async role => {
    const eyes = await sitDown(role)
    const page = await eyes.open('/sets/KS-0001')
    for (const command of commands) {
      const button = page.getByRole('button', { name: command, exact: true })
      await button.waitFor()
      const isForbidden = forbidden[role]?.includes(command) === true
      const words = await describedBy(page, command)
      expect(words === reasons[command], `${command}: ${words}`).toBe(isForbidden)
      if (!isForbidden) continue
      // Reached by the keyboard like any other, and pressed without anything happening.
      await button.focus()
      await expect.poll(() => button.evaluate(element => element === document.activeElement)).toBe(true)
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      eyes.asked.length = 0
      await page.keyboard.press('Enter')
      expect(eyes.asked.filter(url => url.includes('/api/devices'))).toEqual([])
    }
    expect(await page.getByRole('group', { name: /Trek|ingeleverd|echte/ }).count()).toBe(0)
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })
})

test('an export is for who may, and says so to others', async () => {
  const eyes = await sitDown('counsellor')
  const page = await eyes.open('/sets')
  const button = page.getByRole('button', { name: 'Exporteer lijst' })
  await button.waitFor()
  expect(await describedBy(page, 'Exporteer lijst')).toBe(
    'Dit mag een helpdeskmedewerker, een logistiek medewerker, een teamleider of een beheerder.',
  )
  await eyes.close()
})

const railOf = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Pagina’s', exact: true })
    .getByRole('link')
    .evaluateAll(links => links.map(link => link.textContent))

const rails: Record<Role, string[]> = {
  helpdesk: ['Nu', 'Trajecten', 'Sets', 'Locaties', 'Dienst'],
  logistics: ['Sets', 'Locaties', 'Dienst'],
  counsellor: ['Trajecten', 'Locaties', 'Dienst'],
  lead: ['Nu', 'Trajecten', 'Sets', 'Locaties', 'Beheer'],
  admin: ['Nu', 'Sets', 'Locaties', 'Beheer'],
  policy: [],
  dpo: ['Logboek'],
}

test('the rail of each role begins where its day starts, and holds seven at most', async () => {
  const eyes = await startBrowser(ground.plane.httpUrl)
  let page: Page | undefined
  for (const [role, pages] of Object.entries(rails) as [Role, string[]][]) {
    const { cookie } = await signInAs(ground.plane, role)
    const [name = '', value = ''] = cookie.split('=')
    const kept = { name, value, httpOnly: true, secure: true, sameSite: 'Strict' } as const
    await eyes.context.addCookies([{ ...kept, domain: '127.0.0.1', path: '/' }])
    page = await eyes.open('/start', page)
    expect(await railOf(page), role).toEqual(pages)
    const here = page.getByRole('navigation', { name: 'Pagina’s', exact: true }).locator('[aria-current]')
    expect(await here.allTextContents(), role).toEqual(pages.slice(0, 1))
  }
  await eyes.close()
})

test('an address is the same for every role, whether or not it stands in the rail', async () => {
  const eyes = await sitDown('logistics')
  let page: Page | undefined
  for (const [path, heading] of [
    ['/', /duo/],
    ['/trajectories', /traject/],
    ['/admin/devices', /toestel/],
    ['/admin/calendar', /./],
    ['/admin/duty', /dienst/],
    ['/admin/import', /./],
    ['/admin/audit', /./],
  ] as const) {
    page = await eyes.open(path, page)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    expect(await page.locator('main > p', { hasText: /^Dit mag / }).count(), path).toBe(0)
  }
  page = await eyes.open('/admin/people', page)
  await page.locator('main > p', { hasText: 'Dit mag een beheerder.' }).waitFor()
  await page.getByRole('button', { name: /^Je account/ }).click()
  await page.getByRole('link', { name: 'Wat je deed' }).click()
  await page.waitForURL('**/admin/audit')
  await eyes.close()
})

test('devices to check lie beside the sets, the calendar beside the places, and Beheer is a list in groups', async () => {
  const eyes = await sitDown('admin')
  const page = await eyes.open('/sets')
  const besides = page.getByRole('navigation', { name: 'Wat ernaast ligt' })
  await besides.getByRole('link', { name: 'Toestellen' }).click()
  await page.waitForURL('**/admin/devices')
  expect(await page.locator('[data-here="true"]').allTextContents()).toEqual(['Sets'])
  await page.getByRole('link', { name: 'Locaties', exact: true }).click()
  await besides.getByRole('link', { name: 'Kalender' }).click()
  await page.waitForURL('**/admin/calendar')
  expect(await page.locator('[data-here="true"]').allTextContents()).toEqual(['Locaties'])
  await page.getByRole('link', { name: 'Beheer', exact: true }).click()
  await page.waitForURL('**/admin/people')
  const list = page.getByRole('navigation', { name: 'Pagina’s van beheer' })
  await list.getByRole('heading').first().waitFor()
  expect(await list.getByRole('heading').allTextContents()).toEqual(['Mensen', 'Werk', 'Gegevens'])
  expect(await list.getByRole('link').allTextContents()).toEqual([
    'Mensen en rollen',
    'Schermen aan de muur',
    'Dienst',
    'Lees in',
    'Logboek',
  ])
  await list.getByRole('link', { name: 'Dienst' }).click()
  await page.waitForURL('**/admin/duty')
  await eyes.close()
})

test('a list is read in from where it stands, by who may', async () => {
  const lead = await sitDown('lead')
  const page = await lead.open('/trajectories')
  await page.getByRole('link', { name: 'Lees in' }).click()
  await page.waitForURL('**/admin/import?kind=trajectories')
  await page.goto(`${ground.plane.httpUrl}/locations`)
  await page.getByRole('link', { name: 'Lees in' }).click()
  await page.waitForURL('**/admin/import?kind=locations')
  await lead.close()
  const helpdesk = await sitDown('helpdesk')
  for (const path of ['/trajectories', '/locations']) {
    const page = await helpdesk.open(path)
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.getByRole('link', { name: 'Lees in' }).count()).toBe(0)
    await page.close()
  }
  await helpdesk.close()
})

test('who has no page yet is told so, kindly, and a privacy officer lands on the log', async () => {
  const policy = await sitDown('policy')
  const empty = await policy.open('/')
  await empty.getByRole('heading', { level: 1, name: 'Er is nog geen pagina voor je rol' }).waitFor()
  await empty.getByText('Je bent hier als een beleidslezer.').waitFor()
  await empty.goto(`${ground.plane.httpUrl}/sets`)
  await empty.getByText(/^Dit mag een helpdeskmedewerker/).waitFor()
  expect(policy.asked.filter(url => url.includes('/api/sets'))).toEqual([])
  await policy.close()

  const dpo = await sitDown('dpo')
  const log = await dpo.open('/')
  await log.waitForURL('**/admin/audit')
  await dpo.close()
})
