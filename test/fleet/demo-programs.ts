import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'

type Ports = { httpPort: number; mqttPort: number }
/** `lastWords`: the end of what it said of what went wrong. */
export type Program = { name: string; child: ChildProcess; gone: Promise<string>; lastWords: () => string }

/** Starts a program in a group of its own, so that Ctrl-C reaches this file alone and the order of leaving is ours. */
export function startProgram(
  name: string,
  file: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
  args: readonly string[] = [],
): Program {
  const program = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const log = createWriteStream(join(folder, `${name.replaceAll(' ', '-')}.log`))
  child.stdout?.pipe(log)
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000)
  })
  const gone = new Promise<string>(resolve => child.once('exit', () => resolve(name)))
  return { name, child, gone, lastWords: () => words.trim() }
}

export async function stopProgram({ child, gone }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await gone
}

/** The ports of the control plane once it is ready. @throws Error with its last words when it ends before. */
export async function waitUntilReady(plane: Program): Promise<Ports> {
  const lines = createInterface({ input: plane.child.stdout as NodeJS.ReadableStream })
  const ready = new Promise<Ports>(resolve => {
    lines.on('line', line => {
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line) as Ports)
    })
  })
  const ended = plane.gone.then(() => {
    throw new StartRefused(plane.lastWords() || 'The control plane ended before it was ready.')
  })
  return Promise.race([ready, ended])
}

/** Runs a command to its end. @throws StartRefused with its last words when it did not work. */
export async function runProgram(
  name: string,
  file: string,
  args: readonly string[],
  input: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  const program = startProgram(name, file, environment, folder, args)
  program.child.stdin?.end(input)
  await program.gone
  if (program.child.exitCode !== 0) throw new StartRefused(program.lastWords() || `${name} did not work.`)
}
