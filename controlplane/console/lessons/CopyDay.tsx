import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import { Check } from '../ui/Check.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import classes from './edit.module.css'
import { useDays } from './useDays.ts'
import { copiedTo, isWeekend, weekdays } from './week.ts'

type Props = { week: WeekHours; change: (week: WeekHours, says: string) => void }

/** The lessons of one day on other days too. */
export function CopyDay({ week, change }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const copied = (week: WeekHours, says: string) => {
    change(week, says)
    setOpen(false)
  }
  return (
    <>
      <NowButton
        aria-expanded={isOpen}
        whyNot={week.length === 0 ? t('lessons.edit.noLesson') : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <IconCopy size={16} aria-hidden /> {t('lessons.edit.copy')}
      </NowButton>
      {isOpen && <FromAndTo week={week} change={copied} />}
    </>
  )
}

function FromAndTo({ week, change }: Props) {
  const { t } = useTranslation()
  const days = useDays()
  const [from, setFrom] = useState<number>(() => week[0]?.[0] ?? 1)
  const [to, setTo] = useState<readonly number[]>([])
  const others = weekdays.filter(day => day !== from && !isWeekend(day))
  const chosen = to.filter(day => day !== from)
  const turn = (day: number) => setTo(to.includes(day) ? to.filter(one => one !== day) : [...to, day])
  const copy = () => change(copiedTo(week, from, chosen), t('lessons.edit.copied', { day: days.name(from) }))
  return (
    <fieldset className={classes.copy} aria-label={t('lessons.edit.copy')}>
      <SelectField
        label={t('lessons.edit.copyFrom')}
        value={String(from)}
        options={weekdays.map(day => ({ value: String(day), says: days.name(day) }))}
        change={day => setFrom(Number(day))}
      />
      <span>{t('lessons.edit.copyTo')}</span>
      {others.map(day => (
        <Check key={day} checked={to.includes(day)} onChange={() => turn(day)}>
          {days.name(day)}
        </Check>
      ))}
      <NowButton whyNot={chosen.length === 0 ? t('lessons.edit.copyNowhere') : undefined} onClick={copy}>
        {t('lessons.edit.copyDo')}
      </NowButton>
    </fieldset>
  )
}
