import { todayAt } from '../../calendar/day/rules.ts'
import { reachOf } from '../../people/rules.ts'
import { tableTypes, writeTable } from '../../platform/files/table/write.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { exportPlaces, importPlaces } from './actions.ts'
import { placeImportApi } from './api.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Places with whom to call there, as a file that goes both ways. */
export function placeImportRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  serve(
    app,
    placeImportApi,
    { now, nudges, owners: {} },
    {
      'POST /api/locations/import': ({ body, by }) => importPlaces({ sql, personal }, body, by),
      'GET /api/locations/export': async ({ query: { as }, viewer: { roles }, by }) => {
        const withContacts = reachOf(roles, 'seePlaceContacts') === 'all'
        const file = await exportPlaces({ sql, personal }, { as, withContacts, ...by })
        if (!file) return { ok: false, refusal: 'too_many_places' }
        const content = await writeTable(as, file.headings, file.rows)
        return { name: `locaties-${todayAt(by.now)}.${as}`, type: tableTypes[as], content }
      },
    },
  )
}
