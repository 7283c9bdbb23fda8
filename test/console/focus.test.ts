import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInByLink } from '../../controlplane/people/sign-in/actions.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HeldClock } from '../support/clock.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { tellAs } from '../support/people.ts'
import { addPerson, focusOn, signInPerson } from './admin-ground.ts'
import type { Step } from './deed.ts'
import { deeds } from './deeds.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { openOldAnswers } from './old-answers.ts'
import { layStorm, layTickets } from './ticket-ground.ts'

let ground: Ground<HeldClock>
let browser: TestBrowser
let mails: MailServer
let samId: string
let tickets: number[]
let stormId: string
let shown: Page | undefined

beforeAll(async () => {
  mails = await startMailServer()
  ground = await startGroundOnMonday(2, { mail: mails.settings })
  const { plane, pairs } = ground
  await ground.speak(pairs[0]!.school)
  const home = await ground.speak(pairs[0]!.home)
  const press = { press: randomUUID(), picture: 'see', by: 'child', language: 'nl', withdrawn: false }
  await home.send('help', 2, press)
  const contact = {
    role: 'school_ict',
    name: 'Bart Claes',
    phone: '016 12 34 56',
    email: 'bart@school.example',
    bestHours: null,
  }
  await tellAs(plane.admin, '/api/locations/SCH-KS-0001/contacts', contact)
  const told = { channel: 'phone', priority: 3, symptom: 'webcam', picture: null }
  await tellAs(plane.admin, '/api/tickets', { ...told, trajectory: 'T-2026-0001', set: null })
  samId = await addPerson(plane, { firstName: 'Sam', name: 'Maes' }, ['helpdesk'])
  await signInPerson(plane, samId)
  const everything = ['helpdesk', 'logistics', 'counsellor', 'lead', 'admin'] as const
  const lieveId = await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, everything)
  await tellAs(plane.admin, '/api/duty', { account: samId, day: '2026-11-24', from: '09:00', until: '11:00' })
  tickets = await layTickets(plane, lieveId)
  stormId = await layStorm(plane)
  const signedIn = await signInPerson(plane, lieveId)
  const { token } = await (await tellAs(signedIn, '/api/walls', { name: 'gang' })).json()
  const now = plane.clock.now()
  await signInByLink(plane.sql, { token, browser: 'a wall', replaces: undefined, now })
  browser = await startBrowser(plane.httpUrl, { signedIn, height: 1600 })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
  await mails?.stop()
})

const named = (text: string) =>
  text
    .replace(':sam', samId)
    .replace(':storm', stormId)
    .replace(/:t(\d)/, (_all, place) => String(tickets[Number(place)]))

/** One page goes from place to place: a new one each time costs twice as much. */
async function open(path: string): Promise<Page> {
  shown = await browser.open(path, shown)
  return shown
}

async function take(page: Page, around: Locator, step: Step): Promise<void> {
  if (typeof step === 'string' || step instanceof RegExp) await press(page, around, step)
  else if ('anywhere' in step) await press(page, page.locator('body'), step.anywhere)
  else if ('fill' in step)
    await around.getByRole('textbox', { name: step.fill, exact: true }).fill(named(step.with))
  else if ('check' in step) await around.getByRole('checkbox', { name: step.check }).check()
  else {
    const file = { name: step.of.startsWith('BEGIN') ? 'rooster.ics' : 'lijst.csv', mimeType: 'text/plain' }
    await around.getByLabel(step.file).setInputFiles({ ...file, buffer: Buffer.from(step.of) })
  }
}

async function press(page: Page, around: Locator, name: string | RegExp): Promise<void> {
  await around.getByRole('button', { name, exact: true }).first().focus()
  await page.keyboard.press('Enter')
}

/** What the server says to this contract, such as `POST /api/help/:id/take`. */
function answerTo(page: Page, does: string): Promise<unknown> {
  const [method, path] = does.split(' ') as [string, string]
  const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
  return page.waitForResponse(
    answer => answer.request().method() === method && pattern.test(new URL(answer.url()).pathname),
  )
}

describe('what is closed by Escape gives the focus back to what opened it', () => {
  test.each([
    ['/sets/KS-0001', 'Intrekken', /^Intrekken$/],
    ['/sets/KS-0001', 'Wat je met KS-0001 kan', /^Wat je met/],
    ['/sets', 'Meer filters', /^Meer filters/],
    ['/trajectories/T-2026-0001', 'Voeg een dag toe', /Voeg een dag toe$/],
    ['/trajectories/T-2026-0001', 'Wijzig school', /^Wijzig school$/],
    ['/trajectories/T-2026-0001', 'Plan pauze', /^Plan pauze$/],
    ['/locations/SCH-KS-0001', 'Wijzig Bart Claes', /^Wijzig Bart Claes$/],
    ['/locations/SCH-KS-0001', 'Wijzig schooluren', /^Wijzig schooluren$/],
    ['/tickets', 'Meer filters', /^Meer filters/],
    ['/tickets/:t1', 'Los op', /^Los op$/],
    ['/tickets/:t1', /^Wat je met melding/, /^Wat je met melding/],
  ])('%s: %s', async (path, opener, lands) => {
    const page = await open(named(path))
    await page.getByRole('button', { name: opener, exact: true }).first().focus()
    const pressed = await page.evaluateHandle(() => document.activeElement)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(one => document.activeElement === one, pressed)).toBe(false)
    await page.keyboard.press('Escape')
    await focusOn(page, lands)
  })
})

describe('what is chosen or typed is shown at once, also where it is kept elsewhere', () => {
  test.each([
    ['/sets', /^Je account/, 'Mijn voornaam mag op een set staan'],
    ['/sets', 'Meer filters', /^klasset/],
  ])('a box: %s: %s, %s', async (path, opener, name) => {
    const page = await open(path)
    await page.getByRole('button', { name: opener }).first().click()
    const box = page.getByRole('checkbox', { name })
    const shown = await box.evaluate((one: HTMLInputElement) => {
      one.click()
      return one.checked
    })
    expect(shown).toBe(true)
    await box.uncheck()
  })

  test.each([
    ['/trajectories', 'Van wie'],
    ['/admin/audit', 'Wat'],
  ])('a word of a list: %s: %s', async (path, name) => {
    const page = await open(path)
    const shown = await page
      .getByRole('combobox', { name, exact: true })
      .evaluate((one: HTMLSelectElement) => {
        one.selectedIndex = 1
        one.dispatchEvent(new Event('change', { bubbles: true }))
        return one.selectedIndex
      })
    expect(shown).toBe(1)
  })

  test.each(['/', '/sets', '/trajectories', '/locations', '/tickets'])(
    'every letter, however fast: %s',
    async path => {
      const page = await open(path)
      const field = page.getByRole('main').getByRole('searchbox').first()
      await field.focus()
      await page.evaluate(() => {
        for (const letter of 'sint jan') document.execCommand('insertText', false, letter)
      })
      expect(await field.inputValue()).toBe('sint jan')
    },
  )
})

describe('after a deed the focus is where it was done', () => {
  test.each(deeds.map(deed => [deed.does.join(), deed] as const))('%s', async (_name, deed) => {
    const page = await open(named(deed.path))
    const around = deed.within
      ? page.getByRole('region', { name: deed.within, exact: true })
      : page.locator('body')
    const told = Promise.all(deed.isSlow ? [] : deed.does.map(does => answerTo(page, does)))
    // When a step goes wrong before, that is what is said.
    told.catch(() => undefined)
    for (const step of deed.steps) await take(page, around, step)
    await told
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
    await focusOn(page, deed.lands)
  })

  test('also when what is put back is drawn only after the focus went elsewhere', async () => {
    const page = await open('/sets/HS-0001')
    const around = page.getByRole('region', { name: 'Vraagt hulp: thuisset', exact: true })
    const old = await openOldAnswers(page, '**/api/help')
    await take(page, around, 'Wat je met HS-0001 kan')
    await take(page, around, 'Sluit: was niet nodig')
    await around.waitFor({ state: 'detached' })
    old.begin()
    await take(page, around, { anywhere: /^Maak ongedaan$/ })
    await page.getByRole('button', { name: 'Maak ongedaan' }).waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
    await old.end()
    const child = { firstName: 'Noor', className: '4B' }
    await tellAs(ground.plane.admin, '/api/trajectories/T-2026-0002/child', child, 'PUT')
    await focusOn(page, /^Neem de hulpvraag van /)
  })

  test('also when what was around it goes later, while what floats over the page has it', async () => {
    const page = await open('/sets/HS-0001')
    await page.getByRole('region', { name: 'Toestel', exact: true }).waitFor()
    await page.evaluate(async () => {
      const later = () => new Promise(resolve => setTimeout(resolve))
      const part = document.createElement('div')
      const floating = document.createElement('div')
      floating.dataset.floats = ''
      for (const one of [part, floating]) one.append(document.createElement('button'))
      document.querySelector('main section')!.append(part)
      document.body.append(floating)
      for (const one of [part, floating]) one.querySelector('button')!.focus()
      for (const gone of [part.querySelector('button')!, part, floating]) {
        gone.remove()
        await later()
      }
    })
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
  })

  /** Nobody is there afterwards, or not before. */
  const aside = ['POST /api/sign-in/link', 'POST /api/sign-in/fresh-link', 'POST /api/sign-out']
  /** The service for pushes of a browser, which no test reaches, answers before them. */
  const outside = ['PUT /api/me/push', 'POST /api/me/push/off', 'POST /api/me/push/test']
  /** That somebody looks is told without a hand. */
  const byLooking = ['POST /api/help/:id/see', 'POST /api/tickets/:no/look']
  /** Both belong to the sheet of a code, a dialog that gives the focus back itself. */
  const inDialog = ['POST /api/sets/:label/enrolment-code', 'DELETE /api/enrolment-tokens/:id']

  test('that is every deed of the console', () => {
    const top = join(import.meta.dirname, '../../controlplane/console')
    const told = globSync('**/*.{ts,tsx}', { cwd: top, exclude: ['dist'] }).flatMap(file =>
      [...readFileSync(join(top, file), 'utf8').matchAll(/'((?:POST|PUT|DELETE) \/api\/[^']+)'/g)].map(
        ([, deed]) => deed!,
      ),
    )
    const known = new Set([
      ...deeds.flatMap(({ does }) => does),
      ...aside,
      ...outside,
      ...byLooking,
      ...inDialog,
    ])
    expect([...new Set(told)].filter(deed => !known.has(deed))).toEqual([])
  })
})
