import { join } from 'node:path'
import type { HandsAnswer, HandsCode } from '../../protocol/hands.ts'
import { importOnlyFromRoot, whyNotRootOnly } from './root-only.ts'
import { namesInEnvironment, readRoot } from './settings.ts'

/**
 * The hands: root for one signed command, which comes on standard input; one line of JSON goes back, then they end.
 * Nothing but this file and what it imports here is loaded before all is known to be root's own.
 */
const say = (why: string) => process.stderr.write(`setwacht-hands: ${why}\n`)

/** What stops them before they read a word, and what a technician is told about it. */
function whyNotAtAll(root: string | undefined): { code: HandsCode; why: string } | undefined {
  const named = namesInEnvironment()
  if (named.length > 0) {
    return { code: 'environment', why: `the environment holds ${named.join(', ')}; expected: nothing` }
  }
  if (root === undefined)
    return { code: 'not_set_up', why: 'expected one argument, the root of the system: /' }
  if (process.getuid?.() !== 0) return { code: 'insecure', why: 'expected to run as root' }
  const here = ['main.ts', 'root-only.ts', 'settings.ts'].map(name => join(import.meta.dirname, name))
  for (const path of [process.execPath, process.argv[1] ?? '', ...here]) {
    const why = whyNotRootOnly(path)
    if (why !== undefined) return { code: 'insecure', why }
  }
  return undefined
}

async function work(): Promise<HandsAnswer> {
  const root = readRoot()
  const stop = whyNotAtAll(root)
  if (stop || root === undefined) {
    if (stop) say(stop.why)
    return { id: null, code: stop?.code ?? 'not_set_up' }
  }
  importOnlyFromRoot()
  try {
    const { obey } = await import('./obey.ts')
    return await obey(process.stdin, { root, now: Date.now, say })
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return { id: null, code: 'insecure' }
  }
}

process.umask(0o077)
const answer = await work()
// Whoever asked may be gone; what was done is done.
process.stdout.on('error', () => process.exit(1))
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0))
