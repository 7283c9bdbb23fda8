import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    push_on: 'turned notices on in a browser',
    push_off: 'turned notices off in a browser',
    push_tested: 'sent themselves a trial notice',
  },
  push: {
    title: 'Notices on this device',
    what: 'Are you on duty and does a child wait? You hear it.',
    shows: 'You then read only “P1, 1 child waits”.',
    isOn: 'This browser gets notices.',
    isOff: 'This browser gets no notices.',
    unsupported: 'This browser cannot get notices.',
    denied: 'Your browser holds back notices of Setwacht.',
    deniedNext: 'Allow them at the lock beside the address.',
    unreachable: 'Your browser does not reach its service for notices.',
    turnOn: 'Turn notices on',
    turnOff: 'Turn notices off',
    test: 'Send a trial notice',
    tested: 'The trial notice is under way.',
    failed: 'We do not know whether notices are on.',
  },
} as const satisfies Shape<typeof nl>
