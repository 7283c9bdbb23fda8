import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  walls: {
    headline_one: '{{count}} screen on the wall',
    headline_other: '{{count}} screens on the wall',
    what: 'A screen on the wall shows what goes on now, without names. It can change nothing.',
    failed: 'We cannot fetch the screens.',
    none: 'No screen yet',
    noneNext: 'Give a name and open the link on the screen.',
    new: 'New screen',
    name: 'Name of the screen',
    nameHint: 'For example: helpdesk, left',
    nameMissing: 'Give a name, so that you know it again.',
    make: 'Make a link',
    making: 'Making the link',
    openOn: 'Open this link on {{name}}',
    once: 'The link works once, within ten minutes. The screen stays signed in for 90 days.',
    made: 'made by {{by}} on {{day}}',
    somebody: 'somebody',
    until: 'until {{day}}',
    seen: 'last seen',
    end: 'End',
    endOf: 'End screen {{name}}',
  },
} satisfies Shape<typeof nl>
