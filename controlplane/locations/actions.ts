import { recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Database } from '../platform/database.ts'
import type { NewLocation } from './api.ts'

/** Adds locations; known codes stay as they are. Returns the codes that were added. */
export function registerLocations(sql: Database, items: readonly NewLocation[], by: By): Promise<string[]> {
  return sql.begin(async tx => {
    const rows = await tx<{ code: string }[]>`
      insert into locations (code, kind, name, municipality, provider)
      select code, kind, name, municipality, provider
      from jsonb_to_recordset(${tx.json([...items])})
        as i(code text, kind text, name text, municipality text, provider text)
      on conflict (code) do nothing returning code`
    const codes = rows.map(({ code }) => code)
    await recordRegistered(tx, 'locations', codes, by)
    return codes
  })
}
