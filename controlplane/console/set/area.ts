import type { SetDetail } from '../data/fetch.ts'
import { type News, named, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { setActions } from './actions.ts'
import { texts } from './texts.ts'

export const news = {
  set: {
    when: {
      report: 'named',
      facts: 'named',
      presence: 'named',
      device: 'named',
      registered: 'named',
      trajectory: 'named',
      lessons: 'named',
      check: 'named',
      location: 'named',
    },
    names: named<SetDetail>(set => [set.otherSide?.set, set.trajectory, set.place?.code], ofKey),
  },
  series: { when: { report: 'named', presence: 'named' }, names: ofKey },
  timeline: { when: { facts: 'named', presence: 'named' }, names: ofKey },
} as const satisfies News

export const actions: AreaActions = { texts, sets: setActions }
