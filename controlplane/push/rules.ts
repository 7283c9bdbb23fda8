import type { LinkLanguage } from '../people/link/rules.ts'

export const pushLanguages = ['nl', 'en'] as const satisfies readonly LinkLanguage[]
export type PushLanguage = (typeof pushLanguages)[number]

/** What a push says, in counts alone. `waiting`: children. */
export type PushContent =
  | { kind: 'p1'; params: { waiting: number } }
  | { kind: 'test'; params: Record<string, never> }

/** As a browser tells it: its address at the service, its point of P-256, and its secret, base64url both. */
export type PushTarget = { address: string; p256dh: string; auth: string }

/** A push and a browser that should get it. `queuedAt`: ms since 1970 UTC. */
export type DuePush = PushTarget & {
  push: string
  subscription: string
  content: PushContent
  language: PushLanguage
  queuedAt: number
}

/** Browsers of one person that get pushes; the oldest makes room. */
export const subscriptionsMax = 10

/** The text of a notice: no name, no school, no code. It may lie on a locked screen for everybody to read. */
export function pushText({ kind, params }: PushContent, language: PushLanguage): string {
  if (kind === 'test') return words[language].test
  const { one, more } = words[language]
  const { waiting } = params
  return waiting === 1 ? one : more.replace('{count}', String(waiting))
}

const words = {
  nl: {
    one: 'P1, 1 kind wacht',
    more: 'P1, {count} kinderen wachten',
    test: 'Dit is een test. Er wacht niemand.',
  },
  en: {
    one: 'P1, 1 child waits',
    more: 'P1, {count} children wait',
    test: 'This is a test. Nobody waits.',
  },
} as const satisfies Record<PushLanguage, object>

/** Later than this nobody needs it: the board has told it, and a mail. Also how long a service may keep it. */
export const pushSeconds = 600
export const pushedUntil = (queuedAt: number) => queuedAt + pushSeconds * 1000

export const pushesKeptDays = 30
/** A browser that took no push for so long is forgotten. */
export const subscriptionsKeptDays = 180

/** What became of a push to one browser. `gone`: that browser takes none any more. */
export type PushOutcome = 'taken' | 'gone' | 'put_off' | 'refused'

/** What the status of the service means; undefined: it was not reached. */
export function outcomeOf(status: number | undefined): PushOutcome {
  if (status === undefined) return 'put_off'
  if (status >= 200 && status < 300) return 'taken'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'put_off' : 'refused'
}
