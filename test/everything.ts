import { spawn } from 'node:child_process'

type Step = readonly [program: string, ...args: string[]]

/** What the journeys look at. */
const built: readonly Step[] = [
  ['npm', 'run', '--silent', 'build:console'],
  ['npm', 'run', '--silent', 'build:page'],
]
/** They keep one core busy for half a minute, in which the first tests do little but wait. */
const beside: readonly Step[] = [
  ['npm', 'run', '--silent', 'check:quick'],
  ['tsc', '--noEmit', '--singleThreaded'],
]

function start([program, ...args]: Step) {
  const child = spawn(program, args, { stdio: 'inherit' })
  const gone = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 1)))
  return { gone, end: () => child.kill('SIGINT') }
}

/** Everything that `make test` promises; returns the exit code. A check that fails ends the tests at once. */
async function everything(): Promise<number> {
  for (const step of built) {
    const code = await start(step).gone
    if (code !== 0) return code
  }
  const tests = start(['vitest', 'run'])
  const checks = beside.map(async step => {
    const code = await start(step).gone
    if (code !== 0) tests.end()
    return code
  })
  const codes = await Promise.all([...checks, tests.gone])
  return codes.find(code => code !== 0) ?? 0
}

process.exitCode = await everything()
