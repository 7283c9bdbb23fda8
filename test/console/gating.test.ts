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
      expect(await button.evaluate(element => element === document.activeElement)).toBe(true)
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

test('the rail shows the pages of the role', async () => {
  const everything = ['Nu', 'Trajecten', 'Sets', 'Locaties', 'Beheer']
  const withDuty = ['Nu', 'Trajecten', 'Sets', 'Locaties', 'Dienst', 'Beheer']
  const rails: [Role, string[]][] = [
    ['helpdesk', withDuty],
    ['logistics', withDuty],
    ['counsellor', withDuty],
    ['lead', everything],
    ['admin', everything],
    ['dpo', ['Logboek']],
    ['policy', []],
  ]
  const eyes = await startBrowser(ground.plane.httpUrl)
  for (const [role, pages] of rails) {
    const { cookie } = await signInAs(ground.plane, role)
    const [name = '', value = ''] = cookie.split('=')
    const kept = { name, value, httpOnly: true, secure: true, sameSite: 'Strict' } as const
    await eyes.context.addCookies([{ ...kept, domain: '127.0.0.1', path: '/' }])
    const page = await eyes.open('/')
    expect(await railOf(page), role).toEqual(pages)
    await page.close()
  }
  await eyes.close()
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
