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
  /** Id of why the person may change nothing here; undefined: they may. */
  refusedBy: string | undefined
  isPending: boolean
  set: (day: string) => void
  edit: () => void
}
/** What every button of a step has: which step it is of, what it is called, and whether it may be pressed. */
type Pressed = { id: string; what: string; gate: Gate; edit: () => void }
type Gate = { 'aria-disabled': boolean; 'aria-describedby': string | undefined }

/** What may be done with a step now: change its day, say that it is today, or put it on a day already. */
export function StepButtons({ step, what, refusedBy, isPending, set, edit }: Props) {
  const formats = useFormats()
  const today = useToday()
  const isRefused = refusedBy !== undefined || isPending
  const pressed: Pressed = {
    id: stepId(step),
    what,
    gate: { 'aria-disabled': isRefused, 'aria-describedby': refusedBy },
    edit: () => isRefused || edit(),
  }
  if (step.day !== null) {
    const day = formats.date(noonOf(step.day))
    return refusedBy === undefined ? (
      <ItsDay {...pressed} day={day} />
    ) : (
      <span className={classes.day}>{day}</span>
    )
  }
  if (step.state === 'open') return refusedBy === undefined ? <AnyDay {...pressed} /> : null
  return <Waited {...pressed} isPending={isPending} today={() => isRefused || set(today)} />
}

function ItsDay({ id, what, gate, edit, day }: Pressed & { day: string }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      id={id}
      className={classes.setDay}
      aria-label={t('trajectory.namedChange', { what, day })}
      onClick={edit}
      {...gate}
    >
      {day}
    </button>
  )
}

function AnyDay({ id, what, gate, edit }: Pressed) {
  const { t } = useTranslation()
  return (
    <IconButton
      icon={IconCalendarPlus}
      id={id}
      label={t('trajectory.namedOther', { what })}
      title={t('trajectory.setDay')}
      onClick={edit}
      {...gate}
    />
  )
}

function Waited({
  id,
  what,
  gate,
  edit,
  isPending,
  today,
}: Pressed & { isPending: boolean; today: () => void }) {
  const { t } = useTranslation()
  return (
    <span className={parts.buttons}>
      <Button id={id} aria-label={t('trajectory.namedToday', { what })} onClick={today} {...gate}>
        {t(isPending ? 'trajectory.saving' : 'trajectory.today')}
      </Button>
      <Button look="quiet" aria-label={t('trajectory.namedOther', { what })} onClick={edit} {...gate}>
        {t('trajectory.otherDay')}
      </Button>
    </span>
  )
}
