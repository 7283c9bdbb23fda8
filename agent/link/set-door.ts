import type { TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import type { Door } from '../../protocol/doors.ts'
import { type SetDoorRefusal, setDoorRefusals } from '../../protocol/enrolment.ts'
import { reasonOf } from '../log.ts'
import { openTls, type Shut } from './door.ts'

export type Question = {
  door: Pick<Door, 'host' | 'port'>
  /** our root, PEM */
  root: string
  path: string
  body: object
  /** what the answer must look like */
  schema: TSchema
  timeoutMs: number
  signal: AbortSignal
}

/** `shut`: not reached. `refused`: the control plane said no, and why. `odd`: an answer that is none. */
export type Answered<Answer> =
  | { is: 'answered'; answer: Answer }
  | { is: 'shut'; shut: Shut }
  | { is: 'refused'; refusal: SetDoorRefusal; message: string }
  | { is: 'odd'; why: string }

const answerBytesMax = 64 * 1024

/** One POST to the set door, over a connection of its own to a server that our root vouches for. */
export async function askSetDoor<Answer>(question: Question): Promise<Answered<Answer>> {
  const { door, root, schema, timeoutMs, signal } = question
  const opened = await openTls({ ...door, root, credential: undefined, timeoutMs, signal })
  if (opened.outcome !== 'open') return { is: 'shut', shut: opened }
  try {
    const { status, text } = await post(question, opened.stream)
    const answer: unknown = JSON.parse(text)
    if (status === 200 && Check(schema, answer)) return { is: 'answered', answer: answer as Answer }
    return refusalIn(answer) ?? { is: 'odd', why: `it answered with status ${status}` }
  } catch (error) {
    return { is: 'odd', why: reasonOf(error) }
  } finally {
    opened.stream.destroy()
  }
}

function refusalIn(answer: unknown): Answered<never> | undefined {
  const { error, message } = (answer ?? {}) as { error?: unknown; message?: unknown }
  const refusal = setDoorRefusals.find(one => one === error)
  return refusal && { is: 'refused', refusal, message: typeof message === 'string' ? message : refusal }
}

type Post = Pick<Question, 'door' | 'path' | 'body' | 'timeoutMs' | 'signal'>

async function post({ door, path, body, timeoutMs, signal }: Post, stream: import('node:net').Socket) {
  const { request } = await import('node:http')
  const text = JSON.stringify(body)
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({
      createConnection: () => stream,
      host: door.host,
      method: 'POST',
      path,
      signal,
      timeout: timeoutMs,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
    asked.on('error', reject)
    asked.on('response', response => {
      const parts: Buffer[] = []
      let length = 0
      response.on('error', reject)
      response.on('data', (part: Buffer) => {
        length += part.length
        if (length > answerBytesMax) response.destroy(new Error('the answer is too long'))
        else parts.push(part)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
      )
    })
    asked.end(text)
  })
}
