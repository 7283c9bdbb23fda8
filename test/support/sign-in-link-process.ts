import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { programEnvironment } from './program-environment.ts'

const program = fileURLToPath(new URL('../../controlplane/sign-in-link.ts', import.meta.url))

type Ran = { code: number | null; output: string; complaint: string }
type Environment = Record<string, string>

/** The command by which somebody at the server lets a person in, as a process of its own. */
export function runSignInLink(environment: Environment, ...words: string[]): Promise<Ran> {
  return run(process.execPath, [program, ...words], environment)
}

/** The same as a service of systemd, which says so of the output that it keeps. */
export function runSignInLinkIntoJournal(environment: Environment, ...words: string[]): Promise<Ran> {
  const asService = 'export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/$$/fd/1); exec "$@"'
  return run('sh', ['-c', asService, 'sh', process.execPath, program, ...words], environment)
}

async function run(command: string, words: string[], environment: Environment): Promise<Ran> {
  const child = spawn(command, words, {
    env: { ...programEnvironment, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, output: output.trim(), complaint: complaint.trim() }
}
