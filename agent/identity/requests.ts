import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { programBeside } from '../program-beside.ts'

/** Makes a key in a file (mode 600) and answers the request for its certificate (PEM). Throws when it cannot. */
export type RequestMaker = { make: (keyFile: string) => Promise<string>; close: () => void; kill: () => void }

/** A slow machine that is busy takes seconds. */
const answerWithinMs = 60_000

const program = programBeside(import.meta.url, 'csr-process')

/** A process that makes keys and requests, one after the other, until it is closed. */
export function startRequestMaker(): RequestMaker {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'], env: {} })
  const waiting: PromiseWithResolvers<string>[] = []
  const fail = (why: string) => {
    for (const one of waiting.splice(0)) one.reject(new Error(why))
  }
  createInterface({ input: child.stdout }).on('line', line => {
    const { csr, error } = JSON.parse(line) as { csr?: string; error?: string }
    const one = waiting.shift()
    if (csr === undefined) one?.reject(new Error(error))
    else one?.resolve(csr)
  })
  child.on('error', error => fail(`no process to make a key: ${error.message}`))
  child.on('exit', code => fail(`the process that makes keys ended (code ${code})`))
  child.stdin.on('error', () => undefined)
  return {
    make(keyFile) {
      const answer = Promise.withResolvers<string>()
      waiting.push(answer)
      child.stdin.write(`${JSON.stringify(keyFile)}\n`)
      return answer.promise
    },
    close: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
  }
}

/** One key and its request, by a process that ends with it, or is ended when it does not answer. */
export async function makeKeyAndRequest(keyFile: string, withinMs = answerWithinMs): Promise<string> {
  const maker = startRequestMaker()
  const late = setTimeout(maker.kill, withinMs)
  try {
    return await maker.make(keyFile)
  } finally {
    clearTimeout(late)
    maker.close()
  }
}
