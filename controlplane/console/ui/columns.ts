import type { ReactNode } from 'react'

/** One column of a table; the first one stays in sight. */
export type Column<Row> = {
  id: string
  head: string
  /** As CSS writes a track: "7rem", "minmax(9.5rem, 1fr)". */
  width: string
  cell: (row: Row) => ReactNode
  isSortable?: boolean
  isNumber?: boolean
}

/** By which column, and which way. `turn` asks for another order. */
export type Sorting = { by: string; isDown: boolean; turn: (by: string, isDown: boolean) => void }

/** What is chosen, and the words with which it is. */
export type Choosing = {
  isChosen: (id: string) => boolean
  /** Whether anything is chosen, shown or not. */
  hasChosen: boolean
  /** `isRange`: and all between it and what was chosen last, as with the shift key held down. */
  toggle: (id: string, isRange: boolean) => void
  toggleShown: () => void
  says: (id: string) => string
  shownSays: string
}
