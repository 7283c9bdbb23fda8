import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Form } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { useToday } from '../ui/useToday.ts'

type Props = {
  what: string
  /** The day that stands there; null: none. */
  day: string | null
  save: (day: string | null) => void
  cancel: () => void
}

/** Another day for a milestone, or none. */
export function DayForm({ what, day, save, cancel }: Props) {
  const { t } = useTranslation()
  const today = useToday()
  const [typed, setTyped] = useState(day ?? today)
  return (
    <Form layout="bar" isBusy={false} submit={() => save(typed)} cancel={cancel}>
      <DateField
        label={t('trajectory.day', { what })}
        isLabelHidden
        required
        day={typed}
        max={today}
        ref={focusOnceDrawn}
        change={setTyped}
      />
      <Button type="submit">{t('trajectory.save')}</Button>
      {day !== null && (
        <Button look="quiet" onClick={() => save(null)}>
          {t('trajectory.takeBack')}
        </Button>
      )}
      <Button look="quiet" onClick={cancel}>
        {t('trajectory.cancel')}
      </Button>
    </Form>
  )
}
