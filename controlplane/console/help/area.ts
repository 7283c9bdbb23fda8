import { type News, ofKey } from '../data/freshness.ts'

export const news = {
  'set-help': { when: { help: 'named', trajectory: 'any', location: 'any' }, names: ofKey },
} as const satisfies News
