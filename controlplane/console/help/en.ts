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
  helpHistory: {
    title: 'Calls for help',
    asks: 'Asks for help: {{kind}}',
    takeFirst: 'Take the oldest call for help',
    failed: 'We cannot fetch the calls for help.',
    none: 'Nobody asked for help at this set in the last 90 days.',
    withdrawn: 'worked again at',
    open: { waiting: 'nobody helps yet', taken: '{{name}} helps' },
    outcome: {
      solved: 'solved by {{name}} at',
      not_needed: 'was not needed, says {{name}} at',
      other: 'something else, closed by {{name}} at',
    },
  },
} as const satisfies Shape<typeof nl>
