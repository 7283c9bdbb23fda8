import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  answer: {
    wait: 'Looking',
    once: 'Press your answer. You can do so once.',
    question: {
      lesson_today: 'Is there a lesson today?',
      works_again: 'Does it work again?',
      somebody_there: 'Can somebody get to the set now?',
      may_call: 'May we call you now?',
    },
    button: { yes: 'Yes', no: 'No', unknown: 'I do not know', later: 'Later' },
    sending: 'Passing it on',
    thanks: 'Thank you',
    passedOn: 'The helpdesk has your answer. You may close this page.',
    over: 'This link works no more',
    overNext: 'Did you answer already? Then we have it. Else call us.',
    missing: 'A link belongs here',
    missingNext: 'Open the whole link of the mail.',
    failed: 'That did not work',
    failedNext: 'Check your connection and try again.',
    again: 'Try again',
    other: 'In het Nederlands',
  },
} as const satisfies Shape<typeof nl>
