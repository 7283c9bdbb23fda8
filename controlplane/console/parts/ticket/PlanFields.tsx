import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay, instantOf } from '../../../calendar/day/rules.ts'
import { serverNow } from '../../ui/clock.ts'
import { DateField } from '../../ui/DateField.tsx'
import { FieldLine } from '../../ui/Form.tsx'
import { focusOnceDrawn } from '../../ui/focus.ts'
import { TimeField } from '../../ui/TimeField.tsx'
import ui from '../../ui/ui.module.css'
import { dayOf, minutesOf, timeOf } from '../../ui/wallClock.ts'

const hourMs = 3_600_000

/** A moment to plan for: the next full hour, until somebody writes another. `at` gives ms since 1970 UTC. */
export function usePlanning() {
  const [soon] = useState(() => Math.ceil(serverNow() / hourMs) * hourMs)
  const [day, setDay] = useState(dayOf(soon))
  const [time, setTime] = useState(timeOf(soon))
  return { day, setDay, time, setTime, at: () => instantOf(civilDay(day), minutesOf(time)) }
}

/** Day and time of it; the first of them gets the focus. */
export function PlanFields({ day, setDay, time, setTime }: ReturnType<typeof usePlanning>) {
  const { t } = useTranslation()
  return (
    <>
      <FieldLine>
        <DateField
          ref={focusOnceDrawn}
          label={t('ticket.plan.day')}
          day={day}
          change={setDay}
          min={dayOf(serverNow())}
          required
        />
        <TimeField label={t('ticket.plan.time')} time={time} change={setTime} describedBy={undefined} />
      </FieldLine>
      <p className={ui.soft}>{t('ticket.plan.why')}</p>
    </>
  )
}
