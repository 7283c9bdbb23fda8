import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words as en } from '../../agent/local-page/page/texts/en.ts'
import { words as fr } from '../../agent/local-page/page/texts/fr.ts'
import { words as nl } from '../../agent/local-page/page/texts/nl.ts'
import { tooWidePx, violations } from '../console/look.ts'
import { launchOnSet, openPage, smallTargets } from './page-browser.ts'
import { startPageRig } from './page-rig.ts'

const texts = { nl, en, fr }
let rig: Awaited<ReturnType<typeof startPageRig>>
let browser: Browser
beforeAll(async () => {
  rig = await startPageRig()
  await rig.start()
  browser = await launchOnSet()
})
afterAll(async () => {
  await browser?.close()
  await rig.stop()
})

const open = (look: Parameters<typeof openPage>[2]) => openPage(browser, rig.page().address()!, look)

/** Goes through every view, with all that each shows, and looks at each. */
async function walk(page: Page, language: keyof typeof texts, look: (name: string) => Promise<void>) {
  const { child, grownUps, teacher, test } = texts[language]
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await look('child')
  await press(child.choices.other)
  await page.getByRole('button', { name: child.worksAgain }).waitFor()
  await look('child who asked for help')
  await press(child.worksAgain)
  await press(child.grownUps)
  await look('grown-ups')
  await press(grownUps.test)
  await page.getByRole('heading', { level: 1, name: test.title }).waitFor()
  await look('test')
  await press(grownUps.back)
  await press(grownUps.seen)
  await page.getByRole('heading', { level: 1, name: /Bednet/ }).waitFor()
  await look('what is seen')
  await press(grownUps.back)
  await press(grownUps.view.teacher)
  await press(teacher.today.absent)
  await page.getByText(teacher.todaySaid.absent).waitFor()
  await look('teacher')
  await press(`${teacher.today.absent}: ${teacher.undo}`)
}

describe.each(['nl', 'en', 'fr'] as const)('in %s', language => {
  it('everyone can use every view, and a finger finds every target', async () => {
    const { page, context, wrongs } = await open({ language })
    const found: string[] = []
    await walk(page, language, async name => {
      // What is seen is one long list, whose rows are alike in every language.
      const isAlike = name === 'what is seen' && language !== 'nl'
      const wrong = isAlike ? [] : await violations(page, { language: language === 'nl' ? 'nl' : 'en' })
      const small = await smallTargets(page, 96)
      found.push(...[...wrong, ...small].map(each => `${name}: ${each}`))
    })
    await context.close()
    expect(found).toEqual([])
    expect(wrongs).toEqual([])
  })
})

it.each([
  ['on a telephone', { width: 320, height: 640 }],
  ['at twice the size', { width: 683, height: 384 }],
])('%s nothing has to be pushed sideways, and no target shrinks', async (_case, viewport) => {
  const { page, context } = await open({ context: { viewport } })
  const found: string[] = []
  await walk(page, 'nl', async name => {
    const wide = await tooWidePx(page)
    if (wide > 0) found.push(`${name}: ${wide} px too wide`)
    found.push(...(await smallTargets(page, 96)).map(each => `${name}: ${each}`))
  })
  await context.close()
  expect(found).toEqual([])
})

it('the pictures of a child are twice as big as they must be, and there are three', async () => {
  const { page, context } = await open({})
  const choices = page.getByRole('region', { name: nl.child.question }).getByRole('button')
  expect(await choices.count()).toBe(3)
  expect(await smallTargets(page, 96)).toEqual([])
  for (const choice of await choices.all()) {
    const box = await choice.boundingBox()
    expect(Math.min(box!.width, box!.height)).toBeGreaterThan(192)
  }
  await context.close()
})

it('a teacher reads the word from three metres', async () => {
  const { page, context } = await open({ view: 'teacher' })
  const size = await page
    .getByRole('heading', { level: 1 })
    .evaluate(heading => Number.parseFloat(getComputedStyle(heading).fontSize))
  expect(size).toBeGreaterThan(110)
  await context.close()
})

it('nothing moves for who wants no motion', async () => {
  const moves = async (reducedMotion: 'reduce' | 'no-preference') => {
    const { page, context } = await open({ context: { reducedMotion } })
    const count = await page.evaluate(() => document.getAnimations().length)
    await context.close()
    return count
  }
  expect(await moves('reduce')).toBe(0)
  expect(await moves('no-preference')).toBeGreaterThan(0)
})

it('in the colours of who needs others, every target keeps its edge', async () => {
  const { page, context } = await open({ context: { forcedColors: 'active' } })
  const edges = await page.getByRole('button').evaluateAll(all =>
    all.map(each => {
      const { borderTopWidth, borderTopStyle } = getComputedStyle(each)
      return `${borderTopWidth} ${borderTopStyle}`
    }),
  )
  expect(new Set(edges)).toEqual(new Set(['3px solid']))
  await context.close()
})

it('the page weighs less than a photograph: sixty kilobytes with everything that a language may need', () => {
  const dist = join(import.meta.dirname, '../../agent/local-page/dist/assets')
  const packed = (name: string) => gzipSync(readFileSync(join(dist, name))).length
  const sum = readdirSync(dist).reduce((bytes, name) => bytes + packed(name), 0)
  expect(sum).toBeGreaterThan(20_000)
  expect(sum).toBeLessThan(60_000)
})
