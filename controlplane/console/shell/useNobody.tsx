import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { canBeOnDuty, dutyHoursMax } from '../../duty/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useDutyNow, useGoOnDuty } from '../duty/useDuty.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { dayOf, minuteOfDay, timeAt, timeOf } from '../ui/wallClock.ts'
import type { Notice } from './notices.ts'

const hourMs = 3_600_000

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
            onClick={() => !plan.isPending && plan.mutate(restOfNeed(serverNow(), data.changesAt))}
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

/** From this minute until nobody is needed any more, as long as one may at most; or for the hour that begins when that is not known. */
function restOfNeed(now: number, changesAt: number | null) {
  const hourOn = timeAt(Math.min(minuteOfDay(now) + 60, 24 * 60 - 1))
  const longest = now + dutyHoursMax * hourMs
  const until = changesAt === null ? hourOn : timeOf(Math.min(changesAt, longest))
  return { day: dayOf(now), from: timeOf(now), until }
}
