/** What the other system can be told of. */
export const webhookKinds = [
  'ticket_opened',
  'ticket_claimed',
  'ticket_changed',
  'ticket_resolved',
  'alarm',
] as const
export type WebhookKind = (typeof webhookKinds)[number]

type Codes =
  | 'ticket'
  | 'symptom'
  | 'state'
  | 'trajectory'
  | 'set'
  | 'location'
  | 'incident'
  | 'cause'
  | 'solution'
type Numbers = 'priority' | 'children' | 'openedAt' | 'claimedAt' | 'changedAt' | 'resolvedAt'
/** What is told: codes, counts and instants (ms since 1970 UTC). Nobody's name or words, for we know no more of who reads. */
export type WebhookBody = { readonly [Name in Codes]?: string } & { readonly [Name in Numbers]?: number }

/** A word of a closed list, a number of a ticket, a label. */
const code = /^[A-Za-z0-9_.:/-]{1,80}$/

/** The names of fields that hold something else than a code or a number. */
export function strangeIn(body: WebhookBody): string[] {
  const isStrange = (value: unknown) =>
    typeof value === 'string' ? !code.test(value) : !Number.isFinite(value)
  return Object.entries(body)
    .filter(([, value]) => value !== undefined && isStrange(value))
    .map(([name]) => name)
}

const hourMs = 3_600_000
/** For so long messages are signed by the secret before too, so that the other system can be changed meanwhile. */
const oldSecretHours = 24

export const oldSecretEnd = (now: number) => now + oldSecretHours * hourMs
