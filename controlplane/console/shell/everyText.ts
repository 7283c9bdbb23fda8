import type { Texts } from '../ui/words.ts'

const found = import.meta.glob<{ texts: Texts }>('../*/texts.ts', { eager: true })

/** The words of every area: what was done anywhere is said in those of its own. */
export const everyText: readonly Texts[] = Object.values(found).map(({ texts }) => texts)
