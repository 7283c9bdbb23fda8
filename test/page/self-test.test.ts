import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words as nl } from '../../agent/local-page/page/texts/nl.ts'
import { findingCodes } from '../../protocol/findings.ts'
import { sentenceOf } from '../../protocol/sentences/sentences.ts'
import { launchOnSet, openPage } from './page-browser.ts'
import { startPageRig } from './page-rig.ts'
import { writeSilence, writeStill } from './played-media.ts'

const { child, grownUps, test } = nl
/** Looking, listening and the tones take seconds, which is what the person in front of it waits too. */
const trialMs = 20_000
const played = '--use-fake-device-for-media-stream'
/** What a person answers when the browser asks whether the page may: on a set its policy does. */
const permits = '--use-fake-ui-for-media-stream'

const folder = mkdtempSync(join(tmpdir(), 'setwacht-media-'))
let rig: Awaited<ReturnType<typeof startPageRig>>
const browsers: Browser[] = []
beforeAll(async () => {
  await writeStill(join(folder, 'black.y4m'), () => 16)
  await writeStill(join(folder, 'frozen.y4m'), (x, y) => 60 + ((x * 3 + y * 5) % 150))
  await writeSilence(join(folder, 'silence.wav'))
  rig = await startPageRig()
  await rig.start()
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await rig.stop()
  rmSync(folder, { recursive: true, force: true })
})

const film = (name: string) => `--use-file-for-fake-video-capture=${join(folder, name)}`
const sound = (name: string) => `--use-file-for-fake-audio-capture=${join(folder, name)}`

type Trial = {
  args?: readonly string[]
  hears?: boolean
  before?: () => void
}

/** Tries picture and sound as a person would. Returns the codes that left, all that was asked, and what is still open. */
async function tryIt({ args = [played, permits], hears = true, before }: Trial) {
  const browser = await launchOnSet(args)
  browsers.push(browser)
  const look = before ? { before } : {}
  const { page, asked, wrongs } = await openPage(browser, rig.page().address()!, look)
  await page.getByRole('button', { name: child.grownUps }).click()
  await page.getByRole('button', { name: grownUps.test }).click()
  await page.getByRole('button', { name: test.start }).click()
  const answer = page.getByRole('button', { name: hears ? test.yes : test.no, exact: true })
  await answer.waitFor({ timeout: trialMs })
  // What was pressed is gone: keys go on from the heading.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await answer.click()
  await page.getByText(test.sent).waitFor()
  const bodies = asked
    .filter(({ path }) => path === '/check')
    .map(({ body }) => JSON.parse(body!) as { codes: string[] })
  return { page, asked, wrongs, codes: bodies.at(-1)!.codes, open: await openTracks(page) }
}

const openTracks = (page: Page) =>
  page.evaluate(() => (document.querySelector('video')?.srcObject as MediaStream | null)?.active ?? false)

/** The lesson holds the camera: what a browser then says. */
const inLesson = () => {
  if (location.protocol === 'about:') return
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = wish =>
    wish?.video ? Promise.reject(new DOMException('in use', 'NotReadableError')) : open(wish)
}

describe('the test on the page, tried as a person would', () => {
  it.concurrent.each([
    ['works', {}, ['camera_ok', 'audio_in_ok', 'audio_out_ok']],
    [
      'shows black, in silence, with the sound off',
      { args: [played, permits, film('black.y4m'), sound('silence.wav')], hears: false },
      ['camera_black', 'audio_in_silent', 'audio_out_unheard'],
    ],
    [
      'stands still',
      { args: [played, permits, film('frozen.y4m')] },
      ['camera_frozen', 'audio_in_ok', 'audio_out_ok'],
    ],
    ['is not there', { args: [permits] }, ['camera_absent', 'audio_in_absent', 'audio_out_ok']],
    [
      'may not be used',
      { args: [played, `${permits}=deny`] },
      ['camera_blocked', 'audio_in_blocked', 'audio_out_ok'],
    ],
    [
      'is held by the lesson, which is as it should be',
      { before: inLesson },
      ['camera_in_lesson', 'audio_in_ok', 'audio_out_ok'],
    ],
  ] as [string, Trial, string[]][])('a camera that %s', async (_case, trial, expected) => {
    const { page, asked, wrongs, codes, open } = await tryIt(trial)
    expect(codes).toEqual(expected)
    for (const code of codes) {
      const sentence = sentenceOf('nl', 'parent', code as (typeof findingCodes)[number])
      expect(await page.getByText(sentence).count(), sentence).toBeGreaterThan(0)
    }
    expect(open).toBe(false)
    // Whatever left the page, in whole: nothing but questions without a body, and codes of the closed list.
    expect(wrongs).toEqual([])
    expect(asked.length).toBeGreaterThan(5)
    for (const { method, path, body } of asked) {
      if (method === 'GET') expect(body, path).toBeNull()
      else {
        expect([method, path]).toEqual(['POST', '/check'])
        const said = JSON.parse(body!) as { codes: string[] }
        expect(Object.keys(said)).toEqual(['codes'])
        for (const code of said.codes) expect(findingCodes).toContain(code)
      }
    }
  })
})
