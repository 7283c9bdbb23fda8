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
