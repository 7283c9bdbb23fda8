import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSettingsFile } from './settings-file.ts'
import { StartRefused } from './start-refused.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const write = (text: string) => writeFileSync(join(folder, 'settings.json'), text)

it('a set without a settings file knows nothing, and nothing of it is asked', () => {
  expect(readSettingsFile(folder)).toEqual({})
})

it('a set is told its call application, its cameras, its kind and its browser', () => {
  const all = {
    callApplication: { binaries: ['teams', 'Zoom Meetings'] },
    cameras: 2,
    kind: 'home',
    browser: 'firefox',
  }
  write(JSON.stringify(all))
  expect(readSettingsFile(folder)).toEqual(all)
})

it.each([
  ['{"camera":1}', /"camera" is not known; expected callApplication, cameras, kind, browser/],
  ['{"cameras":3}', /"cameras" is 3; expected 1 or 2/],
  ['{"kind":"thuis"}', /"kind" is "thuis"; expected "home" or "school"/],
  ['{"browser":"/usr/bin/x"}', /"browser" is ".*"; expected "default", "chromium"/],
  ['{"callApplication":{"binaries":["/opt/zoom/zoom"]}}', /"callApplication" is .*expected .*without a path/],
  ['{"callApplication":{"binaries":[]}}', /expected .*1 to 16 names/],
  ['{"callApplication":{"binaries":["zoom"],"start":"sh"}}', /"callApplication" is/],
  ['[1]', /holds no object/],
  ['{"kind":', /is not JSON/],
])('%s stops the start in words that name the key and what was expected', (text, says) => {
  write(text)
  expect(() => readSettingsFile(folder)).toThrow(StartRefused)
  expect(() => readSettingsFile(folder)).toThrow(says)
  expect(() => readSettingsFile(folder)).toThrow(/settings\.json/)
})
