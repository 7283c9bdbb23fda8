import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Banner } from './banner.ts'
import type { Language } from './texts.ts'
import type { BannerMessage } from './words.ts'

const soon = { timeout: 10_000 }
const nothing = { banner: null, restartInMinutes: null }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-banner-'))
  // A desktop: it writes down what it is to show, and numbers it.
  const desktop = `#!/bin/sh\nprintf '%s|' "$@" >> '${folder}/shown'; echo >> '${folder}/shown'; echo 41\n`
  writeFileSync(join(folder, 'notify-send'), desktop)
  chmodSync(join(folder, 'notify-send'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const banner = (language: Language, path = `${folder}:/usr/bin:/bin`) => new Banner({ PATH: path }, language)
const shown = () =>
  existsSync(join(folder, 'shown')) ? readFileSync(join(folder, 'shown'), 'utf8').trim().split('\n') : []

it('a battery that will not last is told over the lesson, once, until it is on its charger', async () => {
  const one = banner('nl')
  void one.show({ ...nothing, banner: 'battery_low' })
  void one.show({ ...nothing, banner: 'battery_low' })
  await expect.poll(shown, soon).toHaveLength(1)
  expect(shown()[0]).toContain('--urgency=critical')
  expect(shown()[0]).toContain('Steek de lader in.')
  void one.show(nothing)
  await expect.poll(shown, soon).toHaveLength(2)
  expect(shown()[1]).toContain('--replace-id=41')
  expect(shown()[1]).toContain('--expire-time=1')
})

it('the minutes until a restart stand in the place of the battery, and are told anew each minute', async () => {
  const one = banner('fr')
  void one.show({ banner: 'battery_low', restartInMinutes: null })
  void one.show({ banner: 'battery_low', restartInMinutes: 2 })
  void one.show({ banner: 'battery_low', restartInMinutes: 1 })
  await expect.poll(shown, soon).toHaveLength(3)
  expect(shown()[1]).toMatch(/--replace-id=41.*Dans 2 minutes\./)
  expect(shown()[2]).toMatch(/--replace-id=41.*Dans 1 minute\./)
})

it('a message is told in the words of who sits there, after the battery, and goes when it was answered', async () => {
  const one = banner('nl')
  const message: BannerMessage = { says: { sentence: 'lesson_today', to: 'teacher' }, asks: true }
  void one.show({ ...nothing, message })
  void one.show({ ...nothing, message, banner: 'battery_low' })
  void one.show({ ...nothing, message: null })
  await expect.poll(shown, soon).toHaveLength(3)
  expect(shown()[0]).toContain(
    '|Een bericht van Bednet|Is er vandaag les? Antwoord op de pagina van de set.|',
  )
  expect(shown()[1]).toContain('Steek de lader in.')
  expect(shown()[2]).toContain('--expire-time=1')
})

it('what somebody wrote is shown as it is: no mark of it is drawn, and nothing of it is an option', async () => {
  const one = banner('nl')
  void one.show({ ...nothing, message: { says: { text: '--help <a href="x">A & B</a>' }, asks: false } })
  await expect.poll(shown, soon).toHaveLength(1)
  expect(shown()[0]).toContain('|--|Een bericht van Bednet|--help &lt;a href="x"&gt;A &amp; B&lt;/a&gt;|')
})

it('a desktop that shows nothing is left in peace', async () => {
  const one = banner('en', join(folder, 'nowhere'))
  await one.show({ ...nothing, banner: 'battery_low' })
  await one.show(nothing)
  expect(shown()).toEqual([])
})
