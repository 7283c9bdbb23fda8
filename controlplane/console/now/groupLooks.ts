import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCalendarQuestion,
  IconCircleCheckFilled,
  IconHourglass,
  IconVideo,
} from '@tabler/icons-react'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import type { StatusLook } from '../ui/Status.tsx'
import type { BoardGroup } from './arrangement.ts'

/** Colour only for what asks for a person, and for what did a moment ago. */
export const groupLooks: Record<Exclude<BoardGroup, 'storm'>, StatusLook> = {
  asks: { tone: 'act', icon: IconAlertCircleFilled },
  soon: { tone: 'soon', icon: IconAlertTriangleFilled },
  back: { tone: 'mended', icon: IconCircleCheckFilled },
  connecting: { tone: 'plain', icon: IconHourglass },
  unknown: presenceLooks.unheard,
  good: { tone: 'plain', icon: IconVideo },
  no_lesson: { tone: 'plain', icon: IconCalendarQuestion },
  off: presenceLooks.off,
  connected: presenceLooks.online,
}
