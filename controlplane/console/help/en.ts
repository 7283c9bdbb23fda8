import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    help_seen: 'opened a call for help',
    help_taken: 'took a call for help',
    help_given_back: 'gave a call for help back',
    help_closed: 'closed a call for help',
    help_reopened: 'reopened a closed call for help',
  },
} as const satisfies Shape<typeof nl>
