import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Lessons } from '../../agent/lessons/lessons.ts'
import { words as fr } from '../../agent/local-page/page/texts/fr.ts'
import { words as nl } from '../../agent/local-page/page/texts/nl.ts'
import { words as seenNl } from '../../agent/local-page/page/texts/seen/nl.ts'
import { factNames } from '../../protocol/facts.ts'
import type { HelpBody } from '../../protocol/help.ts'
import { readingNames } from '../../protocol/report.ts'
import { until } from '../support/until.ts'
import { launchOnSet, openPage } from './page-browser.ts'
import { startPageRig } from './page-rig.ts'

const { child, grownUps, teacher } = nl
let rig: Awaited<ReturnType<typeof startPageRig>>
let browser: Browser
beforeAll(async () => {
  browser = await launchOnSet()
  rig = await startPageRig()
})
beforeEach(async () => {
  await rig.stopAgent()
  // As if nobody had pressed yet.
  for (const name of ['help.json', 'today.json']) rmSync(join(rig.set.directory, name), { force: true })
  rig.broker.heard.length = 0
  await rig.start()
})
afterAll(async () => {
  await browser?.close()
  await rig?.stop()
})

const open = (look?: Parameters<typeof openPage>[2]) => openPage(browser, rig.page().address()!, look)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const said = (page: Page) => page.locator('.spoken').textContent()
const presses = () => rig.broker.ofKind('help').map(({ body }) => body as HelpBody)

it('a child asks for help by keys alone, sees how far it came, and says that it works again', async () => {
  const { page, context } = await open()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await said(page)).toBe(child.choices.see)
  await page.keyboard.press('Enter')
  await until('it arrives', () => presses().length === 1)
  expect(presses()[0]).toMatchObject({ picture: 'see', by: 'child', language: 'nl' })
  for (const state of ['arrived', 'seen'] as const) {
    rig.broker.send('help_state', { press: presses()[0]!.press, state })
    await page.locator('[aria-current=step]').getByText(child.steps[state], { exact: true }).waitFor()
    await expect.poll(() => said(page)).toBe(child.says[state])
  }
  // What was pressed is gone: the keys go on from the heading, and not from nowhere.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await page.keyboard.press('Tab')
  expect(await said(page)).toBe(child.worksAgain)
  await page.keyboard.press('Enter')
  await button(page, child.choices.see).waitFor()
  await expect.poll(() => said(page)).toBe(child.says.withdrawn)
  await until('it is taken back', () => presses().some(({ withdrawn }) => withdrawn))
  await context.close()
})

it('once a person helps, the child sees two friends and a first name, and takes nothing back', async () => {
  const { page, context } = await open()
  await button(page, child.choices.hear).click()
  await until('it arrives', () => presses().length === 1)
  rig.broker.send('help_state', { press: presses()[0]!.press, state: 'taken', by: '<b>Els</b>' })
  await page.getByRole('heading', { level: 1, name: child.faces.coming }).waitFor()
  await expect.poll(() => said(page)).toBe(child.says.taken('<b>Els</b>'))
  expect(await button(page, child.worksAgain).count()).toBe(0)
  await context.close()
})

it('without a network the page says so kindly, keeps a press, and says that it is kept', async () => {
  rig.cable.cut()
  const { page, context } = await open()
  await page.getByText(child.says.offline).first().waitFor()
  await button(page, child.choices.other).click()
  await page.getByText(child.says.keptOffline).first().waitFor()
  rig.cable.mend()
  await until('it arrives', () => presses().length === 1)
  await context.close()
})

it('a press while the agent itself is away is held on to, and made once when it is back', async () => {
  const { page, context } = await open()
  const { address } = rig.page().address()!
  await context.route(`${address}help`, route => route.abort())
  await button(page, child.choices.hear).click()
  await page.getByText(child.says.unkept).first().waitFor()
  await context.unroute(`${address}help`)
  await until('it arrives', () => presses().length === 1)
  expect(presses()).toHaveLength(1)
  await context.close()
})

it('"I am here" is said in one tap, and taken back in one', async () => {
  const { page, context } = await open()
  await button(page, child.here).click()
  await button(page, child.notHere).click()
  await button(page, child.here).waitFor()
  const words = () => rig.broker.ofKind('today').map(({ body }) => body)
  await until('both arrive', () => words().length === 2)
  expect(words()).toMatchObject([
    { what: 'here', by: 'child', undo: false },
    { what: 'here', by: 'child', undo: true },
  ])
  await context.close()
})

it('the set of a class shows the teacher one word; help and what is otherwise today are one tap away', async () => {
  const lessons = await Lessons.open(rig.set.directory, () => undefined)
  const until_ = Math.floor(Date.now() / 60_000) + 10_000
  await lessons.take({ revision: 1, side: 'school', windows: [], until: until_ })
  await rig.stopAgent()
  await rig.start()
  const { page, context } = await open({ view: null })
  const word = () => page.getByRole('heading', { level: 1 }).textContent()
  await until('the set has looked itself over', () => rig.agent().checks.last !== undefined)
  await expect.poll(word).toBe(teacher.status[rig.agent().checks.last!.verdict])
  await button(page, teacher.today.other_room).click()
  await page.getByText(teacher.todaySaid.other_room).waitFor()
  await button(page, teacher.help).click()
  await until('it arrives', () => presses().length === 1)
  expect(presses()[0]).toMatchObject({ picture: 'other', by: 'teacher' })
  await button(page, child.worksAgain).click()
  await button(page, teacher.help).waitFor()
  await context.close()
})

it('who has the set look itself over sees at once that it is looking', async () => {
  const { page, context } = await open({ view: 'teacher' })
  let go = () => {}
  const held = new Promise<void>(resolve => {
    go = resolve
  })
  await page.route('**/check', async route => {
    await held
    await route.continue()
  })
  await button(page, teacher.lookNow).press('Enter')
  await button(page, teacher.looking).waitFor()
  go()
  await button(page, teacher.lookNow).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(teacher.lookNow)
  await context.close()
})

it('the language is chosen once, and stays; who comes to a page stands at its heading', async () => {
  const { page, context } = await open()
  await button(page, nl.child.grownUps).click()
  const isAtHeading = () => page.evaluate(() => document.activeElement?.tagName)
  await expect.poll(isAtHeading).toBe('H1')
  await page.getByRole('button', { name: 'Français' }).click()
  await page.getByRole('heading', { level: 1, name: fr.grownUps.title }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
  await page.goBack()
  await button(page, fr.child.choices.hear).waitFor()
  await page.reload()
  await button(page, fr.child.choices.hear).waitFor()
  await context.close()
})

it('a page that is open goes on when the agent starts anew; of another start of the system it says so and shows nothing', async () => {
  const { page, context } = await open()
  expect(page.url()).toBe(rig.page().address()!.address)
  const port = Number(new URL(page.url()).port)
  await rig.stopAgent()
  await rig.start(port)
  await rig.say('/help', { picture: 'hear', by: 'child', language: 'nl' })
  await page.getByText(child.steps.kept, { exact: true }).waitFor()
  await rig.stopAgent()
  await rig.start(port, 'second')
  await page.getByText(child.says.old).first().waitFor()
  await page.evaluate(token => {
    location.hash = token
  }, rig.page().address()!.token)
  await page.getByText(child.steps.kept, { exact: true }).waitFor()
  await context.close()
})

it('everything that is collected stands there with why, how long and its last value, and what was done from afar', async () => {
  rig.agent().acts.note('ping', 'done')
  rig.agent().acts.note(null, 'wrong_signature')
  const { page, context } = await open()
  await button(page, nl.child.grownUps).click()
  await button(page, grownUps.seen).click()
  const fields = page.locator('.fields li')
  await fields.first().waitFor()
  const names = await fields.locator('h3').allTextContents()
  for (const name of factNames) expect(names).toContain(seenNl.facts[name].name)
  for (const name of readingNames) expect(names).toContain(seenNl.numbers[name].name)
  const memory = fields.filter({ hasText: seenNl.numbers.memory_used_percent.name })
  expect(await memory.textContent()).toContain(seenNl.numbers.memory_used_percent.why)
  expect(await memory.textContent()).toMatch(/40 %/)
  expect(await memory.textContent()).toContain('30 dagen')
  expect(await page.locator('.acts').textContent()).toMatch(
    new RegExp(
      `${seenNl.actRefused}.*${seenNl.came.wrong_signature}.*${seenNl.deeds.ping}.*${seenNl.came.done}`,
    ),
  )
  await context.close()
})

/** What the browser was asked to say aloud. */
const playVoices = () => {
  const voice = (lang: string, localService: boolean) => ({
    lang,
    localService,
    name: `${lang} ${localService}`,
  })
  const heard: { text: string; name: string }[] = []
  Object.assign(window, { heard })
  class Words {
    voice: { name: string } | undefined
    lang = ''
    rate = 1
    text: string
    constructor(text: string) {
      this.text = text
    }
  }
  const speech = {
    getVoices: () => [
      voice('nl-NL', false),
      voice('en-US', true),
      voice('nl-BE', true),
      voice('fr-FR', false),
    ],
    cancel: () => undefined,
    speak: (words: Words) => heard.push({ text: words.text, name: words.voice?.name ?? '' }),
  }
  Object.defineProperty(window, 'speechSynthesis', { value: speech })
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words })
}
const aloud = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { text: string; name: string }[] }).heard)

it('what is pointed at is said aloud, by a voice of this language that lives on the set', async () => {
  const { page, context } = await open({ before: playVoices })
  await button(page, child.choices.hear).click()
  await expect.poll(async () => (await aloud(page)).map(({ text }) => text)).toContain(child.choices.hear)
  expect(new Set((await aloud(page)).map(({ name }) => name))).toEqual(new Set(['nl-BE true']))
  await context.close()
})

it('without such a voice nothing is said, and the words stand there', async () => {
  const { page, context } = await open({ before: playVoices, language: 'fr' })
  await button(page, fr.child.choices.see).click()
  await page.getByText(fr.child.steps.kept, { exact: true }).waitFor()
  expect(await aloud(page)).toEqual([])
  await context.close()
})

it('a page that is open eight times over asks at once from the last of them, and none of them asks without end', async () => {
  const { page, context, asked } = await open()
  const { address, token } = rig.page().address()!
  for (let more = 0; more < 7; more += 1) await (await context.newPage()).goto(`${address}#${token}`)
  const last = context.pages().at(-1)!
  await button(last, child.choices.hear).click()
  // Without a connection left it would have to wait until the set answers a page that heard nothing, after 20 s.
  await until('it arrives', () => presses().length === 1, 10_000)
  const before = asked.length
  await page.waitForTimeout(1000)
  expect(asked.length - before).toBeLessThan(40)
  await context.close()
})

it('a press that the set did not take yet is held on to while one looks elsewhere', async () => {
  const { page, context } = await open()
  await page.route('**/help', route => route.abort())
  await button(page, child.choices.hear).click()
  await page.getByText(child.says.unkept, { exact: true }).first().waitFor()
  await button(page, nl.child.grownUps).click()
  await button(page, grownUps.back).waitFor()
  await page.unroute('**/help')
  await until('it arrives', () => presses().length === 1)
  expect(presses()[0]).toMatchObject({ picture: 'hear', by: 'child' })
  await context.close()
})
