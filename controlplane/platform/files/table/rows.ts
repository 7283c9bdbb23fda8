/** What is wrong with a row of a file as it stands there. `column`: at which place, from 0; null: all of it. */
export type Doubt = {
  column: number | null
  value: string | null
  wrong: 'damaged' | 'cells_moved' | 'open_quote' | 'error_cell' | 'no_value' | 'unreadable'
  expected: string | null
}

/** A row of a file that is not empty, with its number as a person counts. */
export type FileRow = { row: number; cells: string[]; doubts: readonly Doubt[] }

export const isFilled = (cells: readonly string[]) => cells.some(cell => cell.trim() !== '')
