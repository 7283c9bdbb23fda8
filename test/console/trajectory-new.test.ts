import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'
import { addPerson, signInPerson, tabTo } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 12)
  const set = (label: string, kind: string) => ({ label, kind, components: [] })
  await post(plane.admin, '/api/sets', [
    ...[set('HS-0501', 'home'), set('KS-0501', 'school')],
    ...[set('HS-0503', 'home'), set('KS-0503', 'school')],
  ])
  const school = { kind: 'school', name: 'De Wegwijzer', municipality: 'Leuven', provider: null }
  await post(plane.admin, '/api/locations', [{ code: 'SCH-WEGW', ...school, level: 'primary' }])
  for (const side of ['family', 'school'])
    await tellAs(plane.admin, '/api/trajectories/T-2026-0003/milestones', {
      name: 'first_contact',
      side,
      day: '2026-09-02',
    })
  const person = { firstName: 'Lieve', name: 'Peeters' }
  const lieve = await signInPerson(plane, await addPerson(plane, person, ['counsellor', 'lead']))
  browser = await startBrowser(plane.httpUrl, { signedIn: lieve })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const detail = async (code: string) => (await askAs(plane.admin, `/api/trajectories/${code}`)).json()

/** Counts the keys that are pressed from here on. */
async function countKeys(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { pressed: number }
    counted.pressed = 0
    addEventListener('keydown', () => counted.pressed++, { capture: true })
  })
  return () => page.evaluate(() => (window as unknown as { pressed: number }).pressed)
}

/** Anybody who types presses as many in a minute, pauses for thought included. */
const keysMax = 48

describe('a new trajectory', () => {
  test('with its pair it is opened by keyboard alone in under a minute, and the next one can follow', async () => {
    const page = await browser.open('/trajectories')
    await page.getByRole('link', { name: 'Nieuw traject' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Een nieuw traject' }).waitFor()
    const began = performance.now()
    const pressed = await countKeys(page)
    const { keyboard } = page
    await page.getByRole('textbox', { name: 'Voornaam' }).waitFor()
    await keyboard.type('Noor')
    await keyboard.press('Tab')
    await keyboard.type('4B')
    await keyboard.press('Tab')
    await keyboard.type('wegw')
    await page.getByRole('option', { name: /De Wegwijzer/ }).waitFor()
    await page.locator('[data-combobox-selected]', { hasText: 'De Wegwijzer' }).waitFor()
    await keyboard.press('Tab')
    await expect.poll(() => page.getByRole('combobox', { name: 'Niveau' }).inputValue()).toBe('primary')
    await keyboard.press('Tab')
    await keyboard.type('ks-05')
    await page.locator('[data-combobox-selected]', { hasText: 'KS-0501' }).waitFor()
    await keyboard.press('Tab')
    await keyboard.type('HS-0501')
    await tabTo(page, /^Gemeente/)
    await keyboard.type('Heverlee')
    await keyboard.press('Enter')
    await page.getByText('Traject T-2026-0013 is gemaakt.').waitFor()
    expect(await pressed()).toBeLessThan(keysMax)
    expect(performance.now() - began).toBeLessThan(60_000)
    const made = await detail('T-2026-0013')
    expect([made.home.set, made.school.set, made.school.place?.code, made.level]).toEqual([
      'HS-0501',
      'KS-0501',
      'SCH-WEGW',
      'primary',
    ])
    await tabTo(page, /^Nog een$/)
    await page.keyboard.press('Enter')
    expect(await page.getByRole('textbox', { name: 'Voornaam' }).inputValue()).toBe('')
    await page.close()
  })

  test('a scanned label goes to the next field and makes nothing', async () => {
    const page = await browser.open('/trajectories/new')
    let sent = 0
    page.on('request', request => {
      if (request.method() !== 'GET') sent++
    })
    await page.getByRole('combobox', { name: 'Klasset' }).focus()
    for (const label of ['KS-0502', 'HS-0001']) {
      await page.keyboard.type(label)
      await page.keyboard.press('Enter')
    }
    expect(await page.getByRole('textbox', { name: 'Gemeente' }).evaluate(one => one.matches(':focus'))).toBe(
      true,
    )
    expect(await page.getByRole('combobox', { name: 'Klasset' }).inputValue()).toBe('KS-0502')
    // Each says by itself what is wrong with it, before anything is saved.
    await page.getByText('Set KS-0502 kennen we niet.').waitFor()
    await page.getByText('Set HS-0001 zit al in een ander duo.').waitFor()
    expect(sent).toBe(0)
    await page.close()
  })

  test('a label that is typed short, or with an O for a 0, is written out before anything is saved', async () => {
    const page = await browser.open('/trajectories/new')
    const fields = [
      ['Klasset', 'kso503', 'KS-0503'],
      ['Thuisset', 'hs 503', 'HS-0503'],
    ] as const
    await page.getByRole('combobox', { name: 'Klasset' }).focus()
    for (const [, typed] of fields) {
      await page.keyboard.type(typed)
      await page.keyboard.press('Enter')
    }
    for (const [name, , label] of fields) {
      await expect.poll(() => page.getByRole('combobox', { name }).inputValue()).toBe(label)
      expect(await page.getByRole('combobox', { name }).getAttribute('aria-invalid')).toBe('false')
    }
    await page.getByRole('combobox', { name: 'Klasset' }).fill('hs1')
    await page.keyboard.press('Enter')
    await page.getByText('Set HS-0001 is voor de andere kant gemaakt.').waitFor()
    await page.close()
  })

  test('Enter that is faster than what it finds takes it once it comes', async () => {
    const page = await browser.open('/trajectories/new')
    const school = page.getByRole('combobox', { name: 'School', exact: true })
    await school.focus()
    await page.keyboard.type('wegw')
    await page.keyboard.press('Enter')
    await expect.poll(() => school.inputValue()).toBe('De Wegwijzer, Leuven · SCH-WEGW')
    expect(await page.getByRole('combobox', { name: 'Niveau' }).evaluate(one => one.matches(':focus'))).toBe(
      true,
    )
    await school.fill('nergens te vinden')
    await page.getByText('Geen locatie gevonden.').waitFor()
    await page.keyboard.press('Tab')
    await page.getByText('Kies een locatie uit de lijst.').waitFor()
    await page.close()
  })

  test('what cannot be is said at its field, and nothing that was typed is lost', async () => {
    const page = await browser.open('/trajectories/new')
    await page.getByRole('textbox', { name: 'Voornaam' }).fill('Sam')
    await page.getByRole('combobox', { name: 'Thuisset' }).fill('HS-0001')
    await page.getByRole('option', { name: /HS-0001.*in duo T-2026-0001/ }).waitFor()
    await page.getByRole('textbox', { name: 'Gemeente' }).fill('Gent')
    await page.keyboard.press('Enter')
    await page.getByText('Set HS-0001 zit al in een ander duo.').waitFor()
    const field = page.getByRole('combobox', { name: 'Thuisset' })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('textbox', { name: 'Voornaam' }).inputValue()).toBe('Sam')
    expect(await page.getByRole('textbox', { name: 'Gemeente' }).inputValue()).toBe('Gent')
    await page.getByRole('link', { name: 'Sets', exact: true }).click()
    await page.getByText('Wat je typte is nog niet bewaard. Toch weggaan?').waitFor()
    await page.getByRole('button', { name: 'Blijf hier' }).click()
    expect(await page.getByRole('textbox', { name: 'Voornaam' }).inputValue()).toBe('Sam')
    await page.getByRole('link', { name: 'Sets', exact: true }).click()
    await page.getByRole('button', { name: 'Ga weg' }).click()
    await page.waitForURL('**/sets')
    await page.close()
  })
})

const pages = [
  '/trajectories?q=niets',
  '/trajectories',
  '/trajectories/new',
  '/trajectories/T-2026-0003',
] as const

test.each(['nl', 'en'] as const)(
  'in %s, everyone can use every page',
  { timeout: 90_000 },
  async language => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, language })
    let page: Page | undefined
    // What a page without rows looks like is the same in every dress.
    for (const path of language === 'nl' ? pages : pages.slice(1)) {
      page = await eyes.open(path, page)
      await settled(page)
      const all = page.getByRole('button', { name: /^(Toon alles|Show everything)$/ })
      if (await all.count()) await all.click()
      expect(await violations(page, { language }), path).toEqual([])
    }
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  },
)

test('a phone shows every page without scrolling sideways', { timeout: 60_000 }, async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  let page: Page | undefined
  for (const path of pages) {
    page = await eyes.open(path, page)
    await settled(page)
    const all = page.getByRole('button', { name: 'Toon alles' })
    if (await all.count()) await all.click()
    expect(await tooWidePx(page), path).toBe(0)
  }
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
