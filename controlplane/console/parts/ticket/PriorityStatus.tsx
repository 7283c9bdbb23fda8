import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCircle,
  IconCircleHalf2,
} from '@tabler/icons-react'
import type { Priority } from '../../../tickets/symptom/rules.ts'
import { Status, type StatusLook } from '../../ui/Status.tsx'
import { usePriorityWords } from './usePriorityWords.ts'

/** What waits for nobody asks nobody: colour only for what is to be done now or soon. */
const looks: Record<Priority, StatusLook> = {
  1: { tone: 'act', icon: IconAlertCircleFilled },
  2: { tone: 'soon', icon: IconAlertTriangleFilled },
  3: { tone: 'plain', icon: IconCircleHalf2 },
  4: { tone: 'plain', icon: IconCircle },
}

/** How soon somebody must look. `isOver`: nobody must any more. */
export function PriorityStatus({ priority, isOver = false }: { priority: Priority; isOver?: boolean }) {
  const says = usePriorityWords()
  const look = looks[priority]
  return <Status {...(isOver ? { ...look, tone: 'plain' } : look)}>{says(priority)}</Status>
}
