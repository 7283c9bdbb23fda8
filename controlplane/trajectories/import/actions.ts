import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { todayAt } from '../../calendar/day/rules.ts'
import type { TableRow } from '../../platform/files/table/file.ts'
import type { Difference } from '../../platform/files/table/import-api.ts'
import { holdPersonalKeys, type PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { lastFactDay } from '../day/rules.ts'
import { holdCodes } from '../open/actions.ts'
import type { Wrong } from './cell-rules.ts'
import { heading } from './column-rules.ts'
import { loadKnown } from './known-queries.ts'
import type { Planned } from './known-rules.ts'
import { planImport } from './plan-rules.ts'
import { readRow } from './row-rules.ts'
import { writePlanned } from './write-actions.ts'

/** Whom to call at home, of a trajectory by its code. */
export type Family = { trajectory: string; name: string | null; phone: string | null; email: string | null }
/** `at`: which of those that were said. */
type WrongFamily = Pick<Wrong, 'wrong' | 'expected'> & { at: number; field: 'name' | 'phone' | 'email' }

/** Keeps families as contacts, a feature above this one. `outcomes`: of each, in order. `now`: ms since 1970 UTC. */
export type Families = {
  findWrong(families: readonly Family[]): WrongFamily[]
  keep(
    tx: Transaction,
    families: readonly Family[],
    now: number,
  ): Promise<{ ok: true; outcomes: ('added' | 'changed' | 'same')[] } | { ok: false; wrong: WrongFamily[] }>
}

type Known = { sql: Database; personal: PersonalData; families: Families }
type Asked = By & { isDry: boolean }

/** `codes` and `sets`: what changed, for who looks. */
export type Imported = {
  added: number
  changed: number
  same: number
  differences: Difference[]
  wrong: Wrong[]
  codes: string[]
  sets: string[]
}

/** Takes in a whole table, or says what would come of it; with one wrong row nothing is done. */
export async function importTrajectories(
  { sql, personal, families }: Known,
  rows: readonly TableRow[],
  { isDry, ...by }: Asked,
): Promise<Imported> {
  const last = lastFactDay(todayAt(by.now))
  const read = rows.map(({ row, cells }) => readRow(row, cells, last))
  const items = read.map(one => one.read)
  const people = items.flatMap(({ row, code, family }) =>
    family ? [{ row, trajectory: code, ...family }] : [],
  )
  const wrong = [...read.flatMap(one => one.wrong), ...wrongFamilies(people, families.findWrong(people))]
  const dry = new DryRun()
  try {
    return await sql.begin(async tx => {
      await holdPersonalKeys(tx)
      await holdCodes(tx)
      const plan = planImport(items, await loadKnown(tx, personal, items))
      if (wrong.length + plan.wrong.length > 0) return refused([...wrong, ...plan.wrong])
      await writePlanned(tx, personal, plan.planned, by)
      const kept = await families.keep(tx, people, by.now)
      if (!kept.ok) throw dry.with(refused(wrongFamilies(people, kept.wrong)))
      const others = people.filter((_, at) => kept.outcomes[at] !== 'same')
      const outcome = counted(plan.planned, others)
      if (isDry) throw dry.with(outcome)
      await recordImport(tx, outcome, by)
      await queueWork(tx, 'lessons', outcome.codes, by.now)
      return outcome
    })
  } catch (failure) {
    if (failure === dry && dry.outcome) return dry.outcome
    throw failure
  }
}

function recordImport(
  tx: Transaction,
  { added, changed, same }: Imported,
  { actor, now }: By,
): Promise<void> {
  const act = { at: now, actor, act: 'trajectories_imported', subject: 'trajectories' } as const
  return recordAct(tx, { ...act, detail: { added, changed, same } })
}

const familyFields = { name: 'familyName', phone: 'familyPhone', email: 'familyEmail' } as const

function wrongFamilies(
  people: readonly (Family & { row: number })[],
  wrong: readonly WrongFamily[],
): Wrong[] {
  return wrong.map(({ at, field, ...why }) => {
    const one = people[at]!
    return { row: one.row, column: heading(familyFields[field]), value: one[field], ...why }
  })
}

/** Thrown where a dry run ends, or contacts are refused, so that the database forgets it. */
class DryRun extends Error {
  outcome: Imported | undefined

  with(outcome: Imported): this {
    this.outcome = outcome
    return this
  }
}

function refused(wrong: Wrong[]): Imported {
  return { added: 0, changed: 0, same: 0, differences: [], wrong, codes: [], sets: [] }
}

function counted(planned: readonly Planned[], reached: readonly (Family & { row: number })[]): Imported {
  const others = new Set(reached.map(({ trajectory }) => trajectory))
  const added = planned.filter(({ isNew }) => isNew)
  const changed = planned.filter(({ isNew, isChanged, code }) => !isNew && (isChanged || others.has(code)))
  const known = new Set(changed.map(({ code }) => code))
  return {
    added: added.length,
    changed: changed.length,
    same: planned.length - added.length - changed.length,
    differences: [
      ...changed.flatMap(({ differences }) => differences),
      ...reached.filter(({ trajectory }) => known.has(trajectory)).flatMap(differencesOfFamily),
    ],
    wrong: [],
    codes: [...added, ...changed].map(({ code }) => code),
    sets: planned.flatMap(({ sets }) => sets.map(({ label }) => label)),
  }
}

/** That a contact changes is said; who they are and were is not shown here. */
function differencesOfFamily({ row, trajectory, ...reach }: Family & { row: number }): Difference[] {
  return (['name', 'phone', 'email'] as const)
    .filter(field => reach[field] !== null)
    .map(field => ({
      ...{ row, of: trajectory, column: heading(familyFields[field]) },
      ...{ before: null, after: null, isHidden: true },
    }))
}
