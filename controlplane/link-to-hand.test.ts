import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openHand } from './link-to-hand.ts'

async function open(isTTY: boolean) {
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-hand-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const shown: string[] = []
  const logged: string[] = []
  const log = pino({}, { write: line => void logged.push(line) })
  const terminal = { isTTY, write: (text: string) => shown.push(text) }
  const hand = openHand({ dataDir, log, terminal })
  return { hand, shown, logged, file: join(dataDir, 'sign-in-link') }
}

test('on a terminal a link is shown, and lies nowhere', async () => {
  const { hand, shown, logged, file } = await open(true)
  hand.say('the link\n')
  expect([shown, logged]).toEqual([['the link\n'], []])
  await expect(stat(file)).rejects.toThrow('ENOENT')
})

test('without a terminal links lie in a file for its user alone, the log says where, and it goes at the end', async () => {
  const { hand, shown, logged, file } = await open(false)
  hand.say('the link\n')
  hand.say('another\n')
  expect(shown).toEqual([])
  expect(await readFile(file, 'utf8')).toBe('the link\nanother\n')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(logged.join()).toContain(file)
  expect(logged.join()).not.toContain('the link\\n')
  hand.stop()
  await expect(stat(file)).rejects.toThrow('ENOENT')
})
