import {
  IconArrowBackUp,
  IconBan,
  IconBook2,
  IconChecklist,
  IconCircleCheck,
  IconClipboardText,
  IconFlag,
  IconHourglass,
  IconInbox,
  IconPlayerPause,
  IconPlayerPlay,
  IconSignature,
  IconTruckDelivery,
  IconTruckReturn,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** A phase by itself asks nothing of anybody; being late does, and says so beside it. */
const phaseIcons: Record<Phase, StatusLook['icon']> = {
  request: IconInbox,
  assessment: IconClipboardText,
  agreement: IconSignature,
  preparation: IconChecklist,
  waiting: IconHourglass,
  delivery: IconTruckDelivery,
  start_up: IconPlayerPlay,
  live: IconBook2,
  paused: IconPlayerPause,
  closing: IconFlag,
  returning: IconTruckReturn,
  closed: IconCircleCheck,
  refused: IconBan,
  withdrawn: IconArrowBackUp,
}

export function PhaseStatus({ phase }: { phase: Phase }) {
  const { t } = useTranslation()
  return (
    <Status tone="plain" icon={phaseIcons[phase]}>
      {t(`trajectories.phase.${phase}`)}
    </Status>
  )
}
