import type { Shape } from '../../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  help: {
    picture: { hear: 'hears nothing', see: 'sees nothing', other: 'something else is wrong' },
    teacherAsks: 'needs help',
    asker: { child: 'child,', teacher: 'teacher,' },
    times: '{{count}} times,',
    late: '· arrived only at',
    worksAgain: '· works again, says the set at',
    by: {
      nobody: 'nobody yet',
      me: 'you help',
      colleague: '{{name}} helps',
      somebody: 'somebody',
    },
    act: {
      take: 'Take',
      menu: 'What you can do with {{what}}',
      takeOf: 'Take the call for help of {{who}}',
      solved: 'Solved',
      solvedOf: 'The call for help of {{who}} is solved',
      giveBack: 'Give back',
      close: {
        solved: 'Close: solved',
        not_needed: 'Close: was not needed',
        other: 'Close: something else',
      },
    },
    done: {
      take: 'You help {{who}}.',
      giveBack: 'Given back: {{who}}.',
      close: 'Closed: {{who}}.',
    },
  },
} as const satisfies Shape<typeof nl>
