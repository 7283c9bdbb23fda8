export const tokenDaysMax = 365
export const tokenKeptDays = 90
const dayMs = 86_400_000
const usedEveryMs = 60_000

export const tokenEnd = (now: number, days: number) => now + days * dayMs
/** Use is written down once a minute; a token that was used after this moment is not written again. */
export const usedSince = (now: number) => now - usedEveryMs
