/**
 * A PostgreSQL array literal of numbers; null becomes NULL. Written as text at once, because serialising element by
 * element costs more than the insert that uses it.
 */
export function numberArray(values: readonly (number | null | undefined)[]): string {
  let text = '{'
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ','
    text += values[index] ?? 'NULL'
  }
  return `${text}}`
}

/** A PostgreSQL array literal of instants (ms since 1970 UTC). */
export function instantArray(values: readonly number[]): string {
  return `{${values.map(at => new Date(at).toISOString()).join(',')}}`
}

/** A PostgreSQL array literal of booleans; the driver would write the words `true` and `false` as false. */
export function booleanArray(values: readonly boolean[]): string {
  return `{${values.join(',')}}`
}

/** A PostgreSQL array literal of multiranges, each of the whole numbers of a set. */
export function multirangeArray(values: readonly ReadonlySet<number>[]): string {
  return `{${values.map(numbers => `"${multirange(numbers)}"`).join(',')}}`
}

function multirange(numbers: ReadonlySet<number>): string {
  const ranges: [first: number, last: number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const range = ranges.at(-1)
    if (range && range[1] + 1 === number) range[1] = number
    else ranges.push([number, number])
  }
  return `{${ranges.map(([first, last]) => `[${first},${last}]`).join(',')}}`
}

/** A PostgreSQL array literal of texts. */
export function textArray(values: readonly string[]): string {
  return `{${values.map(text => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** The texts in a PostgreSQL array literal of one dimension without NULL. */
export function readTextArray(literal: string): string[] {
  const elements = literal.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)
  return [...elements].map(([, quoted, plain = '']) => quoted?.replace(/\\(.)/gs, '$1') ?? plain)
}
