import { IconChevronLeft, IconChevronRight, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DutyWeek } from '../../duty/api.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { buttonLook } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { addDays } from '../ui/wallClock.ts'
import classes from './duty.module.css'
import { useCopyWeek } from './useDuty.ts'

const daysOfWeek = 7

/** Which week stands here, the ones beside it, and the one before repeated in it. `isOld`: another week is on its way. */
export function WeekLinks({ week: { from, days }, isOld }: { week: DutyWeek; isOld: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const copy = useCopyWeek()
  const [first, last] = [days[0]!, days.at(-1)!]
  return (
    <>
      <div className={classes.weekBar}>
        <nav aria-label={t('admin.duty.weeks')}>
          <Link
            to="/admin/duty"
            search={{ from: addDays(from, -daysOfWeek) }}
            className={buttonLook()}
            aria-label={t('admin.duty.previous')}
            title={t('admin.duty.previous')}
            replace
          >
            <IconChevronLeft size={16} aria-hidden />
          </Link>
          <Link to="/admin/duty" search={{}} className={buttonLook()} replace>
            {t('admin.duty.thisWeek')}
          </Link>
          <Link
            to="/admin/duty"
            search={{ from: addDays(from, daysOfWeek) }}
            className={buttonLook()}
            aria-label={t('admin.duty.next')}
            title={t('admin.duty.next')}
            replace
          >
            <IconChevronRight size={16} aria-hidden />
          </Link>
        </nav>
        <h2>
          {t('admin.duty.week', { from: formats.day(first.startsAt), until: formats.date(last.startsAt) })}
        </h2>
        <div className={classes.copy}>
          <span role="status" className={ui.soft}>
            {copy.data &&
              copy.variables === from &&
              (copy.data.added === 0
                ? t('admin.duty.copiedNone')
                : t('admin.duty.copied', { count: copy.data.added }))}
          </span>
          <GatedButton
            policy="changeDuty"
            disabled={copy.isPending || isOld}
            onClick={() => copy.mutate(from)}
          >
            <IconCopy size={16} aria-hidden /> {t('admin.duty.copy')}
          </GatedButton>
        </div>
      </div>
      <Refused error={copy.error} />
    </>
  )
}
