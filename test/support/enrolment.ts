import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type EnrolmentCode, parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { type SignedIn, tellAs } from './people.ts'
import { programEnvironment } from './program-environment.ts'
import { post } from './registration.ts'

const program = fileURLToPath(new URL('../../agent/enrol.ts', import.meta.url))

/** Registers a set without a device. */
export async function registerSet(person: SignedIn, label: string): Promise<void> {
  await post(person, '/api/sets', [{ label, kind: 'school', components: [] }])
}

/** A code for a set, as its page in the console gives it. @throws with the answer when it is refused */
export async function askForCode(person: SignedIn, label: string): Promise<string> {
  const path = `/api/sets/${label}/enrolment-code`
  const answer = await tellAs(person, path)
  if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`)
  return ((await answer.json()) as { code: string }).code
}

/** The same code, taken apart. */
export async function askForCodeParts(person: SignedIn, label: string): Promise<EnrolmentCode> {
  const code = parseEnrolmentCode(await askForCode(person, label))
  if (!code) throw new Error('the control plane gave a code that cannot be read')
  return code
}

/** The real command `npm run enrol` as a process, the code on its standard input. */
export function startEnrolment(
  directory: string,
  code: string,
  args: readonly string[] = [],
  command: string = program,
) {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...programEnvironment, SETWACHT_AGENT_DIR: directory },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end(code)
  return {
    output: () => output,
    kill: () => child.kill('SIGKILL'),
    /** Its exit code; null: it was killed. */
    gone: new Promise<number | null>(resolve => child.once('close', resolve)),
  }
}

/** Enrols and waits. @throws with what the command said when it did not work */
export async function enrolByCommand(directory: string, code: string, args: readonly string[] = []) {
  const enrolment = startEnrolment(directory, code, args)
  if ((await enrolment.gone) !== 0) throw new Error(`not enrolled: ${enrolment.output()}`)
  return enrolment.output()
}
