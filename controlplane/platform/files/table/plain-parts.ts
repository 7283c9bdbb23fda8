/** What takes the elements of one part of a workbook, one after another; the root is at depth 0. */
export type Parts = {
  open(name: string, attributes: Attributes, depth: number): void
  text(text: string): void
  close(name: string, depth: number): void
  /** All of it, once it is closed. */
  written(): string
}
export type Attributes = Readonly<Record<string, string>>

/** Counts of what a part of a workbook holds, which the others speak of. */
export type Counts = { strings: number }

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The words of one text, whatever its looks; how they are spoken is not among them. */
export function newWords() {
  let words = ''
  let isText = false
  let spoken = 0
  return {
    open(name: string) {
      if (name === 'rPh') spoken += 1
      isText = name === 't' && spoken === 0
    },
    text(text: string) {
      if (isText) words += text
    },
    close(name: string) {
      if (name === 'rPh') spoken -= 1
      if (name === 't') isText = false
    },
    take() {
      const taken = words
      words = ''
      return `<t xml:space="preserve">${escaped(taken)}</t>`
    },
  }
}
