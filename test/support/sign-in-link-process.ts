import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { programEnvironment } from './program-environment.ts'

const program = fileURLToPath(new URL('../../controlplane/sign-in-link.ts', import.meta.url))

/** The command by which somebody at the server lets a person in, as a process of its own. */
export async function runSignInLink(
  environment: Record<string, string>,
  ...words: string[]
): Promise<{ code: number | null; output: string; complaint: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...programEnvironment, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, output: output.trim(), complaint: complaint.trim() }
}
