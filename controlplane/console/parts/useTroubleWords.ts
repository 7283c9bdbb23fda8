import { useTranslation } from 'react-i18next'
import type { BoardSide } from '../../overview/board/api.ts'
import type { Trouble } from '../../overview/rules.ts'
import { useMoments } from '../ui/useTexts.ts'

/** What is wrong with a side of a pair in words, with since when. `at`: ms since 1970 UTC. */
export function useTroubleWords() {
  const { t } = useTranslation()
  const moments = useMoments()
  return (trouble: Trouble, side: BoardSide | null, at: number): string => {
    const since = side?.presenceSince ?? null
    const time = since === null ? '' : moments.when(since, at)
    const count = side?.breaks ?? 0
    const words = {
      lost: () => t(count > 0 ? 'trouble.lostOften' : 'trouble.lost', { time, count }),
      no_set: () => t('trouble.no_set'),
      unheard: () => t('presence.unheard'),
      off: () => t('trouble.off', { time }),
      suspect: () => t('trouble.suspect', { time }),
      flapping: () => t('trouble.flapping', { count }),
      camera: () => t(`camera.alone.${side?.camera ?? 'unknown'}`),
      sound: () => t(side?.sound === 'muted' ? 'trouble.muted' : 'trouble.noSound'),
      not_ready: () => t('trouble.notReady'),
      degraded: () => t('presence.degraded'),
    } as const
    return words[trouble]()
  }
}
