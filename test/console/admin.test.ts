import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { questionDevice } from '../../controlplane/devices/state/actions.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { addPerson, focusOn, signInPerson, tabTo } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser
let noor: string
let lieve: SignedIn

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 3)
  noor = await addPerson(plane, { firstName: 'Noor', name: 'Janssens' }, [])
  const lieveId = await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['helpdesk'])
  lieve = await signInPerson(plane, lieveId, 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0')
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const rolesOf = async (id: string) => {
  const [account] = await plane.sql<{ roles: string[] }[]>`select roles from accounts where id = ${id}`
  return account?.roles
}

describe('people', () => {
  test('a person who waits gets a role by keyboard alone', async () => {
    const page = await browser.open('/admin/people')
    await page.getByRole('heading', { level: 1, name: '1 persoon wacht op een rol' }).waitFor()
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Noor Janssens' }).waitFor()
    await tabTo(page, /^helpdesk/)
    await page.keyboard.press('Space')
    await tabTo(page, /^Bewaar rollen$/)
    await page.keyboard.press('Enter')
    await page.getByText('Bewaard.').waitFor()
    expect(await rolesOf(noor)).toEqual(['helpdesk'])
    await page.getByRole('heading', { level: 1, name: /niemand wacht op een rol/ }).waitFor()
    await page.close()
  })

  test('a sign-in is ended by keyboard alone, and that browser is out', async () => {
    const page = await browser.open(`/admin/people?account=${lieve.accountId}`)
    await page.getByText('Firefox op Windows').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Lieve Peeters' }).focus()
    await tabTo(page, /^Beëindig aanmelding van Lieve/)
    await page.keyboard.press('Enter')
    await page.getByText(/beëindigd/).waitFor()
    expect((await askAs(lieve, '/api/me')).status).toBe(401)
    await page.close()
  })

  test('who is about to answer a question keeps the focus when something changes elsewhere, and gets it back after', async () => {
    const page = await browser.open(`/admin/people?account=${lieve.accountId}`)
    await page.getByRole('button', { name: 'Sluit account' }).click()
    await focusOn(page, /^Annuleer$/)
    await page.keyboard.press('Shift+Tab')
    await focusOn(page, /^Ja, sluit$/)
    const roles = `/api/accounts/${lieve.accountId}/roles`
    await tellAs(plane.admin, roles, { roles: ['helpdesk', 'logistics'] }, 'PUT')
    await page.getByRole('row', { name: /Lieve/ }).getByText('logistiek').waitFor()
    await focusOn(page, /^Ja, sluit$/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await focusOn(page, /^Sluit account$/)
    await page.close()
  })

  test('shutting an account asks once, by name, and can be undone', async () => {
    const page = await browser.open(`/admin/people?account=${lieve.accountId}`)
    await page.getByRole('button', { name: 'Sluit account' }).click()
    const asked = page.getByRole('group', { name: 'Account van Lieve sluiten?' })
    await asked.getByRole('button', { name: 'Annuleer' }).click()
    await page.getByRole('button', { name: 'Sluit account' }).click()
    await asked.getByRole('button', { name: 'Ja, sluit' }).click()
    await page.getByRole('row', { name: /Lieve/ }).getByText('gesloten').waitFor()
    await page.getByRole('button', { name: 'Open account weer' }).click()
    await page.getByRole('button', { name: 'Ja, open' }).click()
    await page.getByRole('button', { name: 'Sluit account' }).waitFor()
    await page.close()
  })

  test('nobody changes their own roles or shuts their own account, and the page says why', async () => {
    const page = await browser.open(`/admin/people?account=${plane.admin.accountId}`)
    await page.getByText('Je bent de enige beheerder.').waitFor()
    expect(await page.getByRole('checkbox', { name: /^beheerder/ }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Sluit account' }).isDisabled()).toBe(true)
    await page.getByText('Je eigen account sluit een andere beheerder.').waitFor()
    await page.close()
  })

  test('searching finds whole words, says so, and leads back', async () => {
    const page = await browser.open('/admin/people')
    await page.getByRole('searchbox', { name: /hele woorden/ }).fill('peeters')
    await page.getByRole('heading', { level: 1, name: '1 persoon gevonden' }).waitFor()
    expect(page.url()).toContain('q=peeters')
    await page.getByRole('searchbox', { name: /hele woorden/ }).fill('peet')
    await page.getByText('Zoeken gaat op hele woorden').waitFor()
    await page.getByRole('button', { name: 'Wis zoeken' }).click()
    await page.getByRole('link', { name: 'Noor', exact: true }).waitFor()
    await page.close()
  })
})

describe('devices', () => {
  test('what is to be decided is said first, is filtered by a word, and leads to the device', async () => {
    const [device] = await plane.sql<{ deviceNo: number }[]>`
      select d.device_no as "deviceNo" from devices d join sets s on s.id = d.set_id where s.label = 'KS-0002'`
    await questionDevice(plane.sql, { deviceNo: device!.deviceNo, cause: 'floors', now: Date.now() })
    const page = await browser.open('/admin/devices')
    await page.getByRole('heading', { level: 1, name: '1 toestel te controleren' }).waitFor()
    await page.getByRole('button', { name: /^te controleren/ }).click()
    await page.getByRole('heading', { level: 1, name: '1 set gevonden' }).waitFor()
    expect(page.url()).toContain('concern=questioned')
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sets/KS-0002#toestel')
    await page.close()
  })
})

const pages = [
  '/admin/people',
  '/admin/people?q=niemand',
  '/admin/devices',
  '/admin/devices?concern=code',
  '/admin/duty?from=2027-01-11',
  '/admin/audit',
  '/admin/audit?of=reads',
] as const

for (const language of ['nl', 'en'] as const) {
  test(`everyone can use every page in ${language}`, { timeout: 120_000 }, async () => {
    const eyes = await startBrowser(plane.httpUrl, { language, signedIn: plane.admin })
    let page: Page | undefined
    for (const path of [...pages, `/admin/people?account=${noor}`]) {
      page = await eyes.open(path, page)
      await settled(page)
      expect(await violations(page, { language }), path).toEqual([])
    }
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })
}

test('every page fits 320 px, in both languages', { timeout: 120_000 }, async () => {
  for (const language of ['nl', 'en'] as const) {
    const phone = await startBrowser(plane.httpUrl, {
      language,
      width: 320,
      height: 700,
      signedIn: plane.admin,
    })
    let page: Page | undefined
    for (const path of [...pages, `/admin/people?account=${noor}`]) {
      page = await phone.open(path, page)
      await settled(page)
      expect(await tooWidePx(page), path).toBe(0)
    }
    await phone.close()
  }
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
