import { spawn } from 'node:child_process'

export type Ended = { code: number | null; output: string; bytes: Buffer }

/**
 * Runs a program of the system's packages to its end.
 * @param say what it gets on its standard input, which then stays open
 * @throws when it cannot be started or does not end in time
 */
export function runStockClient(
  program: string,
  args: readonly string[],
  say: Buffer | undefined,
  msMax = 10_000,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    const complained: Buffer[] = []
    const late = setTimeout(() => child.kill('SIGKILL'), msMax)
    child.once('error', cause => reject(new Error(`${program} cannot be started`, { cause })))
    child.stdin.on('error', () => undefined)
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => complained.push(chunk))
    child.once('close', (code, signal) => {
      clearTimeout(late)
      if (signal === 'SIGKILL')
        return reject(new Error(`${program} does not end: ${Buffer.concat(complained)}`))
      const bytes = Buffer.concat(said)
      resolve({ code, bytes, output: `${bytes}${Buffer.concat(complained)}` })
    })
    if (say) child.stdin.write(say)
    else child.stdin.end()
  })
}
