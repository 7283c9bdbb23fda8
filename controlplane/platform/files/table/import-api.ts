import Type, { type Static } from 'typebox'
import { closed, orNull } from '../../http/api.ts'
import { fileBytesMax } from '../rules.ts'

/** The body of a request that carries a file in base64. */
export const fileBodyBytesMax = Math.ceil((fileBytesMax * 4) / 3) + 4096
/** Wrong rows that an answer names, and as many changes. */
export const wrongRowsMax = 200

/** A file to be taken in; `dryRun`: only say what would happen; `goodRows`: take what is right though other rows are wrong. */
export const ImportFile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    content: Type.String({ maxLength: Math.ceil((fileBytesMax * 4) / 3) + 4, description: 'base64' }),
    dryRun: Type.Boolean(),
    goodRows: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type ImportFile = Static<typeof ImportFile>

/** Why a row cannot be taken: what it says, and then what happened to it in its file. */
const wrongs = [
  ...([
    'missing',
    'unreadable',
    'unknown',
    'twice',
    'too_long',
    'not_allowed',
    'conflict',
    'with_another',
  ] as const),
  ...(['damaged', 'cells_moved', 'open_quote', 'heading_again', 'error_cell', 'no_value'] as const),
] as const

/** What is wrong with one row. `row` as a person counts: the heading is row 1. `column` null: all of it. `expected`: what is right. */
export const WrongRow = Type.Object(
  {
    row: Type.Integer(),
    column: orNull(Type.String()),
    value: orNull(Type.String()),
    wrong: Type.Enum(wrongs),
    expected: orNull(Type.String()),
  },
  closed,
)
export type WrongRow = Static<typeof WrongRow>

/** What a row changes of something that is known. `of`: its code. What is personal is not shown (`isHidden`). */
export const Difference = Type.Object(
  {
    row: Type.Integer(),
    of: Type.String(),
    column: Type.String(),
    before: orNull(Type.String()),
    after: orNull(Type.String()),
    isHidden: Type.Boolean(),
  },
  closed,
)
export type Difference = Static<typeof Difference>

/**
 * What was done, or would be. Without `goodRows` one wrong row keeps all from being taken. `rows`: all that are filled
 * in; `refused`: those of them that are wrong. `columns`: the headings that were understood; `ignored`: the others;
 * `otherSheets`: sheets that were not read.
 */
export const ImportAnswer = Type.Object(
  {
    isDry: Type.Boolean(),
    rows: Type.Integer(),
    added: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    refused: Type.Integer(),
    columns: Type.Array(Type.String()),
    ignored: Type.Array(Type.String()),
    otherSheets: Type.Array(Type.String()),
    differences: Type.Array(Difference, { maxItems: wrongRowsMax }),
    /** Changes, also those that are not named. */
    differencesCount: Type.Integer(),
    wrong: Type.Array(WrongRow, { maxItems: wrongRowsMax }),
    /** What is wrong, also what is not named. */
    wrongCount: Type.Integer(),
  },
  closed,
)
export type ImportAnswer = Static<typeof ImportAnswer>

/** The file as a whole cannot be read. */
export const fileRefusals = {
  not_a_table: {
    status: 422,
    message: 'This file is no table that can be read.',
    expected: 'a CSV file or an XLSX workbook',
  },
  other_kind: {
    status: 422,
    message: 'This file is no CSV and no XLSX, whatever its name says, but {where}.',
    expected: 'a CSV file or an XLSX workbook',
  },
  password_needed: {
    status: 422,
    message: 'This workbook opens with a password only.',
    expected: 'a workbook without a password',
  },
  too_large: { status: 413, message: 'This file is too large.', expected: 'at most 4 MB' },
  unpacks_too_large: {
    status: 413,
    message: 'This workbook is too large when it is unpacked.',
    expected: 'at most 40 MB in 500 parts',
  },
  too_heavy: {
    status: 422,
    message: 'Reading this file takes too much time or memory.',
    expected: 'a file that is read within 15 seconds',
  },
  too_many_rows: { status: 422, message: 'This file has too many rows.', expected: 'at most 5000 rows' },
  too_many_columns: {
    status: 422,
    message: 'This file has too many columns.',
    expected: 'at most 200 columns with a heading',
  },
  no_columns: {
    status: 422,
    message: 'None of the headings of this file is known.',
    expected: 'headings in the first row',
  },
} as const
export type FileRefusal = keyof typeof fileRefusals
