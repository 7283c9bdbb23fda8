import { type News, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { helpActions } from './actions.ts'
import { texts } from './texts.ts'

export const actions: AreaActions = { texts, anywhere: helpActions }

export const news = {
  'set-help': { when: { help: 'named', trajectory: 'any', location: 'any' }, names: ofKey },
} as const satisfies News
