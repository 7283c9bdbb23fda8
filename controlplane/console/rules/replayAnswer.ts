import type { Changes } from '../data/calls.ts'

/** What a rule did in the last days, and what it would have done with other numbers. */
export type ReplayAnswer = Changes['POST /api/rules/:rule/replay']['answer']
