import type { SetDetail } from '../data/fetch.ts'
import { type Action, pressed } from '../session/actions.ts'

/** From a set to what belongs to it. */
export const setActions: readonly Action<{ set: SetDetail }>[] = [
  {
    verb: 'set.changeParts.does',
    synonyms: 'set.changeParts.synonyms',
    policy: 'registerSets',
    run: pressed('change-parts'),
  },
  {
    verb: 'set.act.trajectory',
    policy: 'seeTrajectories',
    fits: ({ set }) => set.trajectory !== null,
    run: ({ set }, { navigate }) =>
      navigate({ to: '/trajectories/$code', params: { code: set.trajectory! } }),
  },
  {
    verb: 'set.act.place',
    policy: 'seeLocations',
    fits: ({ set }) => set.place !== null,
    run: ({ set }, { navigate }) => navigate({ to: '/locations/$code', params: { code: set.place!.code } }),
  },
  {
    verb: 'set.act.otherSide',
    policy: 'seeSets',
    fits: ({ set }) => set.otherSide !== null,
    run: ({ set }, { navigate }) => navigate({ to: '/sets/$label', params: { label: set.otherSide!.set } }),
  },
]
