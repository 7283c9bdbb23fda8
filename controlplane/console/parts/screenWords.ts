/**
 * What the screen calls codes and columns, as a file is told to speak: `presence.lost=weg`. What no line can hold is left
 * out, and stays a code there.
 */
export function screenWords(words: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  return Object.entries(words)
    .flatMap(([of, each]) =>
      Object.entries(each).flatMap(([code, says]) =>
        typeof says === 'string' && /^[A-Za-z_]+$/.test(code) && !/[\r\n]/.test(says)
          ? [`${of}.${code}=${says.slice(0, 120)}\n`]
          : [],
      ),
    )
    .join('')
}
