import { appendFileSync, chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from './platform/log.ts'

type Terminal = { readonly isTTY?: boolean; write(text: string): unknown }
type Parts = { dataDir: string; log: Log; terminal: Terminal }

/** So long a link works. */
const keptMs = 600_000

/**
 * Hands a link to who looks after the server: on the terminal where it was started, else in a file for its user alone.
 * What is written to a pipe or to a service manager ends in a log. `stop` takes the file away.
 */
export function openHand({ dataDir, log, terminal }: Parts) {
  const file = join(dataDir, 'sign-in-link')
  let late: NodeJS.Timeout | undefined
  const takeAway = () => rmSync(file, { force: true })

  return {
    say(text: string): void {
      if (terminal.isTTY === true) return void terminal.write(text)
      appendFileSync(file, text, { mode: 0o600 })
      chmodSync(file, 0o600)
      clearTimeout(late)
      late = setTimeout(takeAway, keptMs).unref()
      log.info({ file }, 'a link to sign in with lies in this file for ten minutes')
    },
    stop(): void {
      clearTimeout(late)
      takeAway()
    },
  }
}
