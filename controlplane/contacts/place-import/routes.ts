import { ExportQuery, LocationRefused } from '../../locations/api.ts'
import { reachOf } from '../../people/rules.ts'
import { tableTypes, writeTable } from '../../platform/files/table-file.ts'
import {
  fileBodyBytesMax,
  fileRefusals,
  ImportAnswer,
  ImportFile,
} from '../../platform/files/table-import-api.ts'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { exportedPlacesMax, exportPlaces, importPlaces } from './actions.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Nudges
  now(): number
}

/** Places with whom to call there, as a file that goes both ways. */
export function placeImportRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  app.post(
    '/api/locations/import',
    {
      schema: {
        body: ImportFile,
        response: { 200: ImportAnswer, 413: LocationRefused, 422: LocationRefused },
      },
      config: { policy: 'registerLocations' },
      bodyLimit: fileBodyBytesMax,
    },
    async ({ body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const imported = await importPlaces({ sql, personal }, body, by)
      if (!imported.ok) {
        const { status, ...words } = fileRefusals[imported.refusal]
        return reply.status(status).send({ error: imported.refusal, ...words })
      }
      const { answer, added, changed } = imported
      if (!answer.isDry && answer.wrongCount === 0 && added.length + changed.length > 0) {
        nudges.add('registered', added)
        nudges.add('location', [...added, ...changed])
      }
      return reply.header('cache-control', 'no-store').send(answer)
    },
  )

  app.get(
    '/api/locations/export',
    {
      schema: { querystring: ExportQuery },
      config: { sameOriginOnly: true, policy: 'seeLocations' },
    },
    async ({ query: { as }, viewer: { accountId, roles } }, reply) => {
      const withContacts = reachOf(roles, 'seePlaceContacts') === 'all'
      const taking = { as, withContacts, actor: accountId, now: now() }
      const file = await exportPlaces({ sql, personal }, taking)
      if (!file) {
        const message = 'There are too many places for one file.'
        return reply
          .status(409)
          .send({ error: 'too_many', message, expected: `at most ${exportedPlacesMax}` })
      }
      const day = new Date(now()).toISOString().slice(0, 10)
      return reply
        .type(tableTypes[as])
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="locaties-${day}.${as}"`)
        .send(await writeTable(as, file.headings, file.rows))
    },
  )
}
