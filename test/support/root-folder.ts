import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What only root can do, such as being somebody else, is tried by root alone. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** A folder that nobody but root can change, on the whole way to it; the one for temporary files is everybody's. */
export function makeRootFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join('/var/lib', 'setwacht-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Numbers of users that no account has: the agent's, a person's, and somebody else's. */
export const agentUid = 64_317
export const personUid = 58_317
export const strangerUid = 58_318
