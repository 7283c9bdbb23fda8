import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { findSessions } from '../interval/queries.ts'
import type { Stretch } from '../time/rules.ts'
import { type HalfDay, halfDaysOf } from './rules.ts'

/** The half lesson days that a trajectory used: both sides were so many minutes in a call at once. In order. */
export async function findHalfDaysUsed(
  sql: Database | Transaction,
  code: string,
  within: Stretch,
  minutesMin: number,
): Promise<HalfDay[]> {
  return halfDaysOf(await findSessions(sql, code, within)).filter(({ minutes }) => minutes >= minutesMin)
}
