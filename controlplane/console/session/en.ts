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
    },
    whoMay: 'For {{who}}.',
    asking: 'Seeing who you are',
    askFailed: 'We do not know whether you are signed in.',
    signIn: {
      why: {
        attempt_unknown: {
          says: 'This attempt is too old, or began in another browser.',
          next: 'Begin again here.',
        },
        provider_refused: {
          says: 'Your organisation did not let you sign in.',
          next: 'Try again, or ask your ICT service.',
        },
        provider_away: {
          says: 'The sign-in service of your organisation does not answer.',
          next: 'Try again in a moment.',
        },
        no_second_factor: {
          says: 'You signed in without a second step.',
          next: 'Switch it on for your work account. Then try again.',
        },
        no_group: {
          says: 'Your work account is in no group of Setwacht.',
          next: 'Ask your ICT service to add you.',
        },
        no_role: {
          says: 'We know you, but you have no role yet.',
          next: 'Ask an administrator of Setwacht for a role.',
        },
        account_disabled: { says: 'Your account is shut.', next: 'Ask an administrator of Setwacht why.' },
        not_fresh: {
          says: 'Your organisation did not ask you again who you are.',
          next: 'Try again, or ask your ICT service.',
        },
        other_person: {
          says: 'Somebody else confirmed than who is signed in.',
          next: 'Confirm with your own work account.',
        },
        too_many: { says: 'There were too many tries.', next: 'Wait a minute and try again.' },
        link_unknown: { says: 'We do not know this link.', next: 'Copy the whole link, or ask for another.' },
        link_used: { says: 'This link was used already.', next: 'Ask for another. A link works once.' },
        link_expired: { says: 'This link is older than ten minutes.', next: 'Ask for another.' },
        other: { says: 'The server did not let you in.', next: 'Wait a minute and try again.' },
      },
    },
    browser: { on: '{{browser}} on {{system}}', other: 'Unknown browser' },
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
