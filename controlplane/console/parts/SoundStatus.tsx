import { IconCircleDashed, IconVolume, IconVolume3, IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SoundState } from '../../telemetry/sound/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** Where it is missed it is a trouble of its side, which asks for a look. */
const looks: Record<SoundState, StatusLook> = {
  ok: { tone: 'plain', icon: IconVolume },
  muted: { tone: 'plain', icon: IconVolume3 },
  absent: { tone: 'plain', icon: IconVolumeOff },
  unknown: { tone: 'unknown', icon: IconCircleDashed },
}

export function SoundStatus({ state }: { state: SoundState }) {
  const { t } = useTranslation()
  return <Status {...looks[state]}>{t(`sound.${state}`)}</Status>
}
