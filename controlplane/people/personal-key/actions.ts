import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { sealName } from '../account/actions.ts'
import type { PersonName } from '../account/queries.ts'

/** Seals again what an older key sealed, some accounts at a time, but for those in use. Returns how many. */
export function resealAccounts(
  { sql, personal }: { sql: Database; personal: PersonalData },
  batch: number,
): Promise<number> {
  return sql.begin(async tx => {
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from accounts where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    for (const { id, ...sealed } of rows) {
      await sealName(tx, personal, id, personal.open<PersonName>(`account:${id}`, sealed))
    }
    return rows.length
  })
}
