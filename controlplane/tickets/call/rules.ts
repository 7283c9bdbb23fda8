import { contactRoles } from '../../contacts/rules.ts'

export const callDirections = ['made', 'received', 'no_answer'] as const
export type CallDirection = (typeof callDirections)[number]

/** With whom a call was: somebody of the list of contacts, or another. */
export const callees = [...contactRoles, 'counsellor', 'provider', 'other'] as const
export type Callee = (typeof callees)[number]
