import {
  IconAlertTriangleFilled,
  IconBarrierBlockFilled,
  IconCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleXFilled,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PresenceState } from '../../devices/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** Colour only where something is asked: being connected is no news. */
export const presenceLooks: Record<PresenceState, StatusLook> = {
  lost: { tone: 'act', icon: IconCircleXFilled },
  suspect: { tone: 'soon', icon: IconAlertTriangleFilled },
  degraded: { tone: 'soon', icon: IconBarrierBlockFilled },
  unheard: { tone: 'unknown', icon: IconCircleDashed },
  off: { tone: 'plain', icon: IconCircleHalf2 },
  online: { tone: 'plain', icon: IconCheck },
}

export function PresenceStatus({ state }: { state: PresenceState }) {
  const { t } = useTranslation()
  return <Status {...presenceLooks[state]}>{t(`presence.${state}`)}</Status>
}
