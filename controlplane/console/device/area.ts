import { type News, ofKey } from '../data/madeOld.ts'

export const news = {
  enrolment: { when: { device: 'named', registered: 'named' }, names: ofKey },
} as const satisfies News
