import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { IconButton } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import classes from './calendar.module.css'
import { type ClosedOf, useCloseDay, useOpenDay } from './useCalendar.ts'
import { useDaySays } from './useDaySays.ts'

type Props = {
  days: readonly ClosedOf[]
  mayRemove: (day: ClosedOf) => boolean
  /** What is said of a day that belongs to one site. */
  siteSays?: string
}

/** Days that somebody closed, each taken away in one press. */
export function ClosedList({ days, mayRemove, siteSays }: Props) {
  const { t } = useTranslation()
  const says = useDaySays()
  const open = useOpenDay()
  const close = useCloseDay()
  const remove = (closed: ClosedOf) =>
    open.mutate(closed, {
      onSuccess: () =>
        offerUndo(t('calendar.removed', { day: says.day(closed.day) }), () => close.mutateAsync(closed)),
    })
  return (
    <>
      <ul className={classes.list}>
        {days.map(closed => {
          const { day, half, name, location } = closed
          return (
            <li key={`${day} ${location}`}>
              <span className={classes.day}>{says.day(day)}</span>
              <span>
                {says.name(name, half)}
                {location !== null && siteSays && <span className={ui.soft}> · {siteSays}</span>}
              </span>
              {mayRemove(closed) && (
                <IconButton
                  icon={IconX}
                  title={t('calendar.remove')}
                  label={t('calendar.removeOf', { day: says.day(day), name: says.name(name, half) })}
                  onClick={() => remove(closed)}
                />
              )}
            </li>
          )
        })}
      </ul>
      <Refused error={open.error} />
    </>
  )
}
