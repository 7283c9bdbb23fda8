import { todayAt } from '../../calendar/day/rules.ts'
import { ExportQuery } from '../../locations/api.ts'
import { tableTypes, writeTable } from '../../platform/files/table-file.ts'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { recordTrajectoriesExport } from '../../trajectories/export/actions.ts'
import { trajectoryColumns } from '../../trajectories/import/column-rules.ts'
import { findExported } from './export-queries.ts'

type Parts = { sql: Database; personal: PersonalData; now(): number }

/** Every trajectory in a file that can be imported again. That it was taken along is written down, for each child. */
export function trajectoriesExportRoutes(app: Http, { sql, personal, now }: Parts): void {
  app.get(
    '/api/trajectories/export',
    {
      schema: { querystring: ExportQuery },
      config: { sameOriginOnly: true, policy: 'exportTrajectories' },
    },
    async ({ query: { as }, viewer }, reply) => {
      const at = now()
      const { rows, records } = await findExported(sql, personal)
      const by = { actor: viewer.accountId, now: at }
      await recordTrajectoriesExport(sql, { rows: rows.length, as, records }, by)
      const headings = trajectoryColumns.map(({ name }) => name)
      return reply
        .type(tableTypes[as])
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="trajecten-${todayAt(at)}.${as}"`)
        .send(await writeTable(as, headings, rows))
    },
  )
}
