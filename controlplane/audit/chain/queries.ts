import { createHash } from 'node:crypto'
import type { Database } from '../../platform/postgres/database.ts'

type AuditRow = { no: number; at: number; actor: string; act: string; subject: string; detail: string }

/** SHA-256 over the hash of the row before (nothing before the first) and the row as a JSON list. */
export function hashAct(previous: Buffer, { no, at, actor, act, subject, detail }: AuditRow): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([no, at, actor, act, subject, detail]))
    .digest()
}

/** The last row of the chain: whoever keeps it elsewhere can tell that nothing before it was touched. Hexadecimal. */
export type Head = { no: number; hash: string }

/**
 * `changed`: it is not what was written, or not where. `missing`, `added`: the numbers do not follow each other.
 * `rewritten`: the chain holds, but it is not the one that was anchored. `cut`: it ends before an anchor.
 */
export type Flaw = 'changed' | 'missing' | 'added' | 'rewritten' | 'cut'
/** `no`: the first row that is not as it was written. */
export type ChainFound = {
  rows: number
  head: Head | undefined
  broken: { no: number; flaw: Flaw } | undefined
}

const batch = 1000
const beforeEverything = Number.MIN_SAFE_INTEGER

/**
 * Walks over the whole log, a batch at a time, up to what its last row is at the start.
 * @param anchors heads that were kept outside, by number
 */
export async function findBreak(
  sql: Database,
  anchors: ReadonlyMap<number, string> = new Map(),
): Promise<ChainFound> {
  const head = await findHead(sql)
  const upTo = head?.no ?? 0
  const [count] = await sql<{ rows: number }[]>`select count(*) as rows from audit_log where no <= ${upTo}`
  const broken = (await walk(sql, upTo, anchors)) ?? findCut(upTo, anchors)
  return { rows: count!.rows, head, broken }
}

/** Undefined: nothing was ever done. */
export async function findHead(sql: Database): Promise<Head | undefined> {
  const [last] = await sql<{ no: number; hash: Buffer }[]>`
    select no, hash from audit_log order by no desc limit 1`
  return last && { no: last.no, hash: last.hash.toString('hex') }
}

/** The hash of a row as it stands, hexadecimal; undefined: there is no such row. */
export async function findHash(sql: Database, no: number): Promise<string | undefined> {
  const [row] = await sql<{ hash: Buffer }[]>`select hash from audit_log where no = ${no}`
  return row?.hash.toString('hex')
}

type StoredRow = AuditRow & { hash: Buffer; isWhole: boolean }

async function walk(
  sql: Database,
  upTo: number,
  anchors: ReadonlyMap<number, string>,
): Promise<ChainFound['broken']> {
  let previous: Buffer = Buffer.alloc(0)
  let expected = 1
  for (let after = beforeEverything; after < upTo; ) {
    const rows = await sql<StoredRow[]>`
      select no, at, actor, act, subject, detail, hash, at = date_trunc('milliseconds', at) as "isWhole"
      from audit_log where no > ${after} and no <= ${upTo} order by no limit ${batch}`
    for (const row of rows) {
      const flaw = flawOf(row, { previous, expected, anchored: anchors.get(row.no) })
      if (flaw) return { no: flaw === 'missing' ? expected : row.no, flaw }
      previous = row.hash
      expected += 1
    }
    after = rows.at(-1)?.no ?? upTo
  }
  return undefined
}

type Place = { previous: Buffer; expected: number; anchored: string | undefined }

function flawOf(row: StoredRow, { previous, expected, anchored }: Place): Flaw | undefined {
  if (row.no > expected) return 'missing'
  if (row.no < expected) return 'added'
  if (!row.isWhole || !hashAct(previous, row).equals(row.hash)) return 'changed'
  return anchored === undefined || anchored === row.hash.toString('hex') ? undefined : 'rewritten'
}

function findCut(upTo: number, anchors: ReadonlyMap<number, string>): ChainFound['broken'] {
  const isCut = [...anchors.keys()].some(no => no > upTo)
  return isCut ? { no: upTo + 1, flaw: 'cut' } : undefined
}
