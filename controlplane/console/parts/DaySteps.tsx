import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { useToday } from '../ui/useToday.ts'
import { addDays } from '../ui/wallClock.ts'
import classes from './daySteps.module.css'

type Props = {
  label: string
  /** "YYYY-MM-DD"; undefined: none is chosen. */
  day: string | undefined
  /** Undefined: none any more. */
  choose: (day: string | undefined) => void
}

/** A day to look at, no later than today: a step back, a step on, or written. */
export function DaySteps({ label, day, choose }: Props) {
  const { t } = useTranslation()
  const today = useToday()
  const isLast = (day ?? today) >= today
  return (
    <div className={classes.steps}>
      <IconButton
        icon={IconChevronLeft}
        title={t('day.before')}
        label={t('day.before')}
        onClick={() => choose(addDays(day ?? today, -1))}
      />
      <DateField
        label={label}
        isLabelHidden
        isLate
        day={day ?? ''}
        change={written => choose(written || undefined)}
        max={today}
      />
      <IconButton
        icon={IconChevronRight}
        title={t('day.after')}
        label={t('day.after')}
        aria-disabled={isLast}
        onClick={() => !isLast && choose(addDays(day ?? today, 1))}
      />
    </div>
  )
}
