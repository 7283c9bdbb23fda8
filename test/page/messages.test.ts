import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { words as en } from '../../agent/local-page/page/texts/en.ts'
import { words as fr } from '../../agent/local-page/page/texts/fr.ts'
import { words as nl } from '../../agent/local-page/page/texts/nl.ts'
import { type MessageBody, messageAnswers, type SaidBody } from '../../protocol/message.ts'
import { answerWordOf, messageSentenceOf } from '../../protocol/sentences/messages.ts'
import { tooWidePx, violations } from '../console/look.ts'
import { until } from '../support/until.ts'
import { launchOnSet, openPage, smallTargets } from './page-browser.ts'
import { startPageRig } from './page-rig.ts'

const texts = { nl, en, fr }
let rig: Awaited<ReturnType<typeof startPageRig>>
let browser: Browser
let taken = 0
beforeAll(async () => {
  browser = await launchOnSet()
  rig = await startPageRig()
})
beforeEach(async () => {
  await rig.stopAgent()
  rmSync(join(rig.set.directory, 'messages.json'), { force: true })
  rig.broker.heard.length = 0
  await rig.start()
})
afterAll(async () => {
  await browser?.close()
  await rig?.stop()
})

const open = (look?: Parameters<typeof openPage>[2]) => openPage(browser, rig.page().address()!, look)
const card = (page: Page) => page.getByRole('region', { name: nl.message.title })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const said = () => rig.broker.ofKind('said').map(({ body }) => body as SaidBody)

/** As if the control plane had told it just now. */
function take(over: Partial<MessageBody> = {}): string {
  taken += 1
  const id = `0199c1d3-08aa-7d10-9c55-${String(taken).padStart(12, '0')}`
  const says = { sentence: 'lesson_today' } as const
  const answers: MessageBody['answers'] = ['yes', 'no', 'later']
  rig.agent().messages.take({ id, says, answers, until: Date.now() + 3_600_000, ...over })
  return id
}

it('a child answers by keys alone: the question is there by itself, and thanks stand in its place', async () => {
  const { page, context } = await open()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  const id = take()
  await card(page)
    .getByText(messageSentenceOf('nl', 'child', 'lesson_today'))
    .waitFor()
  await until('it is told that it stands there', () => said().length === 1)
  expect(said()).toEqual([{ message: id, shown: true, seen: false, answer: null }])
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  const names = [nl.message.hear, ...(['yes', 'no', 'later'] as const).map(one => answerWordOf('nl', one))]
  for (const name of names) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
  }
  expect(await page.locator('.spoken').textContent()).toBe(answerWordOf('nl', 'later'))
  await page.keyboard.press('Enter')
  await page.getByText(nl.message.kept).waitFor()
  await until('the answer', () => said().length === 2)
  expect(said()[1]).toEqual({ message: id, shown: true, seen: true, answer: 'later' })
  expect(await card(page).count()).toBe(0)
  expect(await button(page, nl.child.choices.see).count()).toBe(1)
  // What was pressed is gone: the keys go on from the heading, and not from nowhere.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await context.close()
})

it('what somebody wrote stands there as it is, and can be heard; where nothing is to choose, it is seen', async () => {
  const text = '<b>Els</b> belt & komt langs'
  take({ says: { text }, answers: [] })
  const { page, context, wrongs } = await open()
  await card(page).getByText(text, { exact: true }).waitFor()
  await button(page, nl.message.hear).click()
  expect(await page.locator('.spoken').textContent()).toBe(text)
  await button(page, nl.message.seen).click()
  await until('seen', () => said().some(({ seen, answer }) => seen && answer === null))
  expect(wrongs).toEqual([])
  await context.close()
})

it('one question stands there at a time, and what is taken back or over goes', async () => {
  const [first, second] = [take(), take({ says: { sentence: 'call_you' }, answers: [] })]
  const { page, context } = await open({ view: 'teacher' })
  await card(page)
    .getByText(messageSentenceOf('nl', 'teacher', 'lesson_today'))
    .waitFor()
  await page.getByRole('button', { name: nl.message.hear }).waitFor({ state: 'detached' })
  rig.agent().messages.take({ id: first, says: null, answers: [], until: Date.now() + 3_600_000 })
  await card(page)
    .getByText(messageSentenceOf('nl', 'teacher', 'call_you'))
    .waitFor()
  await until('each is told once', () => said().length === 2)
  await button(page, nl.message.seen).click()
  await until('seen', () => said().some(one => one.seen && one.message === second))
  take({ says: { sentence: 'try_plug' }, until: Date.now() + 1500 })
  await card(page)
    .getByText(messageSentenceOf('nl', 'teacher', 'try_plug'))
    .waitFor()
  await card(page).waitFor({ state: 'detached' })
  await context.close()
})

it('a page that is open, but that nobody can see, shows nothing yet', async () => {
  const { page, context } = await open({
    before: () => {
      let state = 'hidden'
      Object.defineProperty(document, 'visibilityState', { get: () => state })
      addEventListener('look', () => {
        state = 'visible'
        document.dispatchEvent(new Event('visibilitychange'))
      })
    },
  })
  take()
  await card(page).waitFor()
  await page.evaluate(() => fetch('/'))
  expect(said()).toEqual([])
  await page.evaluate(() => dispatchEvent(new Event('look')))
  await until('it is told that it stands there', () => said().length === 1)
  await context.close()
})

it('two pages show the same, and of two answers the first counts', async () => {
  take()
  const [one, other] = [await open(), await open({ view: 'teacher' })]
  await card(one.page).waitFor()
  await card(other.page).waitFor()
  await button(one.page, answerWordOf('nl', 'no')).click()
  await card(other.page).waitFor({ state: 'detached' })
  await until('the answer', () => said().some(({ answer }) => answer === 'no'))
  expect(said().filter(({ shown, seen }) => shown && !seen)).toHaveLength(1)
  for (const { context } of [one, other]) await context.close()
})

it.each([
  ['an id that nobody knows', { message: '0199c1d3-08aa-7d10-9c55-999999999999', answer: 'yes' }, 409],
  ['an answer that is none', { message: '0199c1d3-08aa-7d10-9c55-999999999999', answer: 'perhaps' }, 400],
  ['more than is asked', { message: '0199c1d3-08aa-7d10-9c55-999999999999', answer: null, by: 'x' }, 400],
])('the agent takes no %s', async (_case, body, status) => {
  expect((await rig.say('/message', body)).status).toBe(status)
  expect(said()).toEqual([])
})

describe.each(['nl', 'en', 'fr'] as const)('in %s', language => {
  it('everyone can read and answer in each view, and a finger finds every answer', async () => {
    const { page, context, wrongs } = await open({ language })
    const found: string[] = []
    const look = async (name: string) => {
      await page.getByRole('region', { name: texts[language].message.title }).waitFor()
      found.push(
        ...(await violations(page, { language: language === 'nl' ? 'nl' : 'en' })).map(
          one => `${name}: ${one}`,
        ),
        ...(await smallTargets(page, 96)).map(one => `${name}: ${one}`),
      )
    }
    const { child, grownUps } = texts[language]
    take({ answers: messageAnswers.slice(3) })
    await look('child')
    await page.getByRole('button', { name: child.choices.other, exact: true }).click()
    await page.getByRole('button', { name: child.worksAgain }).waitFor()
    await look('child who asked for help')
    await page.getByRole('button', { name: child.worksAgain }).click()
    await page.getByRole('button', { name: child.grownUps }).click()
    await look('grown-ups')
    await page.getByRole('button', { name: grownUps.view.teacher }).click()
    await look('teacher')
    await context.close()
    expect(found).toEqual([])
    expect(wrongs).toEqual([])
  })
})

it.each([
  ['on a telephone', { width: 320, height: 640 }],
  ['at twice the size', { width: 683, height: 384 }],
])('%s nothing has to be pushed sideways', async (_case, viewport) => {
  take({ says: { text: 'x'.repeat(200) }, answers: messageAnswers.slice(3) })
  for (const view of ['child', 'teacher'] as const) {
    const { page, context } = await open({ view, context: { viewport } })
    await card(page).waitFor()
    expect(await tooWidePx(page), view).toBeLessThanOrEqual(0)
    expect(await smallTargets(page, 96)).toEqual([])
    await context.close()
  }
})

it('nothing of it is red, by day or by night', async () => {
  take({ answers: messageAnswers.slice(3) })
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await open({ context: { colorScheme } })
    await card(page).waitFor()
    const red = await card(page).evaluate(section => {
      const colours = [section, ...section.querySelectorAll('*')].flatMap(each => {
        const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(each)
        return [color, backgroundColor, borderTopColor, fill, stroke]
      })
      return colours.filter(colour => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
        return r > 140 && g < 90 && b < 90
      })
    })
    expect(red).toEqual([])
    await context.close()
  }
})
