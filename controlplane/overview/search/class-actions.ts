import { recordReads } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { openChild } from '../../trajectories/queries.ts'
import { searchMax } from '../list/rules.ts'
import type { Classes } from '../locations/api.ts'

/** Letter by letter the same child is found again and again: that it was read is written down once in so long; ms. */
const onceMs = 10 * 60_000

type Known = { sql: Database; personal: PersonalData }
type Row = Sealed & { id: string; code: string }
/** `counsellor`: whose trajectories; undefined: everybody's. */
type Asked = By & { codes: readonly string[]; counsellor: string | undefined }

/** The class of each child that was found; that it was read is written down. */
export function readClasses(
  { sql, personal }: Known,
  { codes, counsellor, actor, now }: Asked,
): Promise<Classes['classes']> {
  return sql.begin(async tx => {
    const isOwn = counsellor === undefined ? tx`true` : tx`counsellor_id = ${counsellor}`
    const rows = await tx<Row[]>`
      select id, code, sealed, key_id as "keyId" from trajectories
      where code = any(${codes.slice(0, searchMax)}::text[]) and sealed is not null and ${isOwn} order by code`
    const read = await findRead(tx, rows, { actor, now })
    const records = rows.map(({ code }) => `child:${code}`).filter(record => !read.has(record))
    if (records.length > 0) await recordReads(tx, { at: now, accountId: actor, records, how: 'search' })
    return rows.flatMap(({ id, code, ...sealed }) => {
      const { className } = openChild(personal, id, sealed)
      return className === null ? [] : [{ trajectory: code, className }]
    })
  })
}

/** What this person read a short while ago. */
async function findRead(
  tx: Transaction,
  rows: readonly Row[],
  { actor, now }: By,
): Promise<ReadonlySet<string>> {
  const read = await tx<{ record: string }[]>`
    select distinct record from access_log
    where account_id = ${actor} and how = 'search' and at >= ${now - onceMs}::timestamptz
      and record = any(${rows.map(({ code }) => `child:${code}`)}::text[])`
  return new Set(read.map(({ record }) => record))
}
