/** What is written down when somebody does it: each feature adds its own acts, in its `feature.ts`. */
export interface ActsOf {
  audit: readonly ['audit_exported']
}
export type ActName = ActsOf[keyof ActsOf][number]

/** Who does something, and when (ms since 1970 UTC). */
export type By = { actor: string; now: number }

/** `actor`: an account (uuid), `server`, `system`, or who came through a link (`school`, `family`, `ict`). `subject`: kind and code. `detail`: codes and counts, no names. */
export type Act = {
  at: number
  actor: string
  act: ActName
  subject: string
  detail?: Record<string, string | number | boolean | null | readonly string[]>
}

export const readings = ['detail', 'search', 'board', 'page', 'export'] as const

/** `records`: kind and code of each. */
export type Read = {
  at: number
  accountId: string
  records: readonly string[]
  how: (typeof readings)[number]
}
