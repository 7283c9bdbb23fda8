import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { canBeOnDuty } from '../../duty/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useDutyNow, useGoOnDuty } from '../duty/useDuty.ts'
import { lessonsOn } from '../duty/week.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { dayOf, minuteOfDay, timeAt, timeOf, weekdayOf } from '../ui/wallClock.ts'
import type { Notice } from './notices.ts'

/** In lesson hours somebody looks at what comes in: when nobody does, who can change that is told so. */
export function useNobody(): Notice | undefined {
  const { t } = useTranslation()
  const me = useMe()
  const { data } = useDutyNow()
  const plan = useGoOnDuty()
  if (data?.isNeeded !== true || data.onDuty.length > 0 || !mayDo(me.roles, 'takeOverDuty')) return undefined
  const canBe = canBeOnDuty({ roles: me.roles, disabledAt: null })
  return {
    key: 'nobody',
    icon: IconAlertTriangleFilled,
    says: t('admin.duty.nobodyBar'),
    rest: plan.error ? <Refused error={plan.error} /> : t('admin.duty.nobodyBarWhy'),
    acts: (
      <>
        {canBe && (
          <Button
            aria-disabled={plan.isPending}
            onClick={() => !plan.isPending && plan.mutate(restOfLessons(serverNow()))}
          >
            {plan.isPending ? t('admin.duty.taking') : t('admin.duty.takeNow')}
          </Button>
        )}
        <Link to="/admin/duty" className={buttonLook('quiet')}>
          {t('admin.duty.toList')}
        </Link>
      </>
    ),
  }
}

/** From this minute to the end of the lessons of today, or for the hour that begins when there are none. */
function restOfLessons(now: number) {
  const day = dayOf(now)
  const lessons = lessonsOn(weekdayOf(day))
  const minute = minuteOfDay(now)
  const hourOn = Math.min(minute + 60, 24 * 60 - 1)
  return { day, from: timeOf(now), until: timeAt(lessons && lessons.until > minute ? lessons.until : hourOn) }
}
