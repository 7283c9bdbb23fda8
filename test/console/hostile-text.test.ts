import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HomeAddress } from '../../controlplane/locations/address/api.ts'
import { NewLocation } from '../../controlplane/locations/api.ts'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { NewSet } from '../../controlplane/sets/api.ts'
import { EventBody } from '../../protocol/facts.ts'
import { type UpwardKind, upward, upwardKinds } from '../../protocol/messages.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import { newDeviceId, post } from '../support/registration.ts'
import { filled, hostileTexts, stringsOf, withText } from './hostile-ground.ts'
import { settled } from './look.ts'

let plane: TestControlPlane
const speaking: HandSet[] = []
const cases = Object.entries(hostileTexts).map(([name, text], order) => {
  const number = String(order + 1).padStart(4, '0')
  return { name, text, home: `HS-${number}`, school: `KS-${number}`, trajectory: `T-2026-${number}` }
})
type Case = (typeof cases)[number]

beforeAll(async () => {
  plane = await startControlPlane()
  const devices = cases.flatMap(({ home, school }) => [home, school].map(set => ({ id: newDeviceId(), set })))
  await post(plane.admin, '/api/locations', cases.flatMap(locationsOf))
  await post(plane.admin, '/api/sets', cases.flatMap(setsOf))
  await post(plane.admin, '/api/devices', devices)
  await post(
    plane.admin,
    '/api/trajectories',
    cases.map(({ trajectory, home, school }) => ({
      code: trajectory,
      home: { set: home, location: `L-${home}` },
      school: { set: school, location: `L-${school}` },
    })),
  )
  await addPeople()
  for (const { text, school } of cases) await speak(devices.find(({ set }) => set === school)!.id, text)
})

afterAll(async () => {
  for (const set of speaking) if (set.client.connected) await set.goodbye()
  await plane?.stop()
})

function locationsOf({ home, school, text }: Case) {
  const place = { municipality: null, provider: null, name: null }
  return [
    { ...(filled(place, NewLocation, text) as object), code: `L-${school}`, kind: 'school' },
    { ...place, code: `L-${home}`, kind: 'home' },
  ]
}

function setsOf({ home, school, text }: Case) {
  const part = { type: 'camera', make: 'a', model: 'a', serial: null }
  return [
    filled({ label: school, kind: 'school', components: [part] }, NewSet, text),
    { label: home, kind: 'home', components: [] },
  ]
}

const aroundTheClock = [
  ['00:00', '08:00'],
  ['08:00', '16:00'],
  ['16:00', '23:59'],
]

async function addPeople(): Promise<void> {
  const personal = await openPersonalKeys(plane.dataDir, Date.now())
  const lead = await signInAs(plane, 'lead')
  const day = new Date().toISOString().slice(0, 10)
  for (const { name, text, home } of cases) {
    const short = text.slice(0, 200)
    const person = { firstName: short, name: short, email: short, issuer: short, subject: name }
    const id = await plane.sql.begin(tx =>
      ensureAccount(tx, personal, { ...person, roles: ['helpdesk'] }, Date.now()),
    )
    for (const [from, until] of aroundTheClock) {
      const duty = await tellAs(plane.admin, '/api/duty', { account: id, day, from, until })
      if (name === 'image') expect(duty.status).toBeLessThan(300)
    }
    const address = filled({ postcode: '3000' }, HomeAddress, text)
    expect((await tellAs(lead, `/api/locations/L-${home}/address`, address, 'PUT')).status).toBe(200)
  }
}

/** Says everything a set can say with this text in it: where it is allowed, where it is too long, where words are closed. */
async function speak(deviceId: string, text: string): Promise<void> {
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
  speaking.push(set)
  const { connection: _, oldest: __, last_seq: ___, ...hello } = bodyOf('hello', text)
  await set.hello(hello)
  let seq = 1
  for (const kind of upwardKinds) {
    const { schema, delivery } = upward[kind]
    const bodySchema = (schema as unknown as { properties: { body: unknown } }).properties.body
    if (kind === 'hello') continue
    for (const { path } of stringsOf(bodySchema)) {
      const isNumbered = delivery === 'numbered'
      await set.send(kind, isNumbered ? seq++ : 0, withText(sampleOf(kind), path, text))
    }
    if (delivery === 'numbered') await set.send(kind, seq++, bodyOf(kind, text))
  }
  const last = seq++
  await set.send('event', last, { facts: { on_charge: true } })
  await set.acknowledges(last)
}

function sampleOf(kind: UpwardKind): Record<string, unknown> {
  const file = new URL(`../../protocol/samples/up.${kind}.v1.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).body
}

function bodyOf(kind: UpwardKind, text: string): Record<string, unknown> {
  const { schema } = upward[kind]
  const bodySchema = (schema as unknown as { properties: { body: unknown } }).properties.body
  return filled(sampleOf(kind), bodySchema, text) as Record<string, unknown>
}

test('the walk finds the strings that a set can send, and knows which are free', () => {
  const places = stringsOf(EventBody).map(({ path, isFree }) => `${path.join('.')} ${isFree}`)
  expect(places).toContain('facts.camera_4.model true')
  expect(places).toContain('facts.versions.agent true')
  expect(places).toContain('facts.interface false')
  expect(places.filter(place => place.endsWith('true')).length).toBeGreaterThanOrEqual(11)
})

const pages = ['/', '/?q=%3Cimg', '/sets', '/admin/people', '/admin/devices', '/admin/duty', '/admin/audit']

/** What would be there if any of the texts had been taken for more than text. */
async function expectCalm(page: Page, where: string): Promise<void> {
  expect(await page.evaluate(() => 'ran' in window), where).toBe(false)
  expect(await page.locator('img, script:not([src]), iframe, [onerror]').count(), where).toBe(0)
}

/** Where the page is wider than the window, and by which elements; a table in its own frame may be. */
async function tooWide(page: Page, where: string): Promise<string[]> {
  const names = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      element =>
        element.getBoundingClientRect().right > clientWidth + 1 &&
        ![...element.children].some(child => child.getBoundingClientRect().right > clientWidth + 1),
    )
    return [
      `${scrollWidth} px`,
      ...wide.slice(0, 4).map(({ tagName, className }) => `${tagName}.${className}`),
    ]
  })
  return names.length === 0 ? [] : [`${where}: ${names.join(' ')}`]
}

const widths = [1440, 320] as const

test('every screen shows it as text, wide and narrow, and runs nothing', { timeout: 120_000 }, async () => {
  const eyes: TestBrowser = await startBrowser(plane.httpUrl, { signedIn: plane.admin, height: 800 })
  const page = await eyes.open('/')
  const found: string[] = []
  page.on('dialog', dialog => eyes.wrongs.push(`a dialog: ${dialog.message()}`))
  const persons = await plane.sql<
    { id: string }[]
  >`select id from accounts where subject in ('long', 'script')`
  const own = persons.map(({ id }) => `/admin/people?account=${id}`)
  const paths = [...pages, ...own, ...cases.map(({ school }) => `/sets/${school}`)]
  for (const [order, path] of paths.entries()) {
    await eyes.open(path, page)
    await settled(page)
    // Wide first, then narrow, and the next page the other way round.
    for (const width of order % 2 === 0 ? widths : widths.toReversed()) {
      await page.setViewportSize({ width, height: 800 })
      await expectCalm(page, path)
      found.push(...(await tooWide(page, `${path} at ${width} px`)))
    }
  }
  expect(found).toEqual([])
  expect(eyes.wrongs).toEqual([])
  expect(eyes.asked.filter(url => url.includes('elsewhere'))).toEqual([])
  await eyes.close()
})

test('what the set, the place and the parts say stands on the page, letter by letter', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  const page = await eyes.open('/sets')
  const wordsOf = async (name: string) => page.getByRole('region', { name, exact: true }).textContent()
  for (const { text, school } of cases) {
    await eyes.open(`/sets/${school}`, page)
    await settled(page)
    expect(await page.locator('main').textContent(), school).toContain(text.slice(0, 120))
    expect(await wordsOf('Feiten'), school).toContain(text.slice(0, 64))
    expect(await wordsOf('Onderdelen'), school).toContain(text.slice(0, 60))
  }
  const people = await eyes.open('/admin/people')
  const listed = people.locator('main')
  // The top of the page may hold such a name before the list is there.
  await listed.getByText(hostileTexts.image).first().waitFor()
  expect(await listed.textContent()).toContain(hostileTexts.script)
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('an address of a home is shown as it was typed', async () => {
  const eyes = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'lead'), width: 320 })
  const page = await eyes.open('/sets')
  for (const { text, home } of cases) {
    await eyes.open(`/sets/${home}`, page)
    await page.getByRole('button', { name: 'Toon adres' }).click()
    await page.getByText(text.slice(0, 20)).first().waitFor()
    await expectCalm(page, home)
    expect(await tooWide(page, home)).toEqual([])
  }
  expect(eyes.wrongs).toEqual([])
  await eyes.close()
})

test('the own menu of somebody with such a name holds together', async () => {
  for (const name of ['image', 'long', 'direction'] as const) {
    const signedIn = await signInAs(plane, 'helpdesk')
    const personal = await openPersonalKeys(plane.dataDir, Date.now())
    const short = hostileTexts[name].slice(0, 200)
    await plane.sql.begin(tx =>
      ensureAccount(
        tx,
        personal,
        { firstName: short, name: short, email: null, issuer: 'server', subject: 'helpdesk', roles: [] },
        Date.now(),
      ),
    )
    const eyes = await startBrowser(plane.httpUrl, { signedIn, width: 320, height: 800 })
    const page = await eyes.open('/')
    await page.getByRole('button', { name: /^Je account/ }).click()
    await page.getByRole('dialog').getByText('deze browser').waitFor()
    await expectCalm(page, name)
    expect(await tooWide(page, name)).toEqual([])
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  }
})

test('no cell of an exported list begins as a formula', async () => {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await askAs(plane.admin, '/api/sets/export?language=nl', { headers })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  const cells = text.replace('\uFEFF', '').split(/[;\r\n]/)
  expect(cells.filter(cell => /^"?[=+\-@\t]/.test(cell))).toEqual([])
  expect(text).toContain(`'=HYPERLINK`)
})
