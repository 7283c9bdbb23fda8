import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeKeyAndRequest } from './requests.ts'

test('a key that does not come is not waited for: the process that should make it is ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'setwacht-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'key.pem')
  // Nobody reads from this pipe, so that writing to it never ends.
  execFileSync('mkfifo', [`${keyFile}.new`])
  await expect(makeKeyAndRequest(keyFile, 500)).rejects.toThrow(/ended/)
})
