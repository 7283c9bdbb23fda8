import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  failed: {
    retry: 'Try again',
    unreachable: 'The server does not answer. Check your connection.',
    status: 'The server answers with error {{status}}.',
    unexpected: 'Something went wrong on this page.',
  },
} as const satisfies Shape<typeof nl>
