import Type, { type Static } from 'typebox'
import { closed, orNull } from '../../http/api.ts'
import { fileBytesMax } from '../rules.ts'

/** The body of a request that carries a file in base64. */
export const fileBodyBytesMax = Math.ceil((fileBytesMax * 4) / 3) + 4096
/** Wrong rows that an answer names. */
export const wrongRowsMax = 200

/** A file to be taken in; `dryRun`: only say what would happen. */
export const ImportFile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    content: Type.String({ maxLength: Math.ceil((fileBytesMax * 4) / 3) + 4, description: 'base64' }),
    dryRun: Type.Boolean(),
  },
  closed,
)
export type ImportFile = Static<typeof ImportFile>

/** Why a row cannot be taken. */
const wrongs = ['missing', 'unreadable', 'unknown', 'twice', 'too_long', 'not_allowed', 'conflict'] as const

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

/** What was done, or would be. With one wrong row nothing is. `columns`: the headings that were understood; `ignored`: the others. */
export const ImportAnswer = Type.Object(
  {
    isDry: Type.Boolean(),
    rows: Type.Integer(),
    added: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    columns: Type.Array(Type.String()),
    ignored: Type.Array(Type.String()),
    wrong: Type.Array(WrongRow, { maxItems: wrongRowsMax }),
    /** Wrong rows, also those that are not named. */
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
    expected: 'a CSV file, or an XLSX workbook without a password',
  },
  too_large: {
    status: 413,
    message: 'This file is too large.',
    expected: 'at most 4 MB, 60 columns and 40 MB unpacked',
  },
  too_many_rows: { status: 422, message: 'This file has too many rows.', expected: 'at most 5000 rows' },
  no_columns: {
    status: 422,
    message: 'None of the headings of this file is known.',
    expected: 'headings in the first row',
  },
} as const
export type FileRefusal = keyof typeof fileRefusals
