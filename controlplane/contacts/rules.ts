/** Who somebody is to the child, or at the place. */
export const contactRoles = [
  'family',
  'teacher',
  'care_teacher',
  'school_ict',
  'school_office',
  'hospital',
] as const
export type ContactRole = (typeof contactRoles)[number]

/** Contacts of one trajectory or location at most. */
export const contactsMax = 20

export const nameCharactersMax = 80
export const emailCharactersMax = 120
/** As people write them: `016 12 34 56`, `+32 (0)16/12.34.56`. */
export const phonePattern = '^\\+?[0-9][0-9 ./()-]{5,22}[0-9]$'
export const emailPattern = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$'

const countryCode = '32'

/** The figures of a phone number in each way somebody may look for it: from within the country, and from outside. */
export function phoneForms(phone: string): string[] {
  const digits = phone.replaceAll('(0)', '').replaceAll(/\D/g, '')
  const national = new RegExp(`^(00)?${countryCode}0?(?=[1-9])`)
  const isInternational = phone.startsWith('+') || digits.startsWith('00')
  const inner = isInternational ? digits.replace(national, '0') : digits
  if (!/^0[1-9]/.test(inner)) return [digits]
  return [inner, `${countryCode}${inner.slice(1)}`, `00${countryCode}${inner.slice(1)}`]
}

/** What a telephone dials: the zero that is left out from abroad is. */
export function dialled(phone: string): string {
  const plain = phone.replaceAll('(0)', '').replaceAll(/[^+\d]/g, '')
  return plain.replace(new RegExp(`^(\\+|00)${countryCode}0(?=[1-9])`), `$1${countryCode}`)
}

/** A text by which somebody is looked for, each phone number in it as it is dialled within the country. */
export function asDialled(text: string): string {
  return text.replaceAll(/\+?\(?\d[\d ./()-]{5,}\d/g, written => {
    const [digits = ''] = phoneForms(written)
    return ` ${/^[1-9]\d{7,8}$/.test(digits) ? `0${digits}` : digits} `
  })
}

type Reach = { name: string | null; phone: string | null; email: string | null }
/** `expected`: an example, or the number of characters that fit. */
type WrongReach = { field: keyof Reach; wrong: 'missing' | 'unreadable' | 'too_long'; expected: string }

/** What is wrong with how somebody can be reached, as it stands in a file. */
export function whyWrongReach({ name, phone, email }: Reach): WrongReach[] {
  const wrong: WrongReach[] = []
  if (name === null) wrong.push({ field: 'name', wrong: 'missing', expected: 'Els Peeters' })
  else if (name.length > nameCharactersMax)
    wrong.push({ field: 'name', wrong: 'too_long', expected: `≤ ${nameCharactersMax}` })
  if (phone !== null && !new RegExp(phonePattern).test(phone))
    wrong.push({ field: 'phone', wrong: 'unreadable', expected: '016 12 34 56' })
  if (email !== null && email.length > emailCharactersMax)
    wrong.push({ field: 'email', wrong: 'too_long', expected: `≤ ${emailCharactersMax}` })
  else if (email !== null && !new RegExp(emailPattern).test(email))
    wrong.push({ field: 'email', wrong: 'unreadable', expected: 'naam@school.be' })
  return wrong
}
