import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The rules of axe that see colours; all others find the same in light and in dark. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Waits until nothing on the page is loading. */
export async function settled(page: Page): Promise<void> {
  await page
    .getByText(/^(Even laden|Loading)$/)
    .first()
    .waitFor({ state: 'detached' })
}

/**
 * What keeps people out, in light and in dark, in words; empty: nothing was found. `within`: a part of the page, as a
 * selector. Colours are the same in every language and looked at in Dutch alone. The page is light afterwards.
 */
export async function violations(
  page: Page,
  { within = 'html', language = 'nl' }: { within?: string; language?: 'nl' | 'en' } = {},
): Promise<string[]> {
  // One page without frames of others: axe runs where it is, and opens no second page for its findings. What is right
  // it need not describe, which is half of its work.
  const axe = () =>
    new AxeBuilder({ page })
      .include(within)
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
  const inWords = (scheme: string, found: Found) =>
    found.violations.map(({ id, nodes }) => `${scheme}: ${id} ${nodes[0]?.html}`)
  const light = await (language === 'nl' ? axe() : axe().disableRules(ofColours)).analyze()
  if (light.passes.length <= 5) return [`axe looked at nothing in ${within}`]
  if (language !== 'nl') return inWords('light', light)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axe().withRules(ofColours).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inWords('light', light), ...inWords('dark', dark)]
}
type Found = Awaited<ReturnType<AxeBuilder['analyze']>>

/** By how many px the page is wider than its window, or the words on a button stick out of it. */
export const tooWidePx = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const buttons = [...document.querySelectorAll('main button')].filter(one => one.clientHeight > 0)
    const over = buttons.map(one => one.scrollHeight - one.clientHeight)
    return Math.max(scrollWidth - clientWidth, ...over)
  })
