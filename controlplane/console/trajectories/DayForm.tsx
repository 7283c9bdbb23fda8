import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import { focusOnceDrawn } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import { useToday } from './days.ts'
import classes from './trajectory.module.css'

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
  const id = useId()
  const [typed, setTyped] = useState(day ?? today)
  return (
    <form
      className={classes.dayForm}
      onSubmit={event => {
        event.preventDefault()
        save(typed)
      }}
      onKeyDown={event => event.key === 'Escape' && cancel()}
    >
      <label htmlFor={id} className={ui.hidden}>
        {t('trajectory.day', { what })}
      </label>
      <input
        id={id}
        type="date"
        className={field.input}
        required
        value={typed}
        max={today}
        ref={focusOnceDrawn}
        onChange={event => setTyped(event.currentTarget.value)}
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
    </form>
  )
}
