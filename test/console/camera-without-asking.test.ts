import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pagePort } from '../../protocol/help.ts'

/** Only the whole browser has cameras and policies; the one without a window has neither. */
const browserPath = '/usr/bin/chromium'
const policies = '/etc/chromium/policies'
const installed = `${policies}/managed/setwacht.json`
const ours = fileURLToPath(new URL(`../../provisioning/install/files${installed}`, import.meta.url))
const canInstall = existsSync(browserPath) && process.getuid?.() === 0
const waitMs = 10_000

function serve(port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>a page</title>')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server))
  })
}

/** The policy lies where the browser looks for it on a set; nobody is there to press "allow". */
describe.skipIf(!canInstall)('the page of the set (Chromium as root)', () => {
  const servers: Server[] = []
  let browser: Browser
  let undo: (() => void) | undefined

  beforeAll(async () => {
    const first = [policies, `${policies}/managed`, installed].find(path => !existsSync(path))
    if (first !== undefined) {
      mkdirSync(`${policies}/managed`, { recursive: true })
      copyFileSync(ours, installed)
      undo = () => rmSync(first, { recursive: true })
    }
    servers.push(await serve(pagePort), await serve(0))
    const args = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream']
    browser = await chromium.launch({ executablePath: browserPath, args })
  })
  afterAll(async () => {
    await browser?.close()
    for (const server of servers) server.close()
    undo?.()
  })

  /** The kinds that a page at this address is given, or the name of the refusal. */
  async function ask(url: string): Promise<string> {
    const page = await browser.newPage()
    await page.goto(url)
    const asked = page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        stream =>
          stream
            .getTracks()
            .map(({ kind, readyState }) => `${kind} ${readyState}`)
            .join(', '),
        (error: Error) => error.name,
      ),
    )
    const late = new Promise<string>(resolve => setTimeout(resolve, waitMs, 'somebody must answer').unref())
    return Promise.race([asked, late])
  }

  it.each(['localhost', '127.0.0.1'])('has camera and microphone at %s without a question', async host => {
    expect(await ask(`http://${host}:${pagePort}/`)).toBe('audio live, video live')
  })

  it('is the only one: another page of this machine has neither', async () => {
    const address = servers[1]?.address() as { port: number }
    expect(await ask(`http://localhost:${address.port}/`)).toBe('NotAllowedError')
  })
})
