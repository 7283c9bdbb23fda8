import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { type Ground, startGround } from './ground.ts'
import { settled, tooWidePx, violations } from './look.ts'

let ground: Ground

beforeAll(async () => {
  ground = await startGround(12)
  await ground.speak(ground.pairs[0]!.home)
  await ground.speak(ground.pairs[0]!.school)
})

afterAll(() => ground?.stop())

const pages = [
  ['the board', '/?open=connected'],
  ['the board without a match', '/?q=niets'],
  ['the list of sets', '/sets'],
  ['the queue without a ticket', '/tickets'],
  ['a new ticket', '/tickets/new'],
  ['a ticket that nobody knows', '/tickets/9999'],
  ['a filtered list of sets', '/sets?presence=online,unheard&kind=school'],
  ['a set that speaks', '/sets/KS-0001?span=day'],
  ['a set that never spoke', '/sets/KS-0009'],
  ['a set that nobody knows', '/sets/KS-9999'],
  ['an address that leads nowhere', '/nergens'],
  ['the page for signing in', '/sign-in?refused=other_person'],
] as const

for (const language of ['nl', 'en'] as const) {
  test(`everyone can use every page, in ${language}`, { timeout: 120_000 }, async () => {
    const browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin, language })
    const found: string[] = []
    let page: Page | undefined
    for (const [name, path] of pages) {
      page = await browser.open(path, page)
      await settled(page)
      found.push(...(await violations(page, { language })).map(each => `${name}: ${each}`))
    }
    await browser.close()
    expect(found).toEqual([])
  })
}

test('at 320 px nothing but a table in its own frame needs sideways scrolling', async () => {
  const browser = await startBrowser(ground.plane.httpUrl, {
    signedIn: ground.plane.admin,
    width: 320,
    height: 700,
  })
  let page: Page | undefined
  for (const [name, path] of pages) {
    page = await browser.open(path, page)
    expect(await tooWidePx(page), name).toBe(0)
  }
  await browser.close()
})
