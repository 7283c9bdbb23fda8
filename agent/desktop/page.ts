import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Check } from 'typebox/schema'
import { writeWhole } from '../memory/whole-file.ts'
import { Wanted } from './words.ts'

type Page = NonNullable<Wanted['page']>

/** How each browser is told to open an address; nothing that is told from outside is run. */
const commands: Record<Page['browser'], readonly [string, ...string[]]> = {
  default: ['xdg-open'],
  chromium: ['chromium', '--new-window'],
  'google-chrome': ['google-chrome', '--new-window'],
  firefox: ['firefox', '--new-window'],
}

const fileIn = (folder: string) => join(folder, 'setwacht-page.json')

/** Keeps where the set's page is, for its user alone: who reads the token may press the buttons of the page. */
export function keepPage(folder: string, page: Page): Promise<void> {
  return writeWhole(folder, [fileIn(folder)], `${JSON.stringify(page)}\n`)
}

/** Undefined: the agent has not told it yet. */
export async function findPage(folder: string): Promise<Page | undefined> {
  try {
    const page: unknown = JSON.parse(await readFile(fileIn(folder), 'utf8'))
    return Check(Wanted.properties.page, page) && page !== null ? page : undefined
  } catch {
    return undefined
  }
}

/** The token stands behind the `#`: a browser sends that to nobody. Without a browser nothing happens. */
export function openPage({ address, token, browser }: Page, environment: NodeJS.ProcessEnv): void {
  const [program, ...args] = commands[browser]
  const options = { env: environment, detached: true, stdio: 'ignore' as const }
  const child = spawn(program, [...args, `${address}#${token}`], options)
  child.on('error', () => undefined)
  child.unref()
}
