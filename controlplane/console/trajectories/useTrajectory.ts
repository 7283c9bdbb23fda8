import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MilestoneName, MilestoneSide } from '../../trajectories/milestone/rules.ts'
import { trajectoryQuery } from '../parts/trajectoryQuery.ts'

export function useTrajectory(code: string) {
  return useQuery(trajectoryQuery(code))
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
