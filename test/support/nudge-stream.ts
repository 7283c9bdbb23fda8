import type { Nudge } from '../../controlplane/overview/nudge/api.ts'
import { askAs, type SignedIn } from './people.ts'
import { until } from './until.ts'

export type Heard = { event: string; data: unknown }

/** Opens the stream as a page of the console does; `heard` grows as it speaks. */
export async function openStream(person: SignedIn) {
  const leave = new AbortController()
  const answer = await askAs(person, '/api/nudges', {
    headers: { 'sec-fetch-site': 'same-origin' },
    signal: leave.signal,
  })
  const heard: Heard[] = []
  const stream = {
    status: answer.status,
    heard,
    closed: false,
    nudges: () => nudgesIn(heard),
    stop: () => leave.abort(),
  }
  if (answer.status === 200 && answer.body) void listen(answer.body, heard).then(() => (stream.closed = true))
  if (answer.status === 200) await until('the first beat', () => heard.length > 0)
  return stream
}

async function listen(body: ReadableStream<Uint8Array>, heard: Heard[]): Promise<void> {
  let text = ''
  try {
    for await (const chunk of body.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const one of events) {
        const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(one) ?? []
        heard.push({ event, data: JSON.parse(data) })
      }
    }
  } catch {
    // Left by the test, or cut by the other side: closed either way.
  }
}

export type Stream = Awaited<ReturnType<typeof openStream>>

export function nudgesIn(heard: readonly Heard[]): Nudge[] {
  return heard.filter(({ event }) => event === 'nudge').map(({ data }) => data as Nudge)
}
