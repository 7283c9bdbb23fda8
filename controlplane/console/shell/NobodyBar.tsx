import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { canBeOnDuty } from '../../duty/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useDutyNow, useGoOnDuty } from '../duty/useDuty.ts'
import { lessonsOn } from '../duty/week.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { dayOf, minuteOfDay, timeAt, timeOf, weekdayOf } from '../ui/wallClock.ts'
import classes from './onDuty.module.css'

/** In lesson hours somebody looks at what comes in: when nobody does, this says so. */
export function NobodyBar() {
  const { t } = useTranslation()
  const me = useMe()
  const { data } = useDutyNow()
  const plan = useGoOnDuty()
  const isShown = data?.isNeeded === true && data.onDuty.length === 0
  const canBe = canBeOnDuty({ roles: me.roles, disabledAt: null })
  return (
    <div role="status">
      {isShown && (
        <div className={classes.bar}>
          <IconAlertTriangleFilled size={16} aria-hidden />
          <div>
            <p>
              <strong>{t('admin.duty.nobodyBar')}</strong> {t('admin.duty.nobodyBarWhy')}
            </p>
            <div className={classes.barActions}>
              {canBe && (
                <GatedButton
                  policy="takeOverDuty"
                  disabled={plan.isPending}
                  onClick={() => plan.mutate(restOfLessons(serverNow()))}
                >
                  {plan.isPending ? t('admin.duty.taking') : t('admin.duty.takeNow')}
                </GatedButton>
              )}
              <Link to="/admin/duty" className={buttonLook('quiet')}>
                {t('admin.duty.toList')}
              </Link>
            </div>
            <Refused error={plan.error} />
          </div>
        </div>
      )}
    </div>
  )
}

/** From this minute to the end of the lessons of today, or for the hour that begins when there are none. */
function restOfLessons(now: number) {
  const day = dayOf(now)
  const lessons = lessonsOn(weekdayOf(day))
  const minute = minuteOfDay(now)
  const hourOn = Math.min(minute + 60, 24 * 60 - 1)
  return { day, from: timeOf(now), until: timeAt(lessons && lessons.until > minute ? lessons.until : hourOn) }
}
