import { type News, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { lessonActions } from './actions.ts'
import { texts } from './texts.ts'

export const news = {
  lessons: { when: { lessons: 'named', trajectory: 'named' }, names: ofKey },
} as const satisfies News

export const actions: AreaActions = { texts, trajectories: lessonActions }
