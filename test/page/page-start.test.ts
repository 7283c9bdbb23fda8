import { expect, it } from 'vitest'
import { launchOnSet, openPage } from './page-browser.ts'
import { startPageRig } from './page-rig.ts'

it('a page of which a part did not arrive, as when the network changes, is there all the same', async () => {
  const rig = await startPageRig()
  await rig.start()
  const browser = await launchOnSet()
  try {
    let lost = 0
    const { page, asked } = await openPage(browser, rig.page().address()!, {
      lose: url => /\/assets\/index-.*\.js$/.test(url) && lost++ < 2,
    })
    await page.getByRole('button').first().waitFor()
    expect(lost).toBe(3)
    expect(asked.filter(({ path }) => path === '/')).toHaveLength(3)
  } finally {
    await browser.close()
    await rig.stop()
  }
})
