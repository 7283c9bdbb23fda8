/** What can stand in the timeline of a ticket. */
export const eventKinds = [
  'opened',
  'joined',
  'raised',
  'lowered',
  'claimed',
  'released',
  'asked',
  'told',
  'answered',
  'waiting',
  'planned',
  'woken',
  'resolved',
  'reopened',
  'closed',
  'cancelled',
  'merged',
  'took_in',
  'linked',
  'healed',
  'unhealed',
  'alarmed',
  'called',
  'noted',
] as const
export type EventKind = (typeof eventKinds)[number]

/** Codes, numbers and instants; never a text that somebody wrote. */
export type EventDetail = Record<string, string | number | boolean | null>
