import { spawn } from 'node:child_process'

type Step = readonly [program: string, ...args: string[]]

/** Quick to fail, one after the other. */
const first: readonly Step[] = [
  ['npm', 'run', '--silent', 'check:quick'],
  ['npm', 'run', '--silent', 'build:console'],
]
/** Keeps one core busy for half a minute, in which the first tests do little but wait. */
const beside: Step = ['tsc', '--noEmit']

function start([program, ...args]: Step) {
  const child = spawn(program, args, { stdio: 'inherit' })
  const gone = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 1)))
  return { gone, end: () => child.kill('SIGINT') }
}

/** Everything that `make test` promises; returns the exit code. A type that does not fit ends the tests at once. */
async function everything(): Promise<number> {
  const types = start(beside)
  for (const step of first) {
    const failed = await start(step).gone
    if (failed === 0) continue
    types.end()
    return failed
  }
  const tests = start(['vitest', 'run'])
  const wrong = types.gone.then(code => {
    if (code !== 0) tests.end()
    return code
  })
  const [typesFailed, testsFailed] = await Promise.all([wrong, tests.gone])
  return typesFailed || testsFailed
}

process.exitCode = await everything()
