import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonLook } from '../ui/Button.tsx'
import { parseCalendarAddress } from './address.ts'
import classes from './calendar.module.css'
import { isInYear } from './schoolYear.ts'

type Props = { year: number; today: string; location: string | undefined }

export function YearLinks({ year, today, location }: Props) {
  const { t } = useTranslation()
  const to = (step: number) => parseCalendarAddress({ year: String(year + step), location })
  return (
    <div className={classes.yearBar}>
      <h2>{t('calendar.year', { from: year, until: year + 1 })}</h2>
      <nav aria-label={t('calendar.years')}>
        <Link
          to="/admin/calendar"
          search={to(-1)}
          className={buttonLook()}
          aria-label={t('calendar.previous')}
          resetScroll={false}
        >
          <IconChevronLeft size={16} aria-hidden />
        </Link>
        <Link
          to="/admin/calendar"
          search={to(1)}
          className={buttonLook()}
          aria-label={t('calendar.next')}
          resetScroll={false}
        >
          <IconChevronRight size={16} aria-hidden />
        </Link>
        {!isInYear(today, year) && (
          <Link
            to="/admin/calendar"
            search={parseCalendarAddress({ location })}
            className={buttonLook()}
            resetScroll={false}
          >
            {t('calendar.thisYear')}
          </Link>
        )}
      </nav>
    </div>
  )
}
