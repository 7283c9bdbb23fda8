import { asImportAnswer, fileRefused, readTable } from '../../platform/files/table-file.ts'
import { fileBodyBytesMax, ImportAnswer, ImportFile } from '../../platform/files/table-import-api.ts'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { TrajectoryRefused } from '../api.ts'
import { type Families, importTrajectories } from './actions.ts'
import { trajectoryColumns } from './column-rules.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Nudges
  lessonsChanged(codes: readonly string[] | 'all'): Promise<void>
  families: Families
  now(): number
}

/** A file of trajectories, as it is exported. */
export function trajectoryImportRoutes(app: Http, parts: Parts): void {
  const { sql, personal, nudges, lessonsChanged, families, now } = parts
  app.post(
    '/api/trajectories/import',
    {
      bodyLimit: fileBodyBytesMax,
      schema: {
        body: ImportFile,
        response: { 200: ImportAnswer, 413: TrajectoryRefused, 422: TrajectoryRefused },
      },
      config: { policy: 'importTrajectories' },
    },
    async ({ body, viewer }, reply) => {
      const table = await readTable(body, trajectoryColumns)
      if (!table.ok) {
        const { status, ...words } = fileRefused[table.refusal]
        return reply.status(status).send({ error: table.refusal, ...words })
      }
      const isDry = body.dryRun
      const asked = { actor: viewer.accountId, now: now(), isDry }
      const outcome = await importTrajectories({ sql, personal, families }, table.rows, asked)
      const { codes, sets, ...counts } = outcome
      if (!isDry && codes.length > 0) {
        nudges.add('trajectory', codes)
        nudges.add('registered', sets)
        await lessonsChanged(codes)
      }
      return reply.header('cache-control', 'no-store').send(asImportAnswer({ isDry, table, ...counts }))
    },
  )
}
