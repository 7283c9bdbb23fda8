import { IconCalendarOff, IconDoor, IconHandStop, IconUserOff } from '@tabler/icons-react'
import type { DayChangeKind } from '../../lessons/day-change/rules.ts'
import type { StatusLook } from '../ui/Status.tsx'

/** What was said of a day, each its own shape. */
export const changeIcons: Record<DayChangeKind, StatusLook['icon']> = {
  absent: IconUserOff,
  no_lesson: IconCalendarOff,
  other_room: IconDoor,
  here: IconHandStop,
}
