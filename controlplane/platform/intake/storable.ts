/** Smallest and largest size of a number in a `real` column; whatever lies outside is refused there. */
const realMin = 2 ** -126
const realMax = (2 - 2 ** -23) * 2 ** 127

/** What we read goes four levels deep; what is built to exhaust who walks through it ends here. */
const depthMax = 32

export type Unstorable = { where: string; expected: string }

/** What PostgreSQL could not hold in a value that came as JSON, the first of it; undefined: it can hold all of it. */
export function findUnstorable(value: unknown, depth = 0): Unstorable | undefined {
  if (typeof value === 'number') return judgeNumber(value)
  if (typeof value === 'string') return judgeText(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === depthMax) return { where: '', expected: `at most ${depthMax} levels` }
  for (const key in value) {
    const found = judgeText(key) ?? findUnstorable((value as Record<string, unknown>)[key], depth + 1)
    if (found) return { where: `/${key}${found.where}`, expected: found.expected }
  }
  return undefined
}

function judgeNumber(value: number): Unstorable | undefined {
  const size = Math.abs(value)
  if (size === 0 || (size >= realMin && size <= realMax)) return undefined
  return { where: '', expected: `0, or a number of a size from ${realMin} to ${realMax}` }
}

function judgeText(text: string): Unstorable | undefined {
  if (text.includes('\0')) return { where: '', expected: 'text without NUL' }
  return text.isWellFormed() ? undefined : { where: '', expected: 'text without half a character' }
}
