import { readTable } from '../../platform/files/table/file.ts'
import { takeTable } from '../../platform/files/table/import.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type Families, importTrajectories } from './actions.ts'
import { trajectoryImportApi } from './api.ts'
import { trajectoryColumns } from './column-rules.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  families: Families
  now(): number
}

/** A file of trajectories, as it is exported. */
export function trajectoryImportRoutes(app: Http, { sql, personal, nudges, families, now }: Parts): void {
  serve(
    app,
    trajectoryImportApi,
    { now, nudges, owners: {} },
    {
      'POST /api/trajectories/import': async ({ body, by }) => {
        const table = await readTable(body, trajectoryColumns)
        if (!table.ok) return table
        const { answer, outcome, isDone } = await takeTable(body, table, (rows, isDry) =>
          importTrajectories({ sql, personal, families }, rows, { ...by, isDry }),
        )
        const { codes, sets } = outcome
        const changes = isDone && codes.length > 0 ? { trajectory: codes, registered: sets } : {}
        return { ok: true, ...answer, changes }
      },
    },
  )
}
