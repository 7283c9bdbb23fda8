import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DutyWeek, NewDuty } from '../../duty/api.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { timeOf } from '../ui/wallClock.ts'
import classes from './duty.module.css'
import { useGiveBack, useTakeOver } from './useDuty.ts'
import { useDutySays } from './useDutySays.ts'
import type { DutyBlock } from './week.ts'

const grainMs = 60_000

export type RemoveDuty = (id: string, what: { duty: NewDuty; says: string }) => void
type Props = { week: DutyWeek; day: string; block: DutyBlock; remove: RemoveDuty }

/** One duty: who, from when until when, taken over in one click or removed. */
export function DutyItem({ week, day, block, remove }: Props) {
  const { t } = useTranslation()
  const { account: me } = useMe()
  const now = useNow(grainMs)
  const mayChange = useMay('changeDuty').may
  const mayTake = useMay('takeOverDuty').may
  const says = useDutySays()
  const takeOver = useTakeOver()
  const giveBack = useGiveBack()
  const { duty } = block
  const [from, until] = [timeOf(duty.startsAt), timeOf(duty.endsAt)]
  const again = { account: duty.account, day, from, until }
  const what = says(week, again, duty.firstName)
  const canTake =
    mayTake &&
    duty.account !== me.id &&
    duty.endsAt > now &&
    week.people.some(({ account }) => account === me.id)
  return (
    <>
      <span className={classes.who}>{duty.firstName}</span>
      <span className={classes.times}>
        {from}–{until}
      </span>
      <span className={classes.actions}>
        {canTake && (
          <Button
            look="quiet"
            aria-label={t('admin.duty.takeOverOf', { what })}
            disabled={takeOver.isPending}
            onClick={() =>
              takeOver.mutate(duty.id, {
                onSuccess: () =>
                  offerUndo(t('admin.duty.taken', { what }), () => giveBack.mutateAsync(duty.id)),
              })
            }
          >
            {t('admin.duty.takeOver')}
          </Button>
        )}
        {mayChange && (
          <IconButton
            icon={IconX}
            label={t('admin.duty.removeOf', { what })}
            title={t('admin.duty.remove')}
            onClick={() => remove(duty.id, { duty: again, says: what })}
          />
        )}
      </span>
      <Refused error={takeOver.error} />
    </>
  )
}
