import { useNow } from './clock.ts'
import { dayOf } from './wallClock.ts'

const grainMs = 60_000

/** Today in Brussels, "YYYY-MM-DD"; a screen that stays open over midnight follows. */
export function useToday(): string {
  return dayOf(useNow(grainMs))
}
