import type { AuditRow } from '../api.ts'

/** The columns of the log of acts as a file. */
export const actFileColumns = [
  { id: 'number', cell: ({ no }: AuditRow) => no },
  { id: 'when', at: ({ at }: AuditRow) => at },
  { id: 'who', cell: ({ who }: AuditRow) => who.firstName },
  { id: 'what', code: ({ act }: AuditRow) => act },
  { id: 'subject', cell: ({ subject }: AuditRow) => subject },
  { id: 'details', cell: ({ detail }: AuditRow) => JSON.stringify(detail) },
  { id: 'account', cell: ({ who }: AuditRow) => who.actor },
] as const
