import type { Contact, ContactFields } from '../../contacts/api.ts'

export const typedNames = ['name', 'phone', 'email', 'bestHours'] as const
export type TypedName = (typeof typedNames)[number]
export type Typed = Record<TypedName, string>

/** As its form begins; undefined: a new one. */
export function typedOf(contact: Contact | undefined): Typed {
  return {
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    bestHours: contact?.bestHours ?? '',
  }
}

/** As the contract has them. */
const phone = /^\+?[0-9][0-9 ./()-]{5,22}[0-9]$/
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The fields that cannot be saved as they are, in their order. */
export function whatIsWrong(typed: Typed): TypedName[] {
  const { name, phone: number, email: address } = written(typed)
  const isWrong: Record<TypedName, boolean> = {
    name: name === '',
    phone: number !== null && !phone.test(number),
    email: address !== null && !email.test(address),
    bestHours: false,
  }
  return typedNames.filter(field => isWrong[field])
}

/** What was typed as it is sent: without blanks around it, null for nothing. */
export function written({ name, phone, email, bestHours }: Typed): Omit<ContactFields, 'role'> {
  return {
    name: name.trim(),
    phone: phone.trim() || null,
    email: email.trim() || null,
    bestHours: bestHours.trim() || null,
  }
}
