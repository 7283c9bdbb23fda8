import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LessonGround, startLessons } from '../flows/board-ground.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HandSet } from '../support/hand-set.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { addPerson, focusOn, signInPerson, undoByKey } from './admin-ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let ground: LessonGround
let browser: TestBrowser
let lieve: SignedIn
let pairs: RegisteredPair[]
const homes: HandSet[] = []
let id: string

/** Three children wait while all class sets of their school went at once; a fourth pair is elsewhere and well. */
beforeAll(async () => {
  ground = await startLessons(4)
  pairs = Array.from({ length: 4 }, () => ground.takePair())
  const trio = pairs.slice(0, 3)
  const codes = trio.map(({ trajectory }) => trajectory)
  await ground.shareSchool(codes)
  const schools: HandSet[] = []
  for (const pair of trio) {
    homes.push(await ground.comeOn(pair.home))
    await ground.call(homes.at(-1)!, 'running', 'none')
    schools.push(await ground.comeOn(pair.school))
  }
  for (const [index, set] of schools.entries()) await ground.vanish(set, trio[index]!.school.label)
  await ground.pass(90_000)
  const [storm] = await ground.plane.sql<{ id: string }[]>`select id from incidents where subject = 'storms'`
  id = storm!.id
  const account = await addPerson(ground.plane, { firstName: 'Lieve', name: 'Peeters' }, ['helpdesk'])
  lieve = await signInPerson(ground.plane, account)
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: lieve })
})
afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const rows = (page: Page) => page.getByRole('table', { name: 'Duo’s van deze storing' }).locator('tbody tr')
const rowOf = (page: Page, text: string) => rows(page).filter({ hasText: text })
const heldBy = async (what: 'incidents' | 'tickets') => {
  const [row] =
    what === 'incidents'
      ? await ground.plane.sql<
          { n: number }[]
        >`select count(*)::int4 as n from incidents where state = 'acknowledged'`
      : await ground.plane.sql<{ n: number }[]>`select count(*)::int4 as n from tickets where state = 'open'`
  return row!.n
}

test('from the line on Nu, the ticket and the list one comes to a storm, which says what it is and whom it touches', async () => {
  const page = await browser.open('/')
  await page.getByRole('link', { name: /^Storing bij School/ }).click()
  await page.waitForURL(`**/incidents/${id}`)
  await page
    .getByRole('heading', { level: 1, name: /^Storing bij School KS-\d+, Leuven: 3 van 3 sets weg$/ })
    .waitFor()
  await page.getByText(/^\d+ lesminuten in gevaar$/).waitFor()
  await page.getByText('Wellicht ligt daar het internet of de stroom plat.').waitFor()
  const first = rowOf(page, pairs[0]!.trajectory)
  await first.getByText('kind wacht, klasset weg').waitFor()
  expect(await first.textContent()).toMatch(/kind wacht, klasset weg.*les tot 12:00.*verbonden.*weg/)
  expect(await rows(page).count()).toBe(3)
  await page
    .getByRole('link', { name: /^melding \d+$/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'naar de storing' }).click()
  await page.waitForURL(`**/incidents/${id}`)
  await page.goto(`${ground.plane.httpUrl}/tickets`)
  await page.getByRole('link', { name: 'Storingen' }).click()
  await page.getByRole('heading', { level: 1, name: '1 storing bezig' }).waitFor()
  await page.getByRole('link', { name: /^School KS/ }).click()
  await page.waitForURL(`**/incidents/${id}`)
  await page.close()
})

test('by keyboard all of it is taken at once, and given back by one key', async () => {
  const page = await browser.open(`/incidents/${id}`)
  await rows(page).nth(2).waitFor()
  await page.keyboard.press('c')
  await page.getByText('Jij kijkt hiernaar, met 3 duo’s.').waitFor()
  await page.getByText(/^jij kijkt, tot /).waitFor()
  expect([await heldBy('incidents'), await heldBy('tickets')]).toEqual([4, 1])
  await undoByKey(page)
  await page.getByText('nog van niemand').waitFor()
  await until('nobody has it', async () => (await heldBy('incidents')) + (await heldBy('tickets')) === 0)
  // One pair alone.
  await page.getByRole('checkbox', { name: `Kies ${pairs[1]!.trajectory}` }).focus()
  await page.keyboard.press('Space')
  await button(page, 'Neem 1 duo').press('Enter')
  await page.getByText('Jij kijkt hiernaar, met 1 duo.').waitFor()
  expect(await heldBy('incidents')).toBe(1)
  await undoByKey(page)
  await until('nobody has it', async () => (await heldBy('incidents')) === 0)
  await page.close()
})

test('everybody is told the same, as it will be read in both languages, and how far it came is seen', async () => {
  const page = await browser.open(`/incidents/${id}`)
  await rows(page).nth(2).waitFor()
  await page.keyboard.press('m')
  await expect
    .poll(() =>
      page.getByLabel('Wat staat er op de sets').evaluate(field => field === document.activeElement),
    )
    .toBe(true)
  await page.getByLabel('Wat staat er op de sets').selectOption('start de set opnieuw')
  const preview = page.getByRole('table', { name: 'Zo lezen ze het' })
  await preview
    .getByRole('row', { name: 'leerkracht Zet de set uit en weer aan. Turn the set off and on again.' })
    .waitFor()
  await page.getByLabel('Wat staat er op de sets').selectOption('de helpdesk kijkt ernaar')
  await button(page, 'Toon op 6 sets').press('Enter')
  await page.getByText('Verstuurd naar 6 sets.').waitFor()
  await button(page, 'Sluit').press('Enter')
  await focusOn(page, /^Bericht aan iedereen$/)
  const told = page.getByRole('region', { name: 'Wat is al verteld' })
  await told.getByText('op 0 van 6 sets · 0 gezien').waitFor()
  const [message] = await ground.plane.sql<{ id: string }[]>`
    select m.id from set_messages m join sets s on s.id = m.set_id where s.label = ${pairs[0]!.home.label}`
  const seen = { message: message!.id, shown: true, seen: true, answer: null }
  await homes[0]!.send('said', 1000, seen, { at: ground.plane.clock.now() })
  await homes[0]!.acknowledges(1000)
  await page.reload()
  await told.getByText('op 1 van 6 sets · 1 gezien').waitFor()
  await rowOf(page, pairs[0]!.trajectory).getByText('gezien').waitFor()
  await page.close()
})

test('what has another trouble is taken out, what belongs to it is put in, and each is put back', async () => {
  const page = await browser.open(`/incidents/${id}`)
  const [own, , , other] = pairs as [RegisteredPair, RegisteredPair, RegisteredPair, RegisteredPair]
  await button(page, `Haal ${own.trajectory} uit de storing`).press('Enter')
  await page.getByText(`${own.trajectory} hoort er niet meer bij.`).waitFor()
  await rowOf(page, 'eruit gehaald').waitFor()
  await button(page, /^eruit gehaald\s*1$/).click()
  await page.waitForURL('**?show=out')
  await expect.poll(() => rows(page).count()).toBe(1)
  await undoByKey(page)
  await page.getByText('Geen duo past bij dit filter.').waitFor()
  await button(page, 'Wis het filter').click()
  await button(page, 'Zet er een duo bij').press('Enter')
  await focusOn(page, /^Code van het traject$/)
  await page.keyboard.type('t-2026-9999')
  await page.keyboard.press('Enter')
  await page.getByText('Er is geen duo met de code T-2026-9999.').waitFor()
  await page.getByLabel('Code van het traject').fill(other.trajectory)
  await page.keyboard.press('Enter')
  await page.getByText(`${other.trajectory} hoort bij deze storing.`).waitFor()
  await focusOn(page, /^Zet er een duo bij$/)
  await expect.poll(() => rows(page).count()).toBe(4)
  await page.getByRole('searchbox', { name: 'Zoek een duo, set of school' }).fill(other.trajectory)
  await expect.poll(() => rows(page).count()).toBe(1)
  await page.close()
})

for (const language of ['nl', 'en'] as const)
  test(`everyone can use a storm and the list, in ${language}`, async () => {
    const eyes = await startBrowser(ground.plane.httpUrl, { signedIn: lieve, language })
    const found: string[] = []
    let page: Page | undefined
    for (const path of [`/incidents/${id}?act=tell`, '/incidents?over=too', `/incidents/${id}?q=niets`]) {
      page = await eyes.open(path, page)
      await settled(page)
      await page
        .getByText(/School KS-/)
        .first()
        .waitFor()
      found.push(...(await violations(page, { language })).map(each => `${path}: ${each}`))
      await page.setViewportSize({ width: 320, height: 700 })
      expect([path, await tooWidePx(page)]).toEqual([path, 0])
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    expect(found).toEqual([])
    await eyes.close()
  })

test('what is not there, and what is over, says so', async () => {
  const page = await browser.open(`/incidents/${crypto.randomUUID()}`)
  await page.getByRole('heading', { level: 1, name: 'Deze storing is er niet' }).waitFor()
  await page.getByRole('link', { name: 'Toon alle storingen' }).waitFor()
  await tellAs(lieve, `/api/incidents/${id}/mute`, { minutes: null })
  await tellAs(lieve, `/api/incidents/${id}/resolve`)
  await browser.open(`/incidents/${id}`, page)
  await page.getByRole('heading', { level: 1, name: /is voorbij, duurde \d+ min$/ }).waitFor()
  await rows(page).nth(2).waitFor()
  expect(await button(page, 'Bericht aan iedereen').getAttribute('aria-disabled')).toBe('true')
  await page.close()
  expect(browser.wrongs).toEqual([])
})
