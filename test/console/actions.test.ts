import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../controlplane/people/rules.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { signInAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { undoByKey } from './admin-ground.ts'
import { tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 2)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const absences = async () => {
  const rows = await plane.sql<{ code: string }[]>`
    select t.code from day_changes c join trajectories t on t.id = c.trajectory_id
    where c.kind = 'absent' and c.withdrawn_at is null`
  return rows.map(({ code }) => code)
}

const search = (page: Page) => page.getByRole('combobox', { name: /^Zoek een set/ })
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

describe('the search field', () => {
  test('does something with what it found, by keyboard alone and from another page, and u undoes it', async () => {
    const page = await browser.open('/sets')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('T-2026-0002')
    await option(page, /^T-2026-0002/)
      .first()
      .waitFor()
    await page.getByText('Wat je ermee kan').waitFor()
    await page.locator('[data-combobox-selected]', { hasText: /^T-2026-0002/ }).waitFor()
    await page.keyboard.press('Tab')
    await option(page, /^Meld vandaag afwezig/).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('T-2026-0002 is vandaag afwezig gemeld.').waitFor()
    expect(await absences()).toEqual(['T-2026-0002'])
    expect(page.url()).toContain('/sets')
    await undoByKey(page)
    await expect.poll(absences).toEqual([])
    await page.close()
  })

  test('knows what can be done with the object of the page, also by other words for it', async () => {
    const page = await browser.open('/trajectories/T-2026-0001')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('ziek')
    await option(page, /^Meld vandaag afwezig/).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('T-2026-0001 is vandaag afwezig gemeld.').waitFor()
    expect(await absences()).toEqual(['T-2026-0001'])
    await page.close()
  })

  test('goes to what has to be asked first, and asks it there', async () => {
    const page = await browser.open('/')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('KS-0002')
    await option(page, /^KS-0002/).waitFor()
    while ((await page.locator('[data-combobox-selected]').textContent())?.startsWith('KS-0002') !== true)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await option(page, 'Intrekken').click()
    await page.waitForURL('**/sets/KS-0002')
    await page.getByRole('group', { name: /^KS-0002 intrekken\?/ }).waitFor()
    await page.getByRole('button', { name: 'Annuleer' }).click()
    await page.close()
  })

  test.each(['kal', 'calen', 'KALÈND'])(
    'finds every page that a role may see by its name: %s',
    async typed => {
      const page = await browser.open('/')
      await page.keyboard.press('Control+k')
      await page.keyboard.type(typed)
      await option(page, 'Kalender').waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/admin/calendar')
      await page.close()
    },
  )
})

describe('the menu of an object', () => {
  test('holds what the role may, and says of what it may not now why', async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
    const page = await eyes.open('/sets/KS-0001')
    await page.getByRole('button', { name: 'Wat je met KS-0001 kan' }).press('Enter')
    const menu = page.getByRole('dialog', { name: 'Wat je met KS-0001 kan' })
    const verbs = menu.getByRole('listitem')
    await expect.poll(() => verbs.first().textContent()).toContain('Eerst een autoriteit nodig.')
    expect(await verbs.allTextContents()).toEqual([
      'Inschrijvingscode makenEerst een autoriteit nodig.',
      expect.stringMatching(/^Ingeleverd/),
      'Wijzig onderdelen',
      'Open het traject',
      'Open de locatie',
      'Open de andere set',
    ])
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    expect(await menu.isVisible()).toBe(true)
    for (const _step of [1, 2, 3]) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/trajectories/T-2026-0001')
    await eyes.close()
  })

  test.each([
    ['/trajectories/T-2026-0001', 'T-2026-0001', 'Plan pauze', 'Eerste dag'],
    ['/locations/SCH-KS-0001', 'SCH-KS-0001', 'Wijzig schooluren', 'maandag'],
  ])('on %s opens what has to be filled in', async (path, id, verb, field) => {
    const page = await browser.open(path)
    await page.getByRole('button', { name: `Wat je met ${id} kan` }).click()
    await page.getByRole('dialog').getByRole('button', { name: verb }).click()
    await page.getByRole('main').getByLabel(field, { exact: true }).first().waitFor()
    await page.close()
  })
})

describe('the help tells what the registry holds for a role, and nothing it may not', () => {
  const everybody = ['vorige rij', 'deze hulp', 'terugzetten wat je net deed']
  const told: [Role, string[], string[]][] = [
    [
      'helpdesk',
      ['Test de verbinding', 'Meld vandaag afwezig', 'Dienst'],
      ['Intrekken', 'Plan pauze', 'Mensen en rollen'],
    ],
    [
      'logistics',
      ['Ingeleverd', 'Wijzig schooluren'],
      ['Test de verbinding', 'Meld vandaag afwezig', 'Intrekken'],
    ],
    ['counsellor', ['Plan pauze', 'Nieuw traject'], ['Test de verbinding', 'Ingeleverd', 'Toestellen']],
    ['admin', ['Intrekken', 'Plan pauze', 'Mensen en rollen'], []],
    ['dpo', ['Logboek'], ['Sets', 'Intrekken', 'Plan pauze', 'Wijzig gegevens']],
  ]
  test.each(told)('for a %s', async (role, has, hasNot) => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, role), width: 320 })
    const page = await eyes.open('/start')
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Sneltoetsen' })
    await help.getByRole('heading', { name: 'Wat het zoekveld ook kan' }).waitFor()
    const lines = await help.getByRole('definition').allTextContents()
    for (const line of [...everybody, ...has]) expect(lines).toContain(line)
    for (const line of hasNot) expect(lines).not.toContain(line)
    expect(await tooWidePx(page)).toBe(0)
    expect(await violations(page, { within: 'dialog[open]' })).toEqual([])
    await eyes.close()
  })
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', async () => {
  expect(browser.wrongs).toEqual([])
  const page = await browser.open('/')
  await search(page).waitFor()
  await page.close()
})
