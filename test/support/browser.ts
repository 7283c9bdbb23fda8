import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Cable } from './cable.ts'
import type { SignedIn } from './people.ts'
import { soonMs } from './until.ts'

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page of a test is gone before code that was made faster has paid for it.
  '--js-flags=--no-opt',
]

/** The one that has no window does the same with two thirds of the work. */
const whole = '/usr/bin/chromium'
const programs = ['/usr/bin/chromium-headless-shell', whole]

/**
 * `through`: the browser reaches the control plane by this cable only. `signedIn`: who sits at it; left out: nobody.
 * `hasNotices`: the browser shows notices, which the one without a window does not.
 */
export type Look = {
  signedIn?: SignedIn
  language?: 'nl' | 'en'
  scheme?: 'light' | 'dark'
  width?: number
  height?: number
  through?: Cable
  hasNotices?: true
}

let shared: Promise<Browser> | undefined

/** Starting Chromium costs more than most journeys: those of one worker share it, each with an empty profile of its own. */
function sharedChromium(): Promise<Browser> {
  shared ??= launch([])
  return shared
}

function launch(
  args: readonly string[],
  executablePath = programs.find(existsSync) ?? whole,
): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quiet, ...args] })
}

async function launchOwn(baseUrl: string, { through, hasNotices }: Look): Promise<Browser | undefined> {
  if (through) return launch([`--host-resolver-rules=MAP ${new URL(baseUrl).host} 127.0.0.1:${through.port}`])
  return hasNotices && launch([], whole)
}

/** A browser with an empty profile. What it should never do is written down in `wrongs`; requests in `asked`. */
export type TestBrowser = {
  context: BrowserContext
  wrongs: string[]
  asked: string[]
  /** `on`: the page that goes there, in the place of a new one, which costs twice as much. */
  open(path: string, on?: Page): Promise<Page>
  close(): Promise<void>
}

export async function startBrowser(baseUrl: string, look: Look = {}): Promise<TestBrowser> {
  const { language = 'nl', scheme = 'light', width = 1440, height = 900, signedIn } = look
  const own = await launchOwn(baseUrl, look)
  const context = await (own ?? (await sharedChromium())).newContext({
    viewport: { width, height },
    colorScheme: scheme,
    acceptDownloads: true,
  })
  context.setDefaultTimeout(soonMs)
  if (signedIn) await keepCookie(context, baseUrl, signedIn)
  const wrongs: string[] = []
  const asked: string[] = []
  await context.addInitScript(language => {
    if (location.protocol === 'about:') return
    const key = 'setwacht-preferences'
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ language }))
  }, language)
  context.on('request', request => {
    asked.push(request.url())
    if (!request.url().startsWith(baseUrl) && !/^(data|blob):/.test(request.url()))
      wrongs.push(`asked ${request.url()}`)
  })
  context.on('weberror', error => wrongs.push(`threw ${error.error().message}`))
  context.on('console', message => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) wrongs.push(message.text())
  })
  return {
    context,
    wrongs,
    asked,
    async open(path, on) {
      const page = on ?? (await context.newPage())
      await page.goto(`${baseUrl}${path}`)
      await page
        .getByRole('heading', { level: 1 })
        .waitFor()
        .catch(async error => {
          throw new Error(`${path} shows no heading; ${await whatItShows(page, asked, wrongs)}`, {
            cause: error,
          })
        })
      return page
    },
    async close() {
      // What a test answers in the server's place may be under way still.
      await context.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
      await own?.close()
    },
  }
}

/** For who must find out why a page stayed empty. */
async function whatItShows(page: Page, asked: string[], wrongs: string[]): Promise<string> {
  const [text, scripts] = await page.evaluate(() => [
    document.body.textContent.slice(0, 300),
    performance
      .getEntriesByType('resource')
      .map(({ name, duration }) => `${name} ${Math.round(duration)} ms`),
  ])
  return JSON.stringify({ text, scripts, asked: asked.slice(-10), wrongs }, null, 1)
}

async function keepCookie(context: BrowserContext, baseUrl: string, { cookie }: SignedIn): Promise<void> {
  const at = cookie.indexOf('=')
  const [name, value] = [cookie.slice(0, at), cookie.slice(at + 1)]
  const { hostname } = new URL(baseUrl)
  const kept = { name, value, secure: true, httpOnly: true, sameSite: 'Strict', path: '/' } as const
  await context.addCookies([{ ...kept, domain: hostname }])
}
