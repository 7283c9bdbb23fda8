import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { parseEnrolmentCode } from '../protocol/enrolment-code.ts'
import { enrol } from './identity/enrolment.ts'
import { makeKeyAndRequest } from './identity/requests.ts'
import { setAside } from './identity/set-aside.ts'
import { reasonOf } from './log.ts'
import { readEnrolArguments, readSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'

/** The command that makes this machine a set: `npm run enrol`, the code on standard input or with `--file`. */
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Longer than any code. */
const codeCharactersMax = 2000

async function readCode(file: string | undefined): Promise<string> {
  if (file !== undefined) {
    return readFile(file, 'utf8').catch(cause => {
      throw new StartRefused(`cannot read the code from ${file} (${reasonOf(cause)})`, { cause })
    })
  }
  if (process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout })
    const typed = await terminal.question('Enrolment code (paste it, then Enter): ')
    terminal.close()
    return typed
  }
  let text = ''
  for await (const chunk of process.stdin) {
    text += chunk
    if (text.length > codeCharactersMax) break
  }
  return text
}

async function main(): Promise<void> {
  const { file, again } = readEnrolArguments()
  const { directory } = readSettings()
  const code = parseEnrolmentCode((await readCode(file)).slice(0, codeCharactersMax))
  if (!code) {
    throw new StartRefused(
      'this is not an enrolment code. Expected the whole text from the page of the set in the console: ' +
        'SETWACHT1*host:port*…*…; line ends and blanks in it do not matter',
    )
  }
  const aside = again ? await setAside(directory, Date.now()) : undefined
  if (aside) say(`The earlier identity and what it still had to say lie in ${aside}.`)
  const enrolled = await enrol({ directory, code, makeRequest: makeKeyAndRequest, say })
  if (!enrolled.ok) throw new StartRefused(enrolled.message)
  say('Start the agent: npm run start:agent')
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  process.stderr.write(`Not enrolled: ${error.message}\n`)
  process.exitCode = 1
}
