import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../controlplane/people/rules.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { signInAs } from '../support/people.ts'
import { type Ground, startGround } from './ground.ts'
import { settled, violations } from './look.ts'

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
  'Test de verbinding',
  'Inschrijvingscode maken',
  'Terug in dienst',
  'Ingeleverd',
  'Intrekken',
] as const
type Command = (typeof commands)[number]

/** Of the device's commands what each role may ever give. */
const theirs: Partial<Record<Role, readonly Command[]>> = {
  helpdesk: ['Test de verbinding', 'Inschrijvingscode maken'],
  logistics: ['Inschrijvingscode maken', 'Ingeleverd'],
  lead: ['Test de verbinding', 'Inschrijvingscode maken', 'Ingeleverd'],
  admin: commands,
}

/** The words that a screen reader says after the name of a button. */
const describedBy = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).evaluate(button => {
    const ids = button.getAttribute('aria-describedby')?.split(' ') ?? []
    return ids.map(id => document.getElementById(id)?.textContent ?? '').join(' ')
  })

/** Of the pages that a logistics worker may see. */
const allowed = [
  ...[
    '/',
    '/trajectories',
    '/trajectories/T-2026-0001',
    '/sets',
    '/sets/new',
    '/locations',
    '/locations/new',
  ],
  ...['/locations/SCH-KS-0001', '/locations/TH-HS-0001'],
  ...['/admin/duty', '/admin/calendar', '/admin/devices', '/admin/import', '/admin/audit'],
]

describe('what a role may never do is not there', () => {
  test.each(Object.keys(theirs) as Role[])('for a %s', async role => {
    const eyes = await sitDown(role)
    const page = await eyes.open('/sets/KS-0001')
    const there = page.getByRole('button', { name: new RegExp(`^(${commands.join('|')})$`) })
    await there.first().waitFor()
    expect(await there.allTextContents()).toEqual(theirs[role])
    expect(await page.getByText(/^Dit mag /).count()).toBe(0)
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })

  test('on any page', async () => {
    const eyes = await sitDown('logistics')
    const refused: string[] = []
    eyes.context.on('response', answer => answer.status() === 403 && refused.push(answer.url()))
    let page: Page | undefined
    for (const path of allowed) {
      page = await eyes.open(path, page)
      await settled(page)
      expect(await page.getByText(/^Dit mag /).count(), path).toBe(0)
      const gone = /^(Nieuw traject|Afwezig|Wijzig lesrooster|Plan pauze|Kopieer vorige week|Sluit een dag)$/
      expect(await page.getByRole('button', { name: gone }).count(), path).toBe(0)
    }
    for (const path of [
      ...['/trajectories/new', '/admin/people', '/admin/walls', '/admin/links'],
      ...['/admin/rules', '/admin/maintenance'],
    ]) {
      page = await eyes.open(path, page)
      await page.getByText(/^Dit mag /).waitFor()
      expect(await page.getByRole('main').locator('button, input, select, a').count(), path).toBe(0)
    }
    expect(refused).toEqual([])
    await eyes.close()
  })
})

test('what may not be done now stays, does nothing, and says why on hover and on focus', async () => {
  const eyes = await sitDown('admin')
  const page = await eyes.open('/trajectories/T-2026-0001')
  await page.getByRole('button', { name: 'Maak lesrooster' }).click()
  const back = page.getByRole('button', { name: 'Stap terug' })
  const why = 'Er is nog niets veranderd.'
  expect(await describedBy(page, 'Stap terug')).toBe(why)
  const tooltip = page.getByRole('tooltip', { name: why })
  await back.hover()
  await tooltip.waitFor()
  await page.mouse.move(0, 0)
  await tooltip.waitFor({ state: 'hidden' })
  await page.keyboard.press('Tab')
  await back.focus()
  await tooltip.waitFor()
  await page.keyboard.press('Enter')
  expect(await back.getAttribute('aria-disabled')).toBe('true')
  expect(await violations(page)).toEqual([])
  await eyes.close()
})

test('an export is for who may', async () => {
  const eyes = await sitDown('counsellor')
  const page = await eyes.open('/sets')
  await page.getByRole('searchbox', { name: /^Zoek op/ }).waitFor()
  expect(await page.getByRole('button', { name: 'Exporteer lijst' }).count()).toBe(0)
  await eyes.close()
})

const railOf = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Pagina’s', exact: true })
    .getByRole('link')
    .evaluateAll(links => links.map(link => link.textContent))

const rails: Record<Role, string[]> = {
  helpdesk: ['Nu', 'Wachtrij', 'Trajecten', 'Sets', 'Locaties', 'Dienst'],
  logistics: ['Sets', 'Locaties', 'Dienst'],
  counsellor: ['Trajecten', 'Locaties', 'Dienst'],
  lead: ['Nu', 'Wachtrij', 'Trajecten', 'Sets', 'Locaties', 'Beheer'],
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
  expect(await list.getByRole('heading').allTextContents()).toEqual([
    'Mensen',
    'Werk',
    'Techniek',
    'Gegevens',
  ])
  expect(await list.getByRole('link').allTextContents()).toEqual([
    'Mensen en rollen',
    'Schermen aan de muur',
    'Dienst',
    'Regels',
    'Koppelingen',
    'Mails',
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
