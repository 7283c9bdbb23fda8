import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { PageAddress } from '../../agent/local-page/server.ts'
import type { PageLanguage } from '../../protocol/help.ts'

const programs = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
]
const waitMsMax = 20_000

/** A browser of the set, with cameras and microphones that are played by Chromium as the arguments say. */
export function launchOnSet(args: readonly string[] = []): Promise<Browser> {
  const executablePath = programs.find(existsSync) ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: [...quiet, ...args] })
}

type Look = {
  language?: PageLanguage
  /** null: as the set is */
  view?: 'child' | 'teacher' | null
  voice?: boolean
  context?: BrowserContextOptions
  /** runs before the page's own code */
  before?: () => void
  /** what does not arrive; left out: all does */
  lose?: (url: string) => boolean
}

/** The page as the desktop part opens it. What it should never do is written down in `wrongs`; all it asked, in `asked`. */
export async function openPage(browser: Browser, { address, token }: PageAddress, look: Look = {}) {
  const { language = 'nl', view = 'child', voice = true, context: options, before, lose } = look
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
  context.setDefaultTimeout(waitMsMax)
  const wrongs: string[] = []
  const asked: { method: string; path: string; body: string | null }[] = []
  context.on('request', request => {
    const { origin, pathname } = new URL(request.url())
    if (request.url().startsWith('data:')) return
    if (`${origin}/` !== address) wrongs.push(`asked ${request.url()}`)
    asked.push({ method: request.method(), path: pathname, body: request.postData() })
  })
  context.on('weberror', error => wrongs.push(`threw ${error.error().message}`))
  context.on('console', message => {
    if (/Content Security Policy|Trusted ?Type|Permissions policy/i.test(message.text()))
      wrongs.push(message.text())
  })
  if (before) await context.addInitScript(before)
  if (lose)
    await context.route('**', (route, request) =>
      lose(request.url()) ? route.abort('connectionreset') : route.continue(),
    )
  await context.addInitScript(kept => {
    if (location.protocol === 'about:') return
    if (localStorage.getItem('setwacht-page') === null) localStorage.setItem('setwacht-page', kept)
  }, JSON.stringify({ language, view, voice }))
  const page = await context.newPage()
  await page.goto(`${address}#${token}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { context, page, wrongs, asked }
}

/** The targets of a page that are smaller than a finger needs, in words. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    px =>
      [...document.querySelectorAll('button, a, input, select, summary')]
        .map(each => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width < px || box.height < px)
        .map(({ each, box }) => `${each.textContent}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    least,
  )
}
