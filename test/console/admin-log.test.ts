import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAct } from '../../controlplane/audit/actions.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { addPerson, tabTo } from './admin-ground.ts'
import { violations } from './look.ts'

let plane: TestControlPlane
let browser: TestBrowser
let noor: string

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 1)
  noor = await addPerson(plane, { firstName: 'Noor', name: 'Janssens' }, [])
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

describe('the log', () => {
  test('is filtered by keyboard alone, and a row opens', async () => {
    await tellAs(plane.admin, `/api/accounts/${noor}/roles`, { roles: ['helpdesk', 'lead'] }, 'PUT')
    const page = await browser.open('/admin/audit')
    await page.getByText(/ketting heel/).waitFor()
    await tabTo(page, /^Handelingen$/)
    await page.getByRole('combobox', { name: 'Wat' }).focus()
    await page.keyboard.type('veranderde rollen')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('what=roles_changed')
    await page.getByRole('cell', { name: 'plande een dienst' }).waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: 'veranderde rollen' }).first().waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /^Meer over regel/ })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await page.getByText('helpdesk, teamleider').waitFor()
    await page.getByRole('button', { name: 'Wis filters' }).click()
    await page.getByRole('cell', { name: 'registreerde sets' }).waitFor()
    await page.close()
  })

  test('shows more as one goes on, until the first row', async () => {
    const act = { at: Date.now(), actor: 'server', act: 'link_issued', subject: 'account:many' } as const
    for (let row = 0; row < 120; row++) await plane.sql.begin(tx => recordAct(tx, act))
    const page = await browser.open('/admin/audit?who=server&what=link_issued')
    const table = page.getByRole('table', { name: 'Logboek' })
    const rowsSaid = async () => Number(await table.getAttribute('aria-rowcount')) - 1
    await expect.poll(rowsSaid).toBe(101)
    const list = page.getByRole('region', { name: 'Logboek' })
    await list.evaluate(element => element.scrollTo(0, element.scrollHeight))
    await expect.poll(rowsSaid).toBeGreaterThan(120)
    await list.evaluate(element => element.scrollTo(0, element.scrollHeight))
    const [first] = await plane.sql<{ n: number }[]>`
      select count(*)::int n from audit_log where actor = 'server' and act = 'link_issued'`
    await expect.poll(rowsSaid).toBe(first!.n)
    await page.close()
  })

  test('a row that was changed behind its back is named in red', async () => {
    const [row] = await plane.sql<{ no: number; subject: string }[]>`
      select no, subject from audit_log where subject = 'account:many' order by no limit 1`
    const { no, subject } = row!
    await plane.sql`update audit_log set subject = 'account:other' where no = ${no}`
    const page = await browser.open('/admin/audit')
    await page.getByText(`Regel ${no} is niet meer zoals ze geschreven werd.`).waitFor()
    await plane.sql`update audit_log set subject = ${subject} where no = ${no}`
    await page.close()
  })

  test('the helpdesk sees its own rows alone, and nothing of the chain', async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
    const page = await eyes.open('/admin/audit')
    await page.getByRole('heading', { level: 1, name: 'Wat jij deed, het nieuwste eerst' }).waitFor()
    await page.getByRole('cell', { name: 'meldde zich aan' }).waitFor()
    expect(await page.getByText(/ketting/).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Exporteer logboek' }).count()).toBe(0)
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })

  test('goes along as a file, and that is written down', async () => {
    const page = await browser.open('/admin/audit?what=roles_changed')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Exporteer logboek' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^logboek-\d{4}-\d\d-\d\d\.csv$/)
    const [headings] = (await readFile(await file.path(), 'utf8')).split('\r\n')
    expect(headings).toContain('Nummer;Wanneer;Wie;Wat;Over;Meer;Account;Wanneer (UTC);Wat (code)')
    const workbook = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Als XLSX' }).click()
    expect((await workbook).suggestedFilename()).toMatch(/\.xlsx$/)
    await page.goto(`${plane.httpUrl}/admin/audit`)
    await page.getByRole('cell', { name: 'exporteerde het logboek' }).first().waitFor()
    await page.close()
  })
})

describe('where a child lives', () => {
  test('is asked for only when somebody wants to see it, which is written down, and can be changed', async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'lead') })
    const page = await eyes.open('/sets/HS-0001')
    const panel = page.getByRole('region', { name: 'Adres van het gezin' })
    await panel.getByRole('button', { name: 'Toon adres' }).waitFor()
    expect(eyes.asked.filter(address => address.includes('/api/locations/'))).toEqual([])
    await panel.getByRole('button', { name: 'Toon adres' }).click()
    await panel.getByRole('button', { name: 'Vul adres in' }).click()
    await panel.getByLabel('Straat').fill('Naamsestraat')
    await panel.getByLabel('Nummer en bus').fill('12 bus 3')
    await panel.getByLabel('Postcode').fill('3000')
    await panel.getByLabel('Gemeente').fill('Leuven')
    await panel.getByRole('button', { name: 'Bewaar adres' }).click()
    await panel.getByText('3000 Leuven').waitFor()
    expect(await violations(page)).toEqual([])
    await panel.getByRole('button', { name: 'Verberg' }).click()
    expect(await page.getByText('Naamsestraat').count()).toBe(0)
    const reads = await plane.sql`select from access_log where record = 'location:TH-HS-0001'`
    expect(reads.length).toBeGreaterThan(0)
    await eyes.close()
  })

  test('is not for the helpdesk, who sees no panel for it', async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
    const page = await eyes.open('/sets/HS-0001')
    await page.getByRole('region', { name: 'Onderdelen' }).waitFor()
    expect(await page.getByRole('region', { name: 'Adres van het gezin' }).count()).toBe(0)
    expect(eyes.asked.filter(address => address.includes('/api/locations/'))).toEqual([])
    await eyes.close()
  })
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
