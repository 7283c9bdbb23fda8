import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { HelpRefusal } from '../api.ts'
import { type CaseAct, type HelpOutcome, type KnownCase, stateOf, whyNot } from '../rules.ts'

const uniqueViolation = '23505'

type Decision = By & { id: string }
type Closing = Decision & { outcome: HelpOutcome }
type Outcome = { ok: true; changes: Changes } | { ok: false; refusal: HelpRefusal }
type HeldCase = KnownCase & { id: string; label: string; takenBy: string | null }

/** As a person asks for it by itself; what else follows the case hears of it. */
function byItself(
  sql: Database,
  asked: Decision,
  work: (tx: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  return sql.begin(async (tx): Promise<Outcome> => {
    const outcome = await work(tx)
    if (outcome.ok) await queueWork(tx, 'help_followed', [asked.id], asked.now)
    return outcome
  })
}

export function seeCase(sql: Database, asked: Decision): Promise<Outcome> {
  return sql.begin(tx => seeCaseIn(tx, asked))
}

export function takeCase(sql: Database, asked: Decision): Promise<Outcome> {
  return byItself(sql, asked, tx => takeCaseIn(tx, asked))
}

export function giveBackCase(sql: Database, asked: Decision): Promise<Outcome> {
  return byItself(sql, asked, tx => giveBackCaseIn(tx, asked))
}

export function closeCase(sql: Database, asked: Closing): Promise<Outcome> {
  return byItself(sql, asked, tx => closeCaseIn(tx, asked))
}

export function reopenCase(sql: Database, asked: Decision): Promise<Outcome> {
  return byItself(sql, asked, tx => reopenCaseIn(tx, asked))
}

/** A person opened it; what was opened before stays as it is. */
export async function seeCaseIn(tx: Transaction, asked: Decision): Promise<Outcome> {
  const found = await holdCase(tx, asked.id)
  if (!found) return { ok: false, refusal: 'unknown_help' }
  if (stateOf(found) !== 'waiting') return { ok: true, changes: {} }
  await tx`update help_cases set seen_at = ${asked.now}::timestamptz where id = ${found.id}`
  return done(tx, found, 'help_seen', asked)
}

/** It is theirs who asks; of two at once one has it, and the other is told so. */
export async function takeCaseIn(tx: Transaction, asked: Decision): Promise<Outcome> {
  const found = await holdCase(tx, asked.id)
  if (found && stateOf(found) === 'taken' && found.takenBy === asked.actor) return { ok: true, changes: {} }
  const refusal = refusalOf('take', found, asked)
  if (!found || refusal) return { ok: false, refusal: refusal ?? 'unknown_help' }
  const { actor, now } = asked
  await tx`
    update help_cases set taken_at = ${now}::timestamptz, taken_by = ${actor},
      seen_at = coalesce(seen_at, ${now}::timestamptz)
    where id = ${found.id}`
  return done(tx, found, 'help_taken', asked)
}

/** Nobody has it any more. */
export async function giveBackCaseIn(tx: Transaction, asked: Decision): Promise<Outcome> {
  const found = await holdCase(tx, asked.id)
  const refusal = refusalOf('give_back', found, asked)
  if (!found || refusal) return { ok: false, refusal: refusal ?? 'unknown_help' }
  await tx`update help_cases set taken_at = null, taken_by = null where id = ${found.id}`
  return done(tx, found, 'help_given_back', asked)
}

/** A person says that it is done, and what it was. */
export async function closeCaseIn(tx: Transaction, asked: Closing): Promise<Outcome> {
  const found = await holdCase(tx, asked.id)
  const refusal = refusalOf('close', found, asked)
  if (!found || refusal) return { ok: false, refusal: refusal ?? 'unknown_help' }
  const { actor, now, outcome } = asked
  await tx`
    update help_cases set closed_at = ${now}::timestamptz, closed_by = ${actor}, outcome = ${outcome},
      seen_at = coalesce(seen_at, ${now}::timestamptz)
    where id = ${found.id}`
  return done(tx, found, 'help_closed', asked, { outcome })
}

/** Takes a closing back: it is what it was before. */
export function reopenCaseIn(tx: Transaction, asked: Decision): Promise<Outcome> {
  const reopened = tx.savepoint(within => openAgain(within as Transaction, asked)) as Promise<Outcome>
  // A press that comes at this very moment has opened the next case: a set has one.
  return reopened.catch(failure => {
    if ((failure as { code?: string }).code === uniqueViolation)
      return { ok: false, refusal: 'help_too_late' }
    throw failure
  })
}

async function openAgain(tx: Transaction, asked: Decision): Promise<Outcome> {
  const found = await holdCase(tx, asked.id)
  const others = await tx`
    select from help_cases c join help_cases o on o.set_id = c.set_id and o.id <> c.id
    where c.id = ${asked.id} and o.closed_at is null and o.withdrawn_at is null`
  const refusal = refusalOf('reopen', found, { ...asked, asksAgain: others.length > 0 })
  if (!found || refusal) return { ok: false, refusal: refusal ?? 'unknown_help' }
  await tx`update help_cases set closed_at = null, closed_by = null, outcome = null where id = ${found.id}`
  return done(tx, found, 'help_reopened', asked)
}

async function holdCase(tx: Transaction, id: string): Promise<HeldCase | undefined> {
  const [found] = await tx<HeldCase[]>`
    select c.id, s.label, c.seen_at as "seenAt", c.taken_at as "takenAt", c.taken_by as "takenBy",
      c.closed_at as "closedAt", c.withdrawn_at as "withdrawnAt"
    from help_cases c join sets s on s.id = c.set_id where c.id = ${id} for no key update of c`
  return found
}

function refusalOf(
  act: CaseAct,
  found: HeldCase | undefined,
  { now, asksAgain = false }: { now: number; asksAgain?: boolean },
): HelpRefusal | undefined {
  return found ? whyNot(act, found, { now, asksAgain }) : 'unknown_help'
}

type HelpAct = 'help_seen' | 'help_taken' | 'help_given_back' | 'help_closed' | 'help_reopened'

/** What follows from every move: the set hears of it, who looks too, and it is written down. */
async function done(
  tx: Transaction,
  { id, label }: HeldCase,
  act: HelpAct,
  { actor, now }: By,
  detail: object = {},
): Promise<Outcome> {
  await queueWork(tx, 'help_state', [id], now)
  await recordAct(tx, { at: now, actor, act, subject: `set:${label}`, detail: { help: id, ...detail } })
  return { ok: true, changes: { help: [label] } }
}
