import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCalendarQuestion,
  IconCircleDashed,
  IconHourglass,
  IconVideo,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Said } from '../../overview/asks/rules.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'

/** Colour only where a child or a class waits, or a lesson falters: a lesson that is given is no news. */
const looks: Record<Said['verdict'], StatusLook> = {
  child_waits_class_gone: { tone: 'act', icon: IconAlertCircleFilled },
  child_waits: { tone: 'act', icon: IconAlertCircleFilled },
  class_waits: { tone: 'soon', icon: IconAlertTriangleFilled },
  lesson_poor: { tone: 'soon', icon: IconAlertTriangleFilled },
  connecting: { tone: 'plain', icon: IconHourglass },
  good: { tone: 'plain', icon: IconVideo },
  no_lesson: { tone: 'plain', icon: IconCalendarQuestion },
  unknown: { tone: 'unknown', icon: IconCircleDashed },
}

type Props = {
  said: Said
  /** Somebody must look soon for a reason that the verdict alone does not give, or need not for one that explains it. */
  tone?: StatusLook['tone'] | undefined
}

/** What is said of a lesson. */
export function SaidStatus({ said: { verdict }, tone = looks[verdict].tone }: Props) {
  const { t } = useTranslation()
  return (
    <Status {...looks[verdict]} tone={tone}>
      {t(`said.${verdict}`)}
    </Status>
  )
}

/** Where the fault lies, where the verdict itself does not say it; undefined: nothing is at fault. */
export function useFaultWords(): (said: Said) => string | undefined {
  const { t } = useTranslation()
  return ({ verdict, side }) => {
    if (side === null || (verdict === 'unknown' && side === 'unknown')) return undefined
    const isNamed =
      (verdict === 'child_waits_class_gone' && side === 'school') ||
      (verdict === 'class_waits' && side === 'home')
    return isNamed ? undefined : t(`fault.${side}`)
  }
}
