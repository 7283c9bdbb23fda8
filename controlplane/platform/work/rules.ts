/**
 * Work that must follow a commit, and what its keys are: lessons to work out anew (codes of trajectories or of places,
 * or `*`), sets to tell when they have lessons (their ids), sets to tell how far their presses for help are (ids of cases),
 * people who want to be named where they help, or not any more (their accounts), calls for help whose tickets follow what
 * was done with them (ids of cases), tickets that are to be done again, by whoever is on duty (their ids), mails and pushes to send
 * (their ids), links through which was answered (their ids), messages to tell to their sets, and messages that somebody saw
 * or answered (their ids), messages to another system (their ids), and sets to ask whether there is a lesson today (their
 * labels).
 */
export const workKinds = [
  'lessons',
  'lessons_at_place',
  'lessons_to_set',
  'help_state',
  'helper_named',
  'help_followed',
  'ticket_woken',
  'mail',
  'push',
  'link_answered',
  'message_to_set',
  'message_answered',
  'webhook',
  'lesson_asked',
] as const
export type WorkKind = (typeof workKinds)[number]

/** The key of all there are. */
export const everyKey = '*'

const firstPauseMs = 1_000
const pauseMaxMs = 300_000

/** How long to leave work alone that failed this often (1: once). */
export function pauseAfterMs(tries: number): number {
  return Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.min(tries - 1, 20))
}

export type WaitingWork = { id: number; key: string; tries: number }

/**
 * What is done at once: what is new together, each key once; what failed before by itself, so that one key that cannot
 * be done holds no other back.
 */
export function partsOf<Row extends WaitingWork>(rows: readonly Row[]): Row[][] {
  const isNew = ({ tries }: Row) => tries === 0
  const fresh = rows.filter(isNew)
  const failed = [
    ...Map.groupBy(
      rows.filter(row => !isNew(row)),
      ({ key }) => key,
    ).values(),
  ]
  return fresh.length > 0 ? [fresh, ...failed] : failed
}
