import { IconCamera, IconCameraExclamation, IconCameraOff, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CameraState } from '../../telemetry/camera/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

export const cameraLooks: Record<CameraState, StatusLook> = {
  ok: { tone: 'plain', icon: IconCamera },
  blocked: { tone: 'soon', icon: IconCameraOff },
  failed: { tone: 'soon', icon: IconCameraExclamation },
  absent: { tone: 'soon', icon: IconCameraOff },
  unknown: { tone: 'unknown', icon: IconCircleDashed },
}

/** `alone`: the word stands where nothing else says that it is about a camera. */
export function CameraStatus({ state, alone = false }: { state: CameraState; alone?: boolean }) {
  const { t } = useTranslation()
  return <Status {...cameraLooks[state]}>{t(alone ? `camera.alone.${state}` : `camera.${state}`)}</Status>
}
