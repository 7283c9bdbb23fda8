import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { tabTo } from './admin-ground.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 1)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\r\n')),
})
const schools = csv(
  'scholen.csv',
  'Code;Soort;Naam;Gemeente;Telefoon directeur',
  'SCH-A1;school;De Wegwijzer;Leuven;016',
  'SCH-A2;school;Sint-Jan;Gent;09',
)
const choose = 'Kies een bestand'
const total = async () => (await (await askAs(plane.admin, '/api/locations')).json()).total as number

test('a file first says what it would do, then does it, and the second time changes nothing', async () => {
  const page = await browser.open('/admin/import')
  await page.getByLabel(choose).setInputFiles(schools)
  await page.getByRole('heading', { name: '2 locaties zijn klaar om in te lezen' }).waitFor()
  await page.getByText('Telefoon directeur').waitFor()
  const before = await total()
  await tabTo(page, /^Lees in$/)
  expect(await total()).toBe(before)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '2 locaties ingelezen' }).waitFor()
  expect(await total()).toBe(before + 2)
  await page.getByLabel('Kies een ander bestand').setInputFiles(schools)
  await page.getByRole('heading', { name: 'Alles staat er al: dit bestand verandert niets' }).waitFor()
  await page.getByRole('link', { name: 'Naar de locaties' }).click()
  await page.getByText('De Wegwijzer').waitFor()
  await page.close()
})

test('a wrong row is named with its column, what stands there and what would be right, and the good ones are offered', async () => {
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const old = csv('oud.csv', 'code;soort;naam;gemeente', 'SCH-B3;school;Oud;Leuven').buffer.toString('base64')
  await tellAs(plane.admin, '/api/locations/import', { name: 'oud.csv', content: old, dryRun: false })
  const page = await browser.open('/admin/import')
  const before = await total()
  await page
    .getByLabel(choose)
    .setInputFiles(
      csv(
        'fout.csv',
        ...['code;soort;naam;gemeente', 'SCH-B1;school;Goed;Gent', 'SCH-B2;kasteel;Fout;Gent'],
        'SCH-B3;school;Oud;Heverlee',
      ),
    )
  await page.getByRole('heading', { name: '1 van 3 rijen klopt niet, dus lezen we nog niets in' }).waitFor()
  const row = page.getByRole('table', { name: 'Foute rijen' }).getByRole('row', { name: /kasteel/ })
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    '3',
    'soort',
    'kasteel',
    'kennen we niet',
    expect.stringContaining('school'),
  ])
  const change = page.getByRole('table', { name: 'Wat er verandert' }).getByRole('row', { name: /SCH-B3/ })
  expect(await change.getByRole('cell').allInnerTexts()).toEqual(['SCH-B3', 'gemeente', 'Leuven', 'Heverlee'])
  expect(await page.getByRole('button', { name: 'Lees in', exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'Kopieer' }).click()
  await page.getByText('Gekopieerd.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n')[1]).toMatch(/^3\tsoort\tkasteel\tkennen we niet\t/)
  expect(await total()).toBe(before)
  await page.getByRole('button', { name: 'Lees de 2 goede locaties in' }).click()
  await page.getByRole('heading', { name: '2 locaties ingelezen' }).waitFor()
  await page.getByText('1 rij is niet ingelezen.').waitFor()
  expect(await total()).toBe(before + 1)
  await page.close()
})

test('a file that is no table is met with words and a way on', async () => {
  const page = await browser.open('/admin/import')
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  await page
    .getByLabel(choose)
    .setInputFiles({ name: 'foto.xlsx', mimeType: 'application/octet-stream', buffer: picture })
  await page.getByText('Dit is geen CSV of XLSX die we kunnen lezen.').waitFor()
  await page.getByLabel('Kies een ander bestand').setInputFiles(csv('leeg.csv'))
  await page.getByText('Dit bestand is leeg.').waitFor()
  await page.getByLabel('Kies een ander bestand').setInputFiles(csv('vreemd.csv', 'appel;peer', '1;2'))
  await page.getByText('We herkennen geen enkele kolom.').waitFor()
  const tooBig = Buffer.alloc(4 * 1024 * 1024 + 1, 'a')
  await page
    .getByLabel('Kies een ander bestand')
    .setInputFiles({ name: 'groot.csv', mimeType: 'text/csv', buffer: tooBig })
  await page.getByText('Dit bestand is te groot.').waitFor()
  await page.getByLabel('Kies een ander bestand').setInputFiles(schools)
  await page.getByRole('heading', { name: /^Alles staat er al/ }).waitFor()
  await page.close()
})

for (const [kind, title] of [
  ['locations', 'locaties'],
  ['trajectories', 'trajecten'],
] as const) {
  test(`the sample file of ${kind} can be read in as it is`, async () => {
    const page = await browser.open(`/admin/import?kind=${kind}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Voorbeeldbestand' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`voorbeeld-${title}.csv`)
    const content = await readFile((await download.path())!)
    await page
      .getByLabel(choose)
      .setInputFiles({ name: 'voorbeeld.csv', mimeType: 'text/csv', buffer: content })
    await page.getByRole('heading', { name: /^1 .* is klaar om in te lezen$/ }).waitFor()
    await page.getByText('geen', { exact: true }).waitFor()
    await page.close()
  })
}

test('what was taken out as a workbook is read in again and changes nothing', async () => {
  const page = await browser.open('/admin/import')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Locaties als XLSX' }).press('Enter'),
  ])
  expect(download.suggestedFilename()).toBe('locaties.xlsx')
  await page.getByLabel(choose).setInputFiles({
    name: 'locaties.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await readFile((await download.path())!),
  })
  await page.getByRole('heading', { name: /^Alles staat er al/ }).waitFor()
  await page.close()
})

test('what an address says and nobody knows falls away, and the page is there', async () => {
  const page = await browser.open('/admin/import?kind=zz')
  await page.getByRole('heading', { name: 'Locaties', level: 2 }).waitFor()
  await page.goto(`${plane.httpUrl}/admin/calendar?year=abc`)
  await page.getByRole('heading', { level: 1, name: /^Vandaag/ }).waitFor()
  await page.getByRole('heading', { level: 1, name: /^Vandaag/ }).waitFor()
  await page.close()
})

test('a logistics worker reads in places, and no trajectories', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'logistics') })
  const page = await eyes.open('/admin/import')
  await page.getByLabel(choose).waitFor({ state: 'attached' })
  expect(await page.getByRole('link', { name: 'Trajecten', exact: true }).count()).toBe(0)
  await page.goto(`${plane.httpUrl}/admin/import?kind=trajectories`)
  await page.getByText('Dit mag een teamleider of een beheerder.').waitFor()
  expect(await page.getByLabel(choose).count()).toBe(0)
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
