import { IconAlertTriangleFilled, IconBellRingingFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import type { StatusLook } from '../ui/Status.tsx'
import type { BoardGroup } from './arrangement.ts'

/** A pair looks like its worse side, unless it asks for a person. */
export const groupLooks: Record<BoardGroup, StatusLook> = {
  asks: { tone: 'act', icon: IconBellRingingFilled },
  soon: { tone: 'soon', icon: IconAlertTriangleFilled },
  back: { tone: 'mended', icon: IconCircleCheckFilled },
  unknown: presenceLooks.unheard,
  off: presenceLooks.off,
  connected: presenceLooks.online,
}
