import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    answer_link_sent: 'mailed a link to answer by',
    mail_tested: 'sent themselves a test mail',
  },
  mails: {
    headline: {
      off: 'Setwacht sends no mails',
      calm: 'All mails have left',
      stuck_one: '{{count}} mail has waited for more than 5 minutes',
      stuck_other: '{{count}} mails have waited for more than 5 minutes',
    },
    what: 'Setwacht mails a code and a link, never a name. Nobody reads answers.',
    off: 'No mail server is set. Put SETWACHT_SMTP_URL in the settings of the server.',
    lastSent: 'Last mail left',
    never: 'None yet',
    failedToAsk: 'We cannot get the mails.',
    test: 'Send me a test mail',
    testing: 'Sending',
    tested: 'The test mail is under way. Look in your mailbox.',
    stuck: 'Still waiting',
    failed: 'Did not leave',
    none: 'None',
    about: 'About',
    kind: 'Mail',
    queued: 'Asked for',
    tries: 'Tries',
    why: 'Why',
    template: {
      duty_p1: 'P1 for who is on duty',
      lead_p1: 'P1 for the team lead',
      question: 'Question with a link',
      test: 'Test mail',
    },
    failure: {
      no_server: 'No mail server is set',
      unreachable: 'The mail server does not answer',
      untrusted: 'The certificate of the mail server is not right',
      not_let_in: 'The mail server refuses our sign-in',
      put_off: 'The mail server asks to try later',
      refused: 'The mail server refuses this address',
      failed: 'Something else went wrong',
    },
    notTried: 'Not tried yet',
  },
} as const satisfies Shape<typeof nl>
