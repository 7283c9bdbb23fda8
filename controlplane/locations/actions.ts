import type { Database } from '../platform/database.ts'
import type { NewLocation } from './api.ts'

/** Adds locations; known codes stay as they are. Returns the codes that were added. */
export async function registerLocations(sql: Database, items: readonly NewLocation[]): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`
    insert into locations (code, kind, name, municipality, provider)
    select code, kind, name, municipality, provider
    from jsonb_to_recordset(${sql.json([...items])})
      as i(code text, kind text, name text, municipality text, provider text)
    on conflict (code) do nothing returning code`
  return rows.map(({ code }) => code)
}
