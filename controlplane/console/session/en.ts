import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  people: {
    aRole: {
      helpdesk: 'a helpdesk technician',
      logistics: 'a logistics worker',
      counsellor: 'a counsellor',
      lead: 'a team lead',
      admin: 'an administrator',
      policy: 'a policy reader',
      dpo: 'the privacy officer',
      wall: 'a screen on the wall',
    },
    whoMay: 'For {{who}}.',
    away: {
      says: 'You were away.',
      why: 'Because you are on duty, Now stays, without names.',
      back: 'I am back',
    },
    asking: 'Seeing who you are',
    askFailed: 'We do not know whether you are signed in.',
    browser: { on: '{{browser}} on {{system}}', other: 'Another browser' },
    confirm: {
      title: 'Confirm that it is you',
      why: 'So we know that nobody else is at your screen.',
      lasts: 'Your confirmation holds for five minutes.',
      withProvider: 'Confirm with your work account',
      providerNext: 'You come back here. Then choose again what you wanted.',
      withLink: 'Make a new sign-in link',
      making: 'Making the link',
      made: 'A new sign-in link is at the server.',
      madeNext: 'Paste it here. Then your request goes on by itself.',
      paste: 'Sign-in link',
      notLink: 'That is no sign-in link. Paste the whole line.',
      go: 'Confirm',
      failed: 'Confirming did not work.',
      cancel: 'Cancel',
    },
  },
} as const satisfies Shape<typeof nl>
