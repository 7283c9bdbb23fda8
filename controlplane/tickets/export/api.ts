import type { TicketRow } from '../api.ts'

/** The columns of the queue as a file: what is plain, what is a code, what is an instant. */
export const ticketFileColumns = [
  { id: 'no', cell: (row: TicketRow) => row.no },
  { id: 'state', code: (row: TicketRow) => row.state },
  { id: 'priority', cell: (row: TicketRow) => row.priority },
  { id: 'family', code: (row: TicketRow) => row.family },
  { id: 'symptom', code: (row: TicketRow) => row.symptom },
  { id: 'source', code: (row: TicketRow) => row.source },
  { id: 'channel', code: (row: TicketRow) => row.channel },
  { id: 'trajectory', cell: (row: TicketRow) => row.trajectory },
  { id: 'set', cell: (row: TicketRow) => row.set },
  { id: 'place', cell: (row: TicketRow) => row.place?.name ?? row.place?.code ?? null },
  { id: 'municipality', cell: (row: TicketRow) => row.place?.municipality ?? null },
  { id: 'owner', cell: (row: TicketRow) => row.owner?.firstName ?? null },
  { id: 'risk', cell: (row: TicketRow) => row.minutesAtRisk },
  { id: 'opened', at: (row: TicketRow) => row.openedAt },
  { id: 'acted', at: (row: TicketRow) => row.firstActionAt },
  { id: 'due', at: (row: TicketRow) => row.dueAt },
  { id: 'changed', at: (row: TicketRow) => row.changedAt },
  { id: 'resolved', at: (row: TicketRow) => row.resolvedAt },
  { id: 'reopened', cell: (row: TicketRow) => row.reopenedCount },
] as const
