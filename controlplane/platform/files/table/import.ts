import type { Table, TableRow } from './file.ts'
import {
  type Difference,
  type ImportAnswer,
  type ImportFile,
  type WrongRow,
  wrongRowsMax,
} from './import-api.ts'

/** What came of some rows: with a wrong one nothing was done. */
export type Attempt = {
  added: number
  changed: number
  same: number
  differences: readonly Difference[]
  wrong: readonly WrongRow[]
}
type Asked = Pick<ImportFile, 'dryRun' | 'goodRows'>
type Attempting<Outcome> = (rows: readonly TableRow[], isDry: boolean) => Promise<Outcome>
/** What rows are of that are only right together. */
type KinOf = (row: TableRow) => string | undefined

/**
 * Takes a table in, or says what would come of it. Rows that are wrong are left out one round after another, for what
 * is wrong may hide behind them; those of their kin go with them. `outcome` is that of the rows that are left.
 */
export async function takeTable<Outcome extends Attempt>(
  { dryRun, goodRows = false }: Asked,
  table: Table,
  attempt: Attempting<Outcome>,
  kinOf: KinOf = () => undefined,
): Promise<{ answer: ImportAnswer; outcome: Outcome; isDone: boolean }> {
  const wrong = table.doubtful.flatMap(({ why }) => why)
  const shaky = table.doubtful.flatMap(row => kinOf(row) ?? [])
  let { left, out } = withoutKin(table.rows, new Set(shaky), kinOf)
  wrong.push(...out)
  for (;;) {
    const isDone = !dryRun && (wrong.length === 0 || goodRows)
    const outcome = await attempt(left, !isDone)
    if (outcome.wrong.length === 0)
      return { answer: answerOf(table, { isDry: dryRun, isDone, wrong }, outcome), outcome, isDone }
    const bad = new Set(outcome.wrong.map(({ row }) => row))
    const kin = new Set(left.flatMap(row => (bad.has(row.row) ? (kinOf(row) ?? []) : [])))
    const good = left.filter(({ row }) => !bad.has(row))
    // A row that is wrong and is none of ours would make this go on for ever.
    if (good.length === left.length) throw new Error('what is wrong names a row that is not in the file')
    ;({ left, out } = withoutKin(good, kin, kinOf))
    wrong.push(...outcome.wrong, ...out)
  }
}

/** Rows of these kin go too, and are told. */
function withoutKin(rows: readonly TableRow[], kin: ReadonlySet<string>, kinOf: KinOf) {
  const goes = (row: TableRow) => kin.has(kinOf(row) ?? '')
  const out = rows.filter(goes).map(
    (row): WrongRow => ({
      ...{ row: row.row, column: null, value: kinOf(row) ?? null },
      ...{ wrong: 'with_another', expected: null },
    }),
  )
  return { left: rows.filter(row => !goes(row)), out }
}

const valueCharactersMax = 80
const short = (value: string | null) => value?.slice(0, valueCharactersMax).toWellFormed() ?? null

type Done = { isDry: boolean; isDone: boolean; wrong: readonly WrongRow[] }

function answerOf(table: Table, { isDry, isDone, wrong }: Done, outcome: Attempt): ImportAnswer {
  const isNothing = !isDry && !isDone
  const { added, changed, same } = isNothing ? { added: 0, changed: 0, same: 0 } : outcome
  const differences = isNothing ? [] : outcome.differences
  return {
    isDry,
    rows: table.rows.length + table.doubtful.length,
    ...{ added, changed, same },
    refused: new Set(wrong.map(({ row }) => row)).size,
    ...{ columns: table.columns, ignored: table.ignored, otherSheets: table.otherSheets },
    differences: differences
      .slice(0, wrongRowsMax)
      .map(one => ({ ...one, before: short(one.before), after: short(one.after) })),
    differencesCount: differences.length,
    wrong: wrong
      .toSorted((a, b) => a.row - b.row)
      .slice(0, wrongRowsMax)
      .map(one => ({ ...one, value: short(one.value) })),
    wrongCount: wrong.length,
  }
}
