import { wordsOf } from '../ui/address.ts'

const names = ['of', 'who', 'what', 'from', 'until', 'q'] as const

export const parseAuditAddress = (search: Record<string, unknown>) => wordsOf(search, names)

export type AuditAddress = ReturnType<typeof parseAuditAddress>
