import {
  IconAlertTriangle,
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconCircleDashed,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../protocol/verdict.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** Only what keeps a lesson from being given asks for a look. */
export const verdictLooks: Record<Verdict, StatusLook> = {
  ready: { tone: 'plain', icon: IconCircleCheck },
  attention: { tone: 'plain', icon: IconAlertTriangle },
  broken: { tone: 'soon', icon: IconAlertTriangleFilled },
  unknown: { tone: 'unknown', icon: IconCircleDashed },
}

/** Whether a set is ready for its lesson. */
export function VerdictStatus({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  return <Status {...verdictLooks[verdict]}>{t(`verdict.${verdict}`)}</Status>
}
