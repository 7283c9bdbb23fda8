import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { StartRefused } from './start-refused.ts'

export type Settings = {
  /** Folder with identity.json, the saved state and the outbox. */
  directory: string
  reportSeconds: number
}

const reportSecondsMax = 3600

/** Reads and checks the environment. Throws `StartRefused` naming the key and what was expected. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Readonly<Settings> {
  const directory = environment.SETWACHT_AGENT_DIR
  return Object.freeze({
    directory: directory ? resolve(directory) : defaultDirectory(),
    reportSeconds: readSeconds('SETWACHT_AGENT_REPORT_SECONDS', environment, 60),
  })
}

function readSeconds(key: string, environment: NodeJS.ProcessEnv, standard: number): number {
  const text = environment[key]
  if (text === undefined || text === '') return standard
  const seconds = Number(text)
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= reportSecondsMax) return seconds
  throw new StartRefused(
    `${key} is "${text}"; expected a whole number of seconds from 1 to ${reportSecondsMax}`,
  )
}

function defaultDirectory(): string {
  return process.getuid?.() === 0
    ? '/var/lib/setwacht-agent'
    : join(homedir(), '.local', 'share', 'setwacht-agent')
}
