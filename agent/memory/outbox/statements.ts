import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { insertSql, metaSql } from './row.ts'

/** What is asked of an open outbox file. */
export type Statements = Record<keyof typeof statements, StatementSync>

/** The kinds that are left out, each between slashes. */
const isAllowed = "instr(?, '/' || kind || '/') = 0"

const statements = {
  insert: insertSql,
  meta: metaSql,
  oldest: `select epoch, seq, kind from message where rank = ? and ${isAllowed} order by epoch, seq limit ?`,
  newest: `select epoch, seq, kind from message where rank = ? and ${isAllowed}
    order by epoch desc, seq desc limit ?`,
  byNumber: `select epoch, seq, kind from message where ${isAllowed} order by epoch, seq limit ?`,
  highest: 'select max(epoch) as epoch from message where epoch <= ?',
  one: 'select * from message where epoch = ? and seq = ?',
  ofEpoch: 'select * from message where epoch = ?',
  lowest: 'select * from message order by epoch, seq limit 1',
  // By the messages themselves: their index may know of others than there are.
  count: 'select count(*) as count from message not indexed',
  renumber: 'update message set epoch = ?, crc = ? where epoch = ? and seq = ?',
  remove: `delete from message where epoch = ? and seq between ? and ?
    returning rank, octet_length(body) as bytes`,
}

export function prepare(database: DatabaseSync): Statements {
  const entries = Object.entries(statements).map(([name, sql]) => [name, database.prepare(sql)])
  return Object.fromEntries(entries) as Statements
}
