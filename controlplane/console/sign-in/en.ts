import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    signed_in: 'signed in',
    signed_out: 'signed out',
    sign_in_refused: 'was refused when signing in',
    sign_in_confirmed: 'confirmed who this is',
    sign_in_ended: 'ended a sign-in',
    link_issued: 'made a sign-in link',
  },
  people: {
    signIn: {
      page: 'Sign in',
      headline: 'Sign in',
      ended: 'You are signed out',
      endedNext: 'Sign in again to go on.',
      goOn: 'Go on as {{name}}',
      back: 'Then you go on where you were.',
      withProvider: 'Sign in with your work account',
      withLink: 'Sign in',
      busy: 'Signing in',
      linkOnce: 'Your link works once, for ten minutes.',
      getLink: 'Ask who looks after the server for a sign-in link.',
      getLinkHow: 'They make it on the server, with the role you have:',
      emergency: 'Is your work account not working?',
      refused: 'Signing in did not work',
      notIn: 'The server did not let you in.',
      notInNext: 'Wait a minute and try again.',
    },
  },
} as const satisfies Shape<typeof nl>
