import { useTranslation } from 'react-i18next'
import { type TrajectoryRefusal, trajectoryRefusals } from '../../trajectories/refusal/rules.ts'
import { FetchError } from '../data/fetch.ts'

/** What the server does not take, and of which set, place, account or day; undefined: it is no refusal of ours. */
export function refusedOf(error: unknown): { says: TrajectoryRefusal; where: string } | undefined {
  if (!(error instanceof FetchError) || error.failure.kind !== 'refused') return undefined
  const { error: code, where = '' } = error.failure.refusal ?? {}
  return code !== undefined && isKnown(code) ? { says: code, where } : undefined
}

function isKnown(code: string): code is TrajectoryRefusal {
  return Object.hasOwn(trajectoryRefusals, code)
}

/** The refusal as a sentence for people. */
export function useRefusal(error: unknown): string | undefined {
  const { t } = useTranslation()
  const refused = refusedOf(error)
  return refused && t(`trajectories.refusal.${refused.says}`)
}
