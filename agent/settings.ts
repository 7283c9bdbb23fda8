import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { pagePort } from '../protocol/help.ts'
import { readSettingsFile, type SetSettings } from './settings-file.ts'
import { StartRefused } from './start-refused.ts'

export type Settings = {
  /** Folder with identity.json, the saved state and the outbox. */
  directory: string
  /** a fixed rhythm; left out: by the lessons */
  reportSeconds: number | undefined
  /** where the page of the set is served, on loopback; 0: any free port */
  pagePort: number
  /** the socket of what root does on this set */
  handsDoor: string
  /** where the agent meets the desktop parts of who is signed in */
  runFolder: string
  /** what stands in its settings file */
  set: Readonly<SetSettings>
}

export type DesktopSettings = {
  /** where agent and desktop parts meet */
  runFolder: string
  /** a folder of this user alone that lasts as long as the sign-in */
  ownFolder: string
  uid: number
  locale: string | undefined
  /** that of the sign-in, for programs of the desktop */
  environment: NodeJS.ProcessEnv
}

const reportSecondsMax = 3600

/** Reads and checks the environment. Throws `StartRefused` naming the key and what was expected. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Readonly<Settings> {
  const said = environment.SETWACHT_AGENT_DIR
  const directory = said ? resolve(said) : defaultDirectory()
  return Object.freeze({
    directory,
    reportSeconds: readSeconds('SETWACHT_AGENT_REPORT_SECONDS', environment),
    pagePort: readPort('SETWACHT_AGENT_PAGE_PORT', environment) ?? pagePort,
    handsDoor: resolve(environment.SETWACHT_AGENT_HANDS_SOCKET ?? '/run/setwacht-hands.sock'),
    runFolder: readRunFolder(environment),
    set: readSettingsFile(directory),
  })
}

/** What the desktop part needs: where to meet the agent, and what the sign-in says of itself. */
export function readDesktopSettings(environment: NodeJS.ProcessEnv = process.env): Readonly<DesktopSettings> {
  const { uid, homedir: home } = userInfo()
  return Object.freeze({
    runFolder: readRunFolder(environment),
    ownFolder: environment.XDG_RUNTIME_DIR ?? home,
    uid,
    locale: environment.LC_ALL || environment.LC_MESSAGES || environment.LANG,
    environment,
  })
}

function readRunFolder(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.SETWACHT_AGENT_RUN_DIR ?? '/run/setwacht-agent')
}

/** What the enrolment command is told: where the code lies, and whether an earlier identity is to be moved aside. */
export function readEnrolArguments(args: readonly string[] = process.argv.slice(2)): {
  file: string | undefined
  again: boolean
} {
  const usage =
    'Expected: npm run enrol [-- [--again] [--file <path>]], the code on standard input or in the file'
  let file: string | undefined
  let again = false
  const rest = args.values()
  for (const arg of rest) {
    if (arg === '--again') again = true
    else if (arg === '--file') file = rest.next().value
    else if (arg.includes('*') || arg.toUpperCase().startsWith('SETWACHT')) {
      throw new StartRefused(
        `the code may not be an argument: every program on this machine can read those. ${usage}`,
      )
    } else throw new StartRefused(`"${arg}" is not known. ${usage}`)
  }
  if (args.includes('--file') && file === undefined) throw new StartRefused(`--file needs a path. ${usage}`)
  return { file, again }
}

/**
 * Files, names of hosts and cryptography share one pool of threads; a read that the system never answers keeps its
 * thread, and some must be left for everything else. Has an effect until the pool is first used.
 */
export function widenThreadPool(environment: NodeJS.ProcessEnv = process.env): void {
  environment.UV_THREADPOOL_SIZE ??= '16'
}

/** How many threads that pool has. */
export function threadPoolSize(environment: NodeJS.ProcessEnv = process.env): number {
  return Number(environment.UV_THREADPOOL_SIZE) || 4
}

function readSeconds(key: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[key]
  if (text === undefined || text === '') return undefined
  const seconds = Number(text)
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= reportSecondsMax) return seconds
  throw new StartRefused(
    `${key} is "${text}"; expected a whole number of seconds from 1 to ${reportSecondsMax}, or nothing: by the lessons`,
  )
}

function readPort(key: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[key]
  if (text === undefined || text === '') return undefined
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new StartRefused(`${key} is "${text}"; expected a port from 0 to 65535, 0 for any free one`)
}

function defaultDirectory(): string {
  return process.getuid?.() === 0
    ? '/var/lib/setwacht-agent'
    : join(homedir(), '.local', 'share', 'setwacht-agent')
}
