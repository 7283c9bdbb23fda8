import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The system's Chromium with a profile of its own; everything a page says wrong is kept. */
export type Browser = {
  context: BrowserContext
  open(address: string): Promise<Page>
  /** Errors of pages, refused policies and requests to elsewhere, in words. */
  complaints: string[]
  close(): Promise<void>
}

export async function startBrowser(httpUrl: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'setwacht-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: flags,
    locale: 'nl-BE',
    viewport: { width: 1440, height: 900 },
  })
  const complaints: string[] = []
  context.on('request', request => {
    const isOwn = request.url().startsWith(httpUrl) || request.url().startsWith('data:')
    if (!isOwn) complaints.push(`request to ${request.url()}`)
  })
  context.on('weberror', failure => complaints.push(failure.error().message))
  context.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return {
    context,
    complaints,
    async open(address) {
      const page = await context.newPage()
      await page.goto(`${httpUrl}${address}`)
      return page
    },
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}
