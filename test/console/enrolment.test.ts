import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { questionDevice } from '../../controlplane/devices/state/actions.ts'
import { parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { giveCertificate, openTestAuthority, type TestAuthority, tlsOf } from '../support/authority.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { makeCsr, makeKeys } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { registerSet } from '../support/enrolment.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { type RegisteredSet, registerPairs } from '../support/registration.ts'
import { askSetDoor } from '../support/set-door.ts'
import { tooWidePx, violations } from './look.ts'

let plane: TestControlPlane
let authority: TestAuthority
let browser: TestBrowser
const speaking: HandSet[] = []

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  authority = await openTestAuthority(plane.dataDir)
  for (const label of ['KS-0100', 'KS-0101']) await registerSet(plane.admin, label)
  const pairs = await registerPairs(plane.admin, 3)
  for (const { school } of pairs) await speak(school)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})

afterAll(async () => {
  await browser?.close()
  for (const set of speaking) if (set.client.connected) await set.goodbye()
  await plane?.stop()
})

async function speak({ deviceId }: RegisteredSet): Promise<void> {
  const certificate = await giveCertificate(plane.sql, authority, deviceId)
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort, tls: tlsOf(authority, certificate) })
  const doors = { mqtt_ws: 'blocked', mqtt: 'open', beacon: 'not_tried' } as const
  await set.hello({ facts: { door: 'mqtt', doors } })
  speaking.push(set)
}

const deviceOf = async (label: string) => {
  const [device] = await plane.sql<{ deviceNo: number; state: string }[]>`
    select d.device_no as "deviceNo", d.state from devices d join sets s on s.id = d.set_id
    where s.label = ${label} and d.live`
  return device
}
const panelOf = (page: Page) => page.getByRole('region', { name: 'Toestel', exact: true })

test('a code is made on the page of the set, its text is a code, and its use is seen at once', async () => {
  const page = await browser.open('/sets/KS-0100')
  await page.getByRole('button', { name: 'Inschrijvingscode maken' }).click()
  const sheet = page.getByRole('dialog', { name: 'Schrijf KS-0100 in' })
  await sheet.getByRole('img', { name: /^QR-code/ }).waitFor()
  const shown = (await sheet.locator('[data-code]').textContent()) ?? ''
  const code = parseEnrolmentCode(shown)
  expect(code?.port).toBe(plane.setPort)
  await sheet.getByText('nog niet gebruikt').waitFor()

  const csr = await makeCsr(await makeKeys())
  const enrolled = await askSetDoor(plane.setPort, authority.rootPem, '/enrol', { token: code?.token, csr })
  expect(enrolled.status).toBe(200)
  await sheet.getByText('gebruikt, de set is ingeschreven').waitFor()
  await sheet.getByRole('button', { name: 'Sluit' }).click()
  await panelOf(page).getByText('ingeschreven, nog niet gehoord').waitFor()
  await panelOf(page).getByText('Er is al een toestel.').waitFor()
  await page.close()
})

test('on paper there is the sheet with the code and nothing else', async () => {
  const page = await browser.open('/sets/KS-0101')
  await page.getByRole('button', { name: 'Inschrijvingscode maken' }).click()
  await page.getByRole('dialog').getByRole('img').waitFor()
  await page.emulateMedia({ media: 'print' })
  const isSeen = (text: string) => page.getByText(text, { exact: true }).first().isVisible()
  expect(await isSeen('Code als tekst')).toBe(true)
  expect(await page.getByRole('button', { name: 'Kopieer tekst' }).isVisible()).toBe(false)
  expect(await page.getByRole('heading', { level: 2, name: 'Feiten' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Trek code in' }).click()
  await page.getByRole('dialog').getByText('ingetrokken', { exact: true }).waitFor()
  await page.close()
})

test('revoking asks once, by name, and ends the connection', async () => {
  const page = await browser.open('/sets/KS-0001')
  const panel = panelOf(page)
  await panel.getByText('actief', { exact: true }).waitFor()
  await panel.getByRole('button', { name: 'Intrekken' }).click()
  await panel.getByText('KS-0001 intrekken?').waitFor()
  await panel.getByRole('button', { name: 'Annuleer' }).click()
  expect((await deviceOf('KS-0001'))?.state).toBe('active')
  await panel.getByRole('button', { name: 'Intrekken' }).click()
  await panel.getByRole('button', { name: 'Ja, trek in' }).click()
  await panel.getByText('geen toestel', { exact: true }).waitFor()
  await panel.getByText('ingetrokken door jou').waitFor()
  expect(await deviceOf('KS-0001')).toBeUndefined()
  await page.close()
})

test('a doubt is on the board within a moment, with its reason, and an administrator decides', async () => {
  const board = await browser.open('/')
  const { deviceNo } = (await deviceOf('KS-0002')) as { deviceNo: number }
  await questionDevice(plane.sql, { deviceNo, cause: 'replaced_certificate', now: Date.now() })
  await speaking[1]?.send('event', 1, { facts: { interface: 'wifi' } })
  await board.getByText('1 toestel te controleren').waitFor()
  await board.getByText('Een vervangen certificaat is nog in gebruik.').waitFor()
  expect(await violations(board)).toEqual([])
  await board.getByRole('link', { name: 'KS-0002', exact: true }).click()
  const panel = panelOf(board)
  await panel.getByText('te controleren', { exact: true }).waitFor()
  await panel.getByText('Eerst beslissen: te controleren.').waitFor()
  await panel.getByRole('button', { name: 'Terug in dienst' }).click()
  await panel.getByRole('button', { name: 'Ja, terug in dienst' }).click()
  await panel.getByText('actief', { exact: true }).waitFor()
  expect((await deviceOf('KS-0002'))?.state).toBe('active')
  await board.close()
})

test('the list of sets finds devices in question by the address', async () => {
  const { deviceNo } = (await deviceOf('KS-0003')) as { deviceNo: number }
  await questionDevice(plane.sql, { deviceNo, cause: 'floors', now: Date.now() })
  const page = await browser.open('/sets?device=questioned')
  await page.getByRole('heading', { level: 1, name: '1 set gevonden' }).waitFor()
  await page.getByRole('button', { name: 'Verwijder filter toestel te controleren' }).waitFor()
  await page.close()
})

for (const language of ['nl', 'en'] as const) {
  test(`everyone can use the panel and the code in ${language}`, async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, language })
    const page = await eyes.open('/sets/KS-0101')
    expect(await violations(page, { language })).toEqual([])
    await page.getByRole('button', { name: /Inschrijvingscode maken|Make enrolment code/ }).click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    expect(await violations(page, { language })).toEqual([])
    const doubted = await eyes.open('/sets/KS-0003')
    await doubted
      .getByText(/^(te controleren|to check)$/)
      .first()
      .waitFor()
    await doubted.getByRole('button', { name: /^(Intrekken|Revoke)$/ }).click()
    expect(await violations(doubted, { language })).toEqual([])
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })
}

test('the panel and the code fit 320 px', async () => {
  const phone = await startBrowser(plane.httpUrl, { signedIn: plane.admin, width: 320, height: 700 })
  for (const path of ['/', '/sets/KS-0101', '/sets/KS-0003']) {
    const page = await phone.open(path)
    const make = page.getByRole('button', { name: 'Inschrijvingscode maken' })
    if (path.endsWith('0101')) {
      await make.click()
      await page.getByRole('dialog').getByRole('img').waitFor()
      const dialog = await page
        .getByRole('dialog')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect(dialog).toBeLessThanOrEqual(0)
    }
    expect(await tooWidePx(page), path).toBe(0)
    await page.close()
  }
  await phone.close()
})
