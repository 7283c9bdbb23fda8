import type { Page } from 'playwright-core'

/** Lets a page be answered as it was last, once `begin` is called: whatever was asked before, nothing newer comes. */
export async function openOldAnswers(page: Page, addresses: string) {
  let last = ''
  let isOld = false
  await page.route(addresses, async route => {
    const answer = await route.fetch()
    const text = await answer.text()
    if (!isOld) last = text
    return route.fulfill({ response: answer, body: last })
  })
  return {
    begin(): void {
      isOld = true
    },
    end(): Promise<void> {
      isOld = false
      return page.unrouteAll({ behavior: 'ignoreErrors' })
    },
  }
}
