import { type News, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { deviceActions } from './actions.ts'
import { texts } from './texts.ts'

export const news = {
  enrolment: { when: { device: 'named', registered: 'named' }, names: ofKey },
} as const satisfies News

export const actions: AreaActions = { texts, sets: deviceActions }
