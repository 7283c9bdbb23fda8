import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewPause } from '../../trajectories/api.ts'
import { Refused } from '../data/Refused.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { useToday } from '../ui/useToday.ts'

type Props = {
  save: (pause: NewPause) => void
  cancel: () => void
  isSaving: boolean
  error: unknown
}

/** From today unless said otherwise; without a last day nobody knows until when. */
export function PauseForm({ save, cancel, isSaving, error }: Props) {
  const { t } = useTranslation()
  const [fromDay, setFrom] = useState(useToday())
  const [untilDay, setUntil] = useState('')
  return (
    <Form
      layout="grid"
      label={t('trajectory.planPause')}
      isBusy={isSaving}
      submit={() => save({ fromDay, untilDay: untilDay || null })}
      cancel={cancel}
    >
      <DateField
        label={t('trajectory.pauseFrom')}
        required
        day={fromDay}
        ref={focusOnceDrawn}
        change={setFrom}
      />
      <DateField
        label={t('trajectory.pauseUntil')}
        hint={t('trajectory.pauseUntilHint')}
        day={untilDay}
        min={fromDay || undefined}
        change={setUntil}
      />
      <FormFoot
        save={t(isSaving ? 'trajectory.saving' : 'trajectory.planPause')}
        isBusy={isSaving}
        cancel={{ says: t('trajectory.cancel'), run: cancel }}
      />
      <Refused error={error} />
    </Form>
  )
}
