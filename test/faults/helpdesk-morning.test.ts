import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { TicketsPage } from '../../controlplane/tickets/api.ts'
import type { Facts } from '../../protocol/facts.ts'
import { type LessonGround, startLessons } from '../flows/board-ground.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import type { HandSet } from '../support/hand-set.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'

/** Two hours of lessons, a minute at a time; pictures of each quarter of an hour are left in a folder that is named. */
const minuteMs = 60_000
const minutes = 120
const quarter = 15
const isFull = inject('faults') === 'full'
const names = ['Elif', 'Noor', 'Milan', 'Lotte', 'Adam', 'Jana']
const noCamera = { present: false, model: null, driver: null, error: null, blocked: false } as const
const camera = { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false } as const
const sound = (muted: boolean) => ({ present: true, muted, volume_zero: false })

let ground: LessonGround
let browser: TestBrowser
const played: { pair: RegisteredPair; home: HandSet; school: HandSet }[] = []
let seq = 1_000_000

beforeAll(async () => {
  if (!isFull) return
  ground = await startLessons(names.length)
  const { plane } = ground
  for (const firstName of names) {
    const pair = ground.takePair()
    const child = { firstName, className: '6ELE' }
    await tellAs(plane.admin, `/api/trajectories/${pair.trajectory}/child`, child, 'PUT')
    const home = await ground.comeOn(pair.home)
    const school = await ground.comeOn(pair.school)
    for (const set of [home, school]) await ground.call(set, 'running', 'both')
    played.push({ pair, home, school })
  }
  browser = await startBrowser(plane.httpUrl, { signedIn: await signInAs(plane, 'helpdesk') })
})
afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

const tellFacts = async (set: HandSet, facts: Facts) => {
  seq += 1
  await set.send('event', seq, { facts }, { at: ground.plane.clock.now() })
  await set.acknowledges(seq)
}
const muteSchool = (place: number, isMuted: boolean) =>
  tellFacts(played[place]!.school, { audio_in: sound(isMuted), audio_out: sound(isMuted) })
async function schoolGoes(place: number): Promise<void> {
  const { pair, home, school } = played[place]!
  await ground.call(home, 'running', 'none')
  await ground.vanish(school, pair.school.label)
}
async function schoolComesBack(place: number): Promise<void> {
  const { pair, home } = played[place]!
  const school = await ground.comeOn(pair.school)
  played[place]!.school = school
  for (const set of [home, school]) await ground.call(set, 'running', 'both')
}

/** What goes wrong, and when it is over, by the minute. */
const story: Readonly<Record<number, () => Promise<void>>> = {
  4: () => schoolGoes(0),
  12: () => schoolComesBack(0),
  20: () => tellFacts(played[1]!.school, { camera_1: noCamera }),
  34: () => tellFacts(played[1]!.school, { camera_1: camera }),
  40: () => muteSchool(2, true),
  55: () => muteSchool(2, false),
  62: () => schoolGoes(3),
  64: () => schoolGoes(4),
  78: () => schoolComesBack(3),
  90: () => schoolComesBack(4),
  100: () => tellFacts(played[5]!.home, { camera_1: noCamera }),
}

const rowsOf = (page: Page) => page.getByRole('table', { name: 'Wachtrij' }).locator('tbody tr [data-no]')
const numbersIn = (page: Page) =>
  rowsOf(page).evaluateAll(all => all.map(one => (one as HTMLElement).dataset.no))
const queue = async () => (await (await askAs(ground.plane.admin, '/api/tickets')).json()) as TicketsPage

/** Takes what is most urgent, asks on the set, and resolves what works again. */
async function work(page: Page): Promise<void> {
  const take = page.getByRole('button', { name: 'Neem de dringendste' })
  if ((await take.getAttribute('aria-disabled')) !== 'true') {
    await take.click()
    await page.waitForURL(/tickets\/\d+/)
    await page.getByRole('button', { name: 'bericht op de set' }).click()
    await page.getByRole('button', { name: 'Toon op de set' }).click()
    await page.getByRole('button', { name: 'Ga verder' }).waitFor()
  }
  for (const { no, healedAt, state } of (await queue()).rows) {
    if (healedAt === null || state === 'new') continue
    await browser.open(`/tickets/${no}`, page)
    if (state === 'planned' || state === 'waiting_user') await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Los op', exact: true }).click()
    await page.getByRole('form').getByRole('button', { name: 'Los op', exact: true }).click()
    await page.getByRole('button', { name: 'Heropen' }).waitFor()
  }
  await browser.open('/tickets', page)
}

/** With a hand on the list no row leaves its place, but for a child that waits; which stands above all others at once. */
async function watch(page: Page, pass: () => Promise<void>): Promise<void> {
  const before = await numbersIn(page)
  if (before.length > 0) await rowsOf(page).first().hover()
  await pass()
  const urgent = async () =>
    (await queue()).rows.filter(({ priority, state }) => priority === 1 && state === 'new')
  const waiting = (await urgent()).map(({ no }) => String(no)).filter(no => !before.includes(no))
  const shown = () => numbersIn(page)
  if (waiting.length > 0)
    await expect
      .poll(async () => (await shown()).slice(0, waiting.length).toSorted())
      .toEqual(waiting.toSorted())
  const known = new Set(waiting)
  const kept = (await shown()).filter(no => !known.has(no!) && before.includes(no))
  expect(kept).toEqual(before.filter(no => !known.has(no!)))
}

test.runIf(isFull)(
  'two hours of a helpdesk are calm where nothing asks, and loud where a child waits',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'setwacht-morning-'))
    const page = await browser.open('/tickets')
    const board = await browser.open('/')
    for (let minute = 1; minute <= minutes; minute++) {
      await story[minute]?.()
      await watch(page, () => ground.pass(minuteMs))
      if (minute % 5 === 0) {
        await page.mouse.move(0, 0)
        await work(page)
      }
      if (minute % quarter !== 0 && minute % quarter !== 7) continue
      const name = String(minute).padStart(3, '0')
      await page.screenshot({ path: join(folder, `${name}-wachtrij.png`) })
      await board.screenshot({ path: join(folder, `${name}-nu.png`) })
    }
    process.stdout.write(`pictures: ${folder}\n`)
    expect((await queue()).rows.filter(({ priority }) => priority === 1)).toEqual([])
    expect(browser.wrongs).toEqual([])
  },
)
