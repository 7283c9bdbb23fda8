import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { post, registerPairs } from '../support/registration.ts'
import { focusOn } from './admin-ground.ts'
import { countHands } from './hands.ts'

let plane: TestControlPlane
let browser: TestBrowser

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 3)
  const school = { kind: 'school', name: 'Kruisboog', municipality: 'Heist-op-den-Berg', provider: null }
  await post(plane.admin, '/api/locations', [{ code: 'SCH-KRUIS', ...school, level: 'primary' }])
  const camera = { type: 'camera', make: 'Acme', model: 'Eye', serial: 'CN0I17' }
  await post(plane.admin, '/api/sets', [{ label: 'KS-0031', kind: 'school', components: [camera] }])
  await post(plane.admin, '/api/trajectories', [
    {
      code: 'T-2026-0031',
      home: { set: null, location: null },
      school: { set: 'KS-0031', location: 'SCH-KRUIS' },
    },
  ])
  const elif = { firstName: 'Elif', className: '6ELE' }
  for (const code of ['T-2026-0031', 'T-2026-0002'])
    await tellAs(plane.admin, `/api/trajectories/${code}/child`, elif, 'PUT')
  browser = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk'), height: 1400 })
})

afterAll(async () => {
  await browser?.close()
  await plane?.stop()
})

/** As somebody on the phone begins, with the board before them. */
async function begin() {
  const page = await browser.open('/')
  await page.getByRole('row').nth(1).waitFor()
  const hands = await countHands(page)
  const type = async (text: string) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
  }
  const lit = (text: RegExp) => page.locator('[data-combobox-selected]', { hasText: text }).waitFor()
  return { page, hands, type, lit }
}

describe('without a mouse, in few keys', () => {
  test('a child is found by name and school', async () => {
    const { page, hands, type, lit } = await begin()
    await type('elif kruis')
    await lit(/T-2026-0031.*6ELE · Kruisboog/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/trajectories/T-2026-0031')
    expect(await hands()).toEqual({ keys: 12, clicks: 0 })
    await page.close()
  })

  test('a child is told absent from the board, and that is undone', async () => {
    const absences = () => plane.sql`
      select from day_changes where kind = 'absent' and withdrawn_at is null`
    const { page, hands, type, lit } = await begin()
    await type('elif kruis')
    await lit(/T-2026-0031/)
    await page.keyboard.press('Tab')
    await lit(/^Meld vandaag afwezig/)
    await page.keyboard.press('Enter')
    await page.getByText('T-2026-0031 is vandaag afwezig gemeld.').waitFor()
    expect(await absences()).toHaveLength(1)
    await page.keyboard.press('u')
    await expect.poll(absences).toHaveLength(0)
    expect(await hands()).toEqual({ keys: 14, clicks: 0 })
    await page.close()
  })

  test('a week gets its first lessons', async () => {
    const { page, hands, type, lit } = await begin()
    await type('t 2026 31')
    await lit(/^T-2026-0031/)
    await page.keyboard.press('Tab')
    await lit(/^Meld vandaag afwezig/)
    for (const _step of [1, 2, 3]) await page.keyboard.press('ArrowDown')
    await lit(/^Wijzig lesrooster/)
    await page.keyboard.press('Enter')
    await focusOn(page, /^maandag 08:00/)
    for (const key of ['Enter', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.getByText('Les op dinsdag van 08:00 tot 08:50 gemaakt.').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Het lesrooster is bewaard.').waitFor()
    const lessons = await (await askAs(plane.admin, '/api/trajectories/T-2026-0031/lessons')).json()
    expect(lessons.timetable.week).toEqual([
      [1, 480, 530],
      [2, 480, 530],
    ])
    expect(await hands()).toEqual({ keys: 19, clicks: 0 })
    await page.close()
  })

  test('a set is found by what stands on its camera', async () => {
    const { page, hands, type, lit } = await begin()
    await type('cnoi17')
    await lit(/^KS-0031/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sets/KS-0031')
    expect(await hands()).toEqual({ keys: 8, clicks: 0 })
    await page.close()
  })
})
