import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './until.ts'

/** Programs that run as users of this machine, each with this environment; what they say is kept. */
export function openPrograms(environment: NodeJS.ProcessEnv) {
  const running = new Set<ChildProcess>()
  let output = ''
  return {
    output: () => output,
    start(user: { uid: number; gid: number }, command: readonly string[], extra: NodeJS.ProcessEnv = {}) {
      const [program = '', ...args] = command
      const { uid, gid } = user
      const env = { ...environment, ...extra }
      const child = spawn(program, args, { uid, gid, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', chunk => {
          output += chunk
        })
      }
      running.add(child)
      child.once('exit', () => running.delete(child))
      return child
    },
    async end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') {
      const gone = new Promise(resolve => child.once('exit', resolve))
      if (child.kill(signal)) await gone
    },
    async endAll() {
      for (const child of running) child.kill('SIGKILL')
      await until('all of them ended', () => running.size === 0)
    },
  }
}
