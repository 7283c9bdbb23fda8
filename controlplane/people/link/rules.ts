/** What can be asked through a link, each with all that can be answered: closed lists, so that no name stands in one. */
export const linkQuestions = {
  lesson_today: ['yes', 'no', 'unknown'],
  works_again: ['yes', 'no', 'unknown'],
  somebody_there: ['yes', 'no', 'later'],
  may_call: ['yes', 'no', 'later'],
} as const satisfies Record<string, readonly LinkAnswer[]>
export type LinkQuestion = keyof typeof linkQuestions

export const linkAnswers = ['yes', 'no', 'unknown', 'later'] as const
export type LinkAnswer = (typeof linkAnswers)[number]

export const linkLanguages = ['nl', 'en'] as const
export type LinkLanguage = (typeof linkLanguages)[number]

const hourMs = 3_600_000
/** Over a weekend, and no longer: what was asked is old by then. */
export const linkHours = 72
/** When a link works no more; ms since 1970 UTC. */
export const linkEnd = (issuedAt: number) => issuedAt + linkHours * hourMs

/** So long links are kept after they ended by themselves; days. */
export const linksKeptDays = 30

/** 128 bits in base64url. */
export const linkTokenPattern = '^[A-Za-z0-9_-]{22}$'

export type KnownLink = { expiresAt: number; usedAt: number | null; endedAt: number | null }

/** Whether something can still be done through it. */
export function isLinkOpen({ expiresAt, usedAt, endedAt }: KnownLink, now: number): boolean {
  return usedAt === null && endedAt === null && now < expiresAt
}
