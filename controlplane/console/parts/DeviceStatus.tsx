import {
  IconArchive,
  IconCircleDashed,
  IconEraser,
  IconHelpHexagonFilled,
  IconShieldCheck,
  IconShieldX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeviceState } from '../../devices/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** In question asks an administrator to decide now; the rest asks nothing. */
const deviceLooks: Record<DeviceState, StatusLook> = {
  prepared: { tone: 'unknown', icon: IconCircleDashed },
  active: { tone: 'plain', icon: IconShieldCheck },
  questioned: { tone: 'act', icon: IconHelpHexagonFilled },
  returned: { tone: 'plain', icon: IconArchive },
  wiped: { tone: 'plain', icon: IconEraser },
  revoked: { tone: 'plain', icon: IconShieldX },
}

export function DeviceStatus({ state }: { state: DeviceState }) {
  const { t } = useTranslation()
  return <Status {...deviceLooks[state]}>{t(`device.state.${state}`)}</Status>
}
