import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nudge } from '../../overview/nudge/api.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { MilestoneName, MilestoneSide } from '../../trajectories/milestone/rules.ts'
import { ask } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'

const newsKinds = ['trajectory', 'registered', 'presence', 'lessons', 'location'] as const

export function useTrajectory(code: string) {
  const trajectory = useQuery({
    queryKey: ['trajectory', code],
    queryFn: ({ signal }) => ask('/api/trajectories/:code', { code }, {}, signal),
  })
  useNews(code, trajectory.data)
  return trajectory
}

/** Asks again when the trajectory, one of its sets or one of its places is named. */
function useNews(code: string, known: TrajectoryDetail | undefined) {
  const client = useQueryClient()
  const sides = known ? [known.home, known.school] : []
  const names = [code, ...sides.flatMap(({ set, place }) => [set, place?.code ?? null])].join(' ')
  useNudges(
    useCallback(
      (nudge: Nudge) => {
        const own = names.split(' ')
        const isNamed = newsKinds.some(kind => {
          const changed = nudge[kind]
          return changed === 'many' || changed?.some(name => own.includes(name))
        })
        if (isNamed) void client.invalidateQueries({ queryKey: ['trajectory', code] })
      },
      [client, code, names],
    ),
  )
}

/** Changes something of a trajectory; done when the page has what it is like afterwards. */
export function useChange<Input, Answer>(code: string, change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['trajectory', code] }),
  })
}

/** A milestone in words, with its side where it has one: "handtekening (school)". */
export function useMilestoneSays() {
  const { t } = useTranslation()
  return ({ name, side }: { name: MilestoneName; side: MilestoneSide | null }) => {
    const what = t(`trajectories.milestone.${name}`)
    return side === null ? what : t('trajectory.ofSide', { what, side: t(`trajectories.side.${side}`) })
  }
}
