import { type News, ofKey } from '../data/freshness.ts'

export const news = {
  decisions: { when: { incident: 'named', ticket: 'named' }, names: ofKey },
} as const satisfies News
