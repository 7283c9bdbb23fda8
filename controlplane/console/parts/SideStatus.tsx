import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleHalf2,
  IconRefreshAlert,
  IconVolumeOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BoardSide } from '../../overview/board/api.ts'
import { type Around, mendedMs, type SideKind, type Trouble, troublesOf } from '../../overview/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import { useMoments } from '../ui/useTexts.ts'
import { CameraStatus } from './CameraStatus.tsx'
import { PresenceStatus, presenceLooks } from './PresenceStatus.tsx'

/** In a lesson a set that is not there asks for somebody now, whatever the reason. */
const looks: Record<Exclude<Trouble, 'camera'>, StatusLook> = {
  lost: presenceLooks.lost,
  no_set: { tone: 'act', icon: IconCircleDashed },
  unheard: { tone: 'act', icon: IconCircleDashed },
  off: { tone: 'act', icon: IconCircleHalf2 },
  suspect: presenceLooks.suspect,
  flapping: { tone: 'soon', icon: IconRefreshAlert },
  sound: { tone: 'soon', icon: IconVolumeOff },
  degraded: presenceLooks.degraded,
}
const mended: StatusLook = { tone: 'mended', icon: IconCircleCheckFilled }

type Props = { side: BoardSide | null; kind: SideKind; around: Around }

/** How one side of a pair is: what is wrong with it, the worst first; or what was just mended; or its link. */
export function SideStatus({ side, kind, around }: Props) {
  const { t } = useTranslation()
  const moments = useMoments()
  const wrong = troublesOf(side, kind, around)
  if (side === null && wrong.length === 0)
    return (
      <Status tone="unknown" icon={IconCircleDashed}>
        {t('trouble.no_set')}
      </Status>
    )
  if (side !== null && wrong.length === 0) {
    const at = side.mendedAt
    if (at === undefined || around.at - at >= mendedMs) return <PresenceStatus state={side.presence} />
    return <Status {...mended}>{t('trouble.mended', { time: moments.when(at, around.at) })}</Status>
  }
  return (
    <>
      {wrong
        .filter(trouble => trouble !== 'flapping' || wrong[0] !== 'lost')
        .map(trouble => (
          <OneTrouble key={trouble} trouble={trouble} side={side} at={around.at} />
        ))}
    </>
  )
}

type OneProps = { trouble: Trouble; side: BoardSide | null; at: number }

function OneTrouble({ trouble, side, at }: OneProps) {
  const { t } = useTranslation()
  const moments = useMoments()
  if (trouble === 'camera') return <CameraStatus state={side!.camera} alone />
  const since = side?.presenceSince ?? null
  const time = since === null ? '' : moments.when(since, at)
  const count = side?.breaks ?? 0
  const words = {
    lost: t(count > 0 ? 'trouble.lostOften' : 'trouble.lost', { time, count }),
    no_set: t('trouble.no_set'),
    unheard: t('presence.unheard'),
    off: t('trouble.off', { time }),
    suspect: t('trouble.suspect', { time }),
    flapping: t('trouble.flapping', { count }),
    sound: t(side?.sound === 'muted' ? 'trouble.muted' : 'trouble.noSound'),
    degraded: t('presence.degraded'),
  }
  return <Status {...looks[trouble]}>{words[trouble].trim()}</Status>
}
