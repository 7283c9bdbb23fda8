import type { ParseKeys, TFunction } from 'i18next'

type Raw = (key: ParseKeys, how: { skipInterpolation: true }) => string

/** A sentence with its gaps as they are written: not words but things of the page stand there. */
export function sentenceOf(t: TFunction, key: ParseKeys): string {
  return (t as unknown as Raw)(key, { skipInterpolation: true })
}

/** A sentence in pieces: words, and names of what stands in its gaps. `key`: where it stands. */
export function piecesOf(text: string): { key: number; isGap: boolean; says: string }[] {
  return text.split(/\{\{(\w+)\}\}/).map((says, key) => ({ key, isGap: key % 2 === 1, says }))
}
