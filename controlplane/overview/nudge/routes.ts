import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Log } from '../../platform/log.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { nudgeApi } from './api.ts'
import { startStreams } from './live.ts'

type Parts = { sql: Database; nudges: Nudges; log: Log; now(): number }

/**
 * One event stream per browser. Events: `nudge` with what changed, `beat` to say "still here", `signed_out` before it
 * ends because the sign-in has. Other roles end it without a word: the browser asks again.
 */
export function nudgeRoutes(app: Http, parts: Parts): void {
  const streams = startStreams(parts)
  app.addHook('preClose', done => {
    streams.stop()
    done()
  })

  serve(
    app,
    nudgeApi,
    { now: parts.now, nudges: parts.nudges, owners: {} },
    {
      'GET /api/nudges': ({ viewer: { accountId, signInId, roles }, reply }) => {
        const tooMany = streams.tooMany(signInId)
        if (tooMany !== undefined) return { ok: false, refusal: 'too_many_streams', where: String(tooMany) }
        const { raw } = reply.hijack()
        raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        streams.open({ accountId, signInId, roles, raw })
        return reply
      },
    },
  )
}
