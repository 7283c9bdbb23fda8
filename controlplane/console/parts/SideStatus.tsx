import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleHalf2,
  IconRefreshAlert,
  IconVolumeOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Said, urgencyOfTrouble } from '../../overview/asks/rules.ts'
import type { BoardSide } from '../../overview/board/api.ts'
import {
  type Around,
  mendedMs,
  readinessOf,
  type SideKind,
  type Trouble,
  troublesOf,
} from '../../overview/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import { useMoments } from '../ui/useTexts.ts'
import { cameraLooks } from './CameraStatus.tsx'
import { PresenceStatus, presenceLooks } from './PresenceStatus.tsx'
import { useTroubleWords } from './useTroubleWords.ts'
import { VerdictStatus, verdictLooks } from './VerdictStatus.tsx'

/** In a lesson a set that is not there asks for somebody now, whatever the reason. */
const looks: Record<Exclude<Trouble, 'camera'>, StatusLook> = {
  lost: presenceLooks.lost,
  no_set: { tone: 'act', icon: IconCircleDashed },
  unheard: { tone: 'act', icon: IconCircleDashed },
  off: { tone: 'act', icon: IconCircleHalf2 },
  suspect: presenceLooks.suspect,
  flapping: { tone: 'soon', icon: IconRefreshAlert },
  sound: { tone: 'soon', icon: IconVolumeOff },
  not_ready: verdictLooks.broken,
  degraded: presenceLooks.degraded,
}
const toneOfUrgency = { now: 'act', soon: 'soon', not: 'plain' } as const
const mended: StatusLook = { tone: 'mended', icon: IconCircleCheckFilled }

type Props = {
  side: BoardSide | null
  kind: SideKind
  around: Around
  /** What is said of the lesson that is on: it tells how soon what is wrong here asks. Left out or null: nothing is. */
  said?: Said | null | undefined
  /** A storm explains it: nobody is asked for this side. */
  isExplained?: boolean
}

/** How one side of a pair is: what is wrong with it, the worst first; or what was just mended; or its link. */
export function SideStatus({ side, kind, around, said = null, isExplained = false }: Props) {
  const { t } = useTranslation()
  const moments = useMoments()
  const words = useTroubleWords()
  const wrong = troublesOf(side, kind, around)
  if (wrong.length > 0)
    return wrong
      .filter(trouble => trouble !== 'flapping' || wrong[0] !== 'lost')
      .map(trouble => (
        <Status
          key={trouble}
          {...(trouble === 'camera' ? cameraLooks[side!.camera] : looks[trouble])}
          {...toneOf(trouble)}
        >
          {words(trouble, side, around.at)}
        </Status>
      ))
  if (side === null)
    return (
      <Status tone="unknown" icon={IconCircleDashed}>
        {t('trouble.no_set')}
      </Status>
    )
  const at = side.mendedAt
  if (at === undefined || around.at - at >= mendedMs) {
    // Before a lesson it says more whether a set is ready than that it is connected.
    if (around.isRunUp && side.presence === 'online')
      return <VerdictStatus verdict={readinessOf(side.check, around.at)} />
    return <PresenceStatus state={side.presence} />
  }
  return <Status {...mended}>{t('trouble.mended', { time: moments.when(at, around.at) })}</Status>

  function toneOf(trouble: Trouble): Partial<StatusLook> {
    if (isExplained) return { tone: 'plain' }
    return said === null ? {} : { tone: toneOfUrgency[urgencyOfTrouble(trouble, kind, said) ?? 'not'] }
  }
}
