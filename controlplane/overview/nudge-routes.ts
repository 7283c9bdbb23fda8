import type { ServerResponse } from 'node:http'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'

const beatMs = 15_000
const streamsMax = 500
/** A browser that does not read is let go; it comes back and reads everything anew. */
const unsentBytesMax = 1_048_576

/** GET /api/nudges: one event stream per browser. Events: `nudge` with what changed, `beat` to say "still here". */
export function nudgeRoutes(app: Http, { nudges }: { nudges: Nudges }): void {
  const streams = new Set<ServerResponse>()
  const beat = setInterval(() => {
    for (const stream of streams) write(stream, 'beat', {})
  }, beatMs)
  app.addHook('preClose', done => {
    clearInterval(beat)
    for (const stream of streams) stream.end()
    done()
  })

  app.get('/api/nudges', { config: { sameOriginOnly: true } }, (request, reply) => {
    if (streams.size >= streamsMax) {
      const message = `There are ${streamsMax} event streams already. Close some windows.`
      return reply.status(503).send({ error: 'too_many_streams', message })
    }
    const stream = reply.hijack().raw
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    streams.add(stream)
    write(stream, 'beat', {})
    const stopListening = nudges.listen(gathered => write(stream, 'nudge', gathered))
    request.raw.on('close', () => {
      stopListening()
      streams.delete(stream)
    })
  })
}

function write(stream: ServerResponse, event: 'nudge' | 'beat', data: unknown): void {
  if (stream.writableLength > unsentBytesMax) stream.destroy()
  else stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
