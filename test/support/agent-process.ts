import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { programEnvironment } from './program-environment.ts'

/** Where a set without a certificate connects; `undefined`: its folder is enrolled. */
type Place = { deviceId: string; mqttPort: number; stunPort: number } | undefined

const program = fileURLToPath(new URL('../../agent/main.ts', import.meta.url))

/**
 * The real agent as a process of its own, in a folder of its own that survives `kill` and `start`.
 * @param command what the runtime is told to run; left out: the sources
 */
export async function prepareAgent(
  place: Place,
  reportSeconds: number,
  command: readonly string[] = [program],
) {
  const directory = await mkdtemp(join(tmpdir(), 'setwacht-agent-'))
  if (place) {
    await writeFile(join(directory, 'identity.json'), JSON.stringify({ host: '127.0.0.1', ...place }))
  }
  let running: ReturnType<typeof spawn> | undefined
  let output = ''

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running
    running = undefined
    if (!child || child.exitCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  return {
    directory,
    /** What the process has said until now. */
    output: () => output,
    start(): void {
      running = spawn(process.execPath, command, {
        env: {
          ...programEnvironment,
          SETWACHT_AGENT_DIR: directory,
          SETWACHT_AGENT_REPORT_SECONDS: String(reportSeconds),
          SETWACHT_AGENT_HANDS_SOCKET: join(directory, 'hands.sock'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [running.stdout, running.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output += chunk.toString()
        })
      }
    },
    /** Power off without a word. */
    kill: () => end('SIGKILL'),
    /** Switched off by hand: the agent says goodbye. */
    switchOff: () => end('SIGTERM'),
    async remove(): Promise<void> {
      await end('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
