import type { PairCondition } from '../../overview/rules.ts'
import { presenceLooks } from '../PresenceStatus.tsx'
import type { StatusLook } from '../ui/Status.tsx'

/** A pair looks like its worse side. */
export const conditionLooks: Record<PairCondition, StatusLook> = {
  lost: presenceLooks.lost,
  suspect: presenceLooks.suspect,
  degraded: presenceLooks.degraded,
  unknown: presenceLooks.unheard,
  off: presenceLooks.off,
  connected: presenceLooks.online,
}
