import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewPause } from '../../trajectories/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import ui from '../ui/ui.module.css'
import { useToday } from './days.ts'
import form from './form.module.css'
import classes from './trajectory.module.css'

type Props = {
  save: (pause: NewPause) => void
  cancel: () => void
  isSaving: boolean
  error: unknown
}

/** From today unless said otherwise; without a last day nobody knows until when. */
export function PauseForm({ save, cancel, isSaving, error }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [fromDay, setFrom] = useState(useToday())
  const [untilDay, setUntil] = useState('')
  return (
    <form
      className={classes.sideForm}
      aria-label={t('trajectory.planPause')}
      onSubmit={event => {
        event.preventDefault()
        if (!isSaving) save({ fromDay, untilDay: untilDay || null })
      }}
    >
      <div className={form.fields}>
        <div className={form.field}>
          <label htmlFor={`${id}-from`}>{t('trajectory.pauseFrom')}</label>
          <input
            id={`${id}-from`}
            type="date"
            className={field.input}
            required
            value={fromDay}
            // biome-ignore lint/a11y/noAutofocus: it stands where the button was that asked for it
            autoFocus
            onChange={event => setFrom(event.currentTarget.value)}
          />
        </div>
        <div className={form.field}>
          <label htmlFor={`${id}-until`}>{t('trajectory.pauseUntil')}</label>
          <input
            id={`${id}-until`}
            type="date"
            className={field.input}
            min={fromDay}
            value={untilDay}
            aria-describedby={`${id}-hint`}
            onChange={event => setUntil(event.currentTarget.value)}
          />
          <span id={`${id}-hint`} className={ui.soft}>
            {t('trajectory.pauseUntilHint')}
          </span>
        </div>
      </div>
      <div className={form.choice}>
        <Button type="submit" look="primary" disabled={isSaving}>
          {t(isSaving ? 'trajectory.saving' : 'trajectory.planPause')}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {t('trajectory.cancel')}
        </Button>
      </div>
      <Refused error={error} />
    </form>
  )
}
