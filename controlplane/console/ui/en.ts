import type { nl } from './nl.ts'
import type { Shape } from './words.ts'

export const en = {
  loading: 'Loading',
  onThisPage: 'On this page',
  written: {
    dayHint: 'dd/mm/yyyy',
    day: 'Write a day as 3/12, 03/12/2026, mon or tomorrow.',
    from: 'Choose a day from {{day}} on.',
    until: 'Choose a day up to {{day}}.',
    missing: 'Fill this in.',
    time: 'Write a time as 8:30, 8.30 or 830.',
  },
  unknown: { word: 'not known' },
  moment: {
    now: 'just now',
    minutes: '{{count}} min ago',
    hours: '{{count}} h ago',
    days: '{{count}} days ago',
  },
} as const satisfies Shape<typeof nl>
