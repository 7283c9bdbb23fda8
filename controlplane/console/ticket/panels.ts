import type { ReactNode } from 'react'
import type { TicketDetail } from '../../tickets/api.ts'

/** What a fact of the evidence is called, and what it says. */
export type SayFact = (name: string, value: unknown) => { name: string; says: ReactNode }

/** Panels of other areas. */
export type TicketPanels = {
  acts: (ticket: TicketDetail) => ReactNode
  /** Whom to call: of the trajectory, else of the place. */
  contacts: (ticket: TicketDetail) => ReactNode
  /** Shows them, or goes to the first that can be called. */
  showContacts: () => void
  fact: SayFact
  /** Why it is there. */
  why: (no: string) => ReactNode
}

/** What a form on the page gets. */
export type FormProps = { ticket: TicketDetail; close: () => void }
