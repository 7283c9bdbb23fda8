import type { Page } from 'playwright-core'

type Counted = { keys: number; clicks: number }

/** What hands do from here on: keys that are pressed, those held beside them not counted, and clicks. Of one document. */
export async function countHands(page: Page): Promise<() => Promise<Counted>> {
  await page.evaluate(() => {
    const counted = Object.assign(window, { counted: { keys: 0, clicks: 0 } }).counted
    const modifiers = ['Control', 'Shift', 'Alt', 'Meta']
    addEventListener('keydown', ({ key }) => modifiers.includes(key) || counted.keys++, { capture: true })
    addEventListener('pointerdown', () => counted.clicks++, { capture: true })
  })
  return () => page.evaluate(() => (window as unknown as { counted: Counted }).counted)
}
