import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
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
/** What leads a browser there: arguments of a program can be read by everybody on the machine, and this file by nobody. */
const leadIn = (folder: string) => join(folder, 'setwacht-page.html')

/** Keeps where the set's page is, for its user alone: who reads the token may press the buttons of the page. */
export async function keepPage(folder: string, page: Page): Promise<void> {
  await writeWhole(folder, [fileIn(folder)], `${JSON.stringify(page)}\n`)
  await writeWhole(folder, [leadIn(folder)], leading(page))
}

function leading({ address, token }: Page): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}#${token}">\n`
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

/** Opens what was kept. Without a browser nothing happens. */
export function openPage(folder: string, { browser }: Page, environment: NodeJS.ProcessEnv): void {
  const [program, ...args] = commands[browser]
  const options = { env: environment, detached: true, stdio: 'ignore' as const }
  const child = spawn(program, [...args, pathToFileURL(leadIn(folder)).href], options)
  child.on('error', () => undefined)
  child.unref()
}
