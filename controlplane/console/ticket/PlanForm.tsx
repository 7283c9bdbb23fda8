import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay, instantOf } from '../../calendar/day/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { serverNow } from '../ui/clock.ts'
import { DateField } from '../ui/DateField.tsx'
import { FieldLine, Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { TimeField } from '../ui/TimeField.tsx'
import ui from '../ui/ui.module.css'
import { dayOf, minutesOf, timeOf } from '../ui/wallClock.ts'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

const hourMs = 3_600_000

/** For when; until then it asks nobody. */
export function PlanForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const [soon] = useState(() => Math.ceil(serverNow() / hourMs) * hourMs)
  const [day, setDay] = useState(dayOf(soon))
  const [time, setTime] = useState(timeOf(soon))
  const no = String(ticket.no)
  const plan = useTelling(
    () => tell('POST /api/tickets/:no/plan', { no }, { for: instantOf(civilDay(day), minutesOf(time)) }),
    close,
  )
  const title = t('oneTicket.form.plan.title')
  return (
    <Form label={title} layout="inset" submit={() => plan.mutate()} isBusy={plan.isPending} cancel={close}>
      <h2>{title}</h2>
      <FieldLine>
        <DateField
          ref={focusOnceDrawn}
          label={t('oneTicket.form.plan.day')}
          day={day}
          change={setDay}
          min={dayOf(serverNow())}
          required
        />
        <TimeField
          label={t('oneTicket.form.plan.time')}
          time={time}
          change={setTime}
          describedBy={undefined}
        />
      </FieldLine>
      <p className={ui.soft}>{t('oneTicket.form.plan.why')}</p>
      <FormFoot
        save={t(plan.isPending ? 'oneTicket.form.saving' : 'oneTicket.form.plan.save')}
        isBusy={plan.isPending}
        cancel={{ says: t('oneTicket.form.cancel'), run: close }}
      />
      <Refused error={plan.error} />
    </Form>
  )
}
