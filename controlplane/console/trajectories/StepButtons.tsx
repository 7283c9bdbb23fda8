import { IconCalendarPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/Button.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { useToday } from '../ui/useToday.ts'
import { noonOf } from '../ui/wallClock.ts'
import classes from './lanes.module.css'
import { type Step, stepId } from './stages.ts'
import parts from './trajectory.module.css'

type Props = {
  step: Step
  what: string
  mayChange: boolean
  isPending: boolean
  set: (day: string) => void
  edit: () => void
}
/** What every button of a step has: which step it is of, what it is called, and whether it waits for an answer. */
type Pressed = { id: string; what: string; disabled: boolean; edit: () => void }

/** What may be done with a step now: change its day, say that it is today, or put it on a day already. */
export function StepButtons({ step, what, mayChange, isPending, set, edit }: Props) {
  const formats = useFormats()
  const today = useToday()
  const pressed: Pressed = { id: stepId(step), what, disabled: isPending, edit }
  if (step.day !== null) {
    const day = formats.date(noonOf(step.day))
    return mayChange ? <ItsDay {...pressed} day={day} /> : <span className={classes.day}>{day}</span>
  }
  if (!mayChange) return null
  if (step.state === 'open') return <AnyDay {...pressed} />
  return <Waited {...pressed} today={() => set(today)} />
}

function ItsDay({ id, what, disabled, edit, day }: Pressed & { day: string }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      id={id}
      className={classes.setDay}
      aria-label={t('trajectory.namedChange', { what, day })}
      aria-disabled={disabled}
      onClick={() => disabled || edit()}
    >
      {day}
    </button>
  )
}

function AnyDay({ id, what, disabled, edit }: Pressed) {
  const { t } = useTranslation()
  return (
    <IconButton
      icon={IconCalendarPlus}
      id={id}
      label={t('trajectory.namedOther', { what })}
      title={t('trajectory.setDay')}
      disabled={disabled}
      onClick={edit}
    />
  )
}

function Waited({ id, what, disabled, edit, today }: Pressed & { today: () => void }) {
  const { t } = useTranslation()
  return (
    <span className={parts.buttons}>
      <Button id={id} aria-label={t('trajectory.namedToday', { what })} disabled={disabled} onClick={today}>
        {t(disabled ? 'trajectory.saving' : 'trajectory.today')}
      </Button>
      <Button
        look="quiet"
        aria-label={t('trajectory.namedOther', { what })}
        disabled={disabled}
        onClick={edit}
      >
        {t('trajectory.otherDay')}
      </Button>
    </span>
  )
}
