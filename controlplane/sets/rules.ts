/** Which side of a pair a set is made for. */
export const setKinds = ['home', 'school'] as const
export type SetKind = (typeof setKinds)[number]

/** What a set is made of. */
export const componentTypes = [
  'laptop',
  'controller',
  'camera',
  'headset',
  'speaker',
  'microphone',
  'adapter',
] as const
export const componentsMax = 20

const longestPrefix = 6
const longestNumber = 6

/** Labels that this can be short for: "ks31", "KS 31", "ks0031" and "KS-OO31" are KS-0031. */
export function labelsMeant(typed: string): string[] {
  const plain = plainOf(typed)
  return Array.from({ length: longestPrefix }, (_, at) => at + 1).flatMap(end => {
    const number = figuresIn(plain.slice(end)).replace(/^0+(?=.)/, '')
    const isLabel = /^[A-Z]+$/.test(plain.slice(0, end)) && /^\d+$/.test(number)
    return isLabel ? numbersMeant(number).map(digits => `${plain.slice(0, end)}-${digits}`) : []
  })
}

/** Whether a label was written whole, or short without any of its zeros: "KS-050" may be the beginning of another. */
export function isWhole(typed: string, label: string): boolean {
  const plain = plainOf(typed)
  return figuresIn(plain) === figuresIn(plainOf(label)) || /^[A-Z]+[1-9]/.test(plain)
}

/** Capitals and figures alone, however wide they are. */
function plainOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s._\p{Pd}]/gu, '')
}

/** Letters that are read for figures are figures. */
function figuresIn(plain: string): string {
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

/** A number in each width that it may be written in. */
export function numbersMeant(digits: string): string[] {
  return Array.from({ length: Math.max(longestNumber - digits.length + 1, 0) }, (_, more) =>
    digits.padStart(digits.length + more, '0'),
  )
}
