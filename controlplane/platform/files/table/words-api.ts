import Type from 'typebox'

/**
 * What the screen calls things, a line each: `presence.lost=weg`, `heading.presence=Verbinding`. A file speaks as the
 * screen that asks for it; what has no word there stays a code.
 */
const ScreenWords = Type.String({
  maxLength: 6000,
  pattern: '^([A-Za-z_.]{1,60}=[^\\r\\n]{0,120}\\n)*$',
  description: 'a line for each word of the screen: presence.lost=weg',
})
/** How a list is taken along. */
export const listExport = {
  as: Type.Optional(Type.Enum(['csv', 'xlsx'])),
  language: Type.Optional(Type.Enum(['nl', 'en'])),
  words: Type.Optional(ScreenWords),
}

/** Rows of a workbook at most; it is made in memory, as CSV is not. */
export const workbookRowsMax = 50_000

/** Why a list is not taken along as it was asked for. */
export const listRefusals = {
  too_many_for_workbook: {
    status: 409,
    message: 'These are too many rows for one workbook.',
    expected: `at most ${workbookRowsMax} rows, or CSV`,
  },
} as const
