import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Anchors, readAnchors } from './audit/anchor/queries.ts'
import { type Flaw, findBreak } from './audit/chain/queries.ts'
import { openDatabase } from './platform/postgres/database.ts'
import { findRunningDatabase } from './platform/postgres/embedded-find.ts'
import { StartRefused } from './platform/start-refused.ts'
import { readSettings } from './settings.ts'

const usage =
  'Say what: npm run audit -- verify [--anchor FILE]. FILE holds the heads that were kept; without it the file of ' +
  'SETWACHT_AUDIT_ANCHOR is used.'

const words: Record<Flaw, string> = {
  changed: 'it is not what was written there',
  missing: 'it is missing',
  added: 'it was put in',
  rewritten:
    'it and the rows since the anchor before were written anew: its hash is not the one that was kept',
  cut: 'it and those after it are missing: an anchor has a later row',
}

/** Tells whether every row of the audit log is as it was written. */
async function main(args: string[]): Promise<boolean> {
  const named = readArguments(args)
  const settings = readSettings()
  const anchors = await findAnchors(named, settings.auditAnchor)
  const url = settings.databaseUrl ?? (await findRunningDatabase(settings.dataDir))
  const sql = openDatabase(url, { max: 1, role: 'setwacht_console' })
  try {
    const { rows, head, broken } = await findBreak(sql, anchors?.byNo)
    tell(`rows: ${rows}, the last is ${head ? `${head.no} with the hash ${head.hash}` : 'none'}`)
    if (anchors) tell(`anchors: ${anchors.byNo.size}`)
    for (const line of anchors?.unreadable ?? []) tell(`line ${line} of the anchors cannot be read`)
    tell(
      broken ? `the first bad row is ${broken.no}: ${words[broken.flaw]}` : 'every row is as it was written',
    )
    return broken === undefined
  } finally {
    await sql.end()
  }
}

function readArguments(args: string[]): string | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { anchor: { type: 'string' } },
    })
    if (positionals.join(' ') === 'verify') return values.anchor
  } catch (cause) {
    throw new StartRefused(usage, { cause })
  }
  throw new StartRefused(usage)
}

/** A file that was named must be there; that of the settings comes with the first anchor. */
async function findAnchors(named: string | undefined, set: string | undefined): Promise<Anchors | undefined> {
  if (named !== undefined && !existsSync(named)) {
    throw new StartRefused(`There is no file ${resolve(named)}. Expected the file of the anchors.`)
  }
  const file = named ?? (set !== undefined && isAbsolute(set) ? set : undefined)
  return file === undefined ? undefined : readAnchors(file)
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 1
}
