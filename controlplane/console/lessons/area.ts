import { type News, ofKey } from '../data/madeOld.ts'

export const news = {
  lessons: { when: { lessons: 'named', trajectory: 'named' }, names: ofKey },
} as const satisfies News
