import { IconAlertTriangleFilled, IconCheck, IconCircle, IconCircleDashed } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { takeLostFocusTo } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { noonOf } from '../ui/wallClock.ts'
import { DayForm } from './DayForm.tsx'
import classes from './lanes.module.css'
import { StepButtons } from './StepButtons.tsx'
import { type Step, stepId } from './stages.ts'
import { useChange, useMilestoneSays } from './useTrajectory.ts'

type Props = {
  code: string
  step: Step
  isLate: boolean
  mayChange: boolean
}

/** One milestone of one side: what and when, and one tap to say that it is today. */
export function MilestoneStep({ code, step, isLate, mayChange }: Props) {
  const { t } = useTranslation()
  const what = useMilestoneSays()(step)
  const { set, error, isPending } = useSetDay(code, step, what)
  const [isEditing, setEditing] = useState(false)
  const state = step.state === 'waited' && isLate ? 'late' : step.state
  const close = () => {
    setEditing(false)
    takeLostFocusTo(stepId(step))
  }
  return (
    <div className={classes.step} data-state={state}>
      <StepIcon state={state} />
      <span className={classes.what}>
        <span className={classes.name}>{t(`trajectories.milestone.${step.name}`)}</span>
        {step.side !== null && <span className={classes.side}> ({t(`trajectories.side.${step.side}`)})</span>}
        <span className={ui.hidden}>: {t(`trajectory.state.${state}`)}</span>
      </span>
      {isEditing ? (
        <DayForm
          what={what}
          day={step.day}
          save={day => {
            setEditing(false)
            set(day)
          }}
          cancel={close}
        />
      ) : (
        <StepButtons
          step={step}
          what={what}
          mayChange={mayChange}
          isPending={isPending}
          set={set}
          edit={() => setEditing(true)}
        />
      )}
      <Refused error={error} />
    </div>
  )
}

/** Sets the day, and offers to put back what was there. */
function useSetDay(code: string, { name, side, day: before }: Step, what: string) {
  const { t } = useTranslation()
  const formats = useFormats()
  const change = useChange(code, (day: string | null) =>
    tell('POST /api/trajectories/:code/milestones', { code }, { name, side, day }),
  )
  const set = (day: string | null) => {
    const says =
      day === null
        ? t('trajectory.takenBack', { what })
        : t('trajectory.saved', { what, day: formats.date(noonOf(day)) })
    const undo = () => change.mutateAsync(before)
    change.mutate(day, { onSuccess: () => offerUndo(says, undo, stepId({ name, side })) })
  }
  return { set, error: change.error, isPending: change.isPending }
}

const icons = {
  done: IconCheck,
  late: IconAlertTriangleFilled,
  waited: IconCircle,
  open: IconCircleDashed,
} as const

function StepIcon({ state }: { state: keyof typeof icons }) {
  const Icon = icons[state]
  return (
    <span className={classes.node}>
      <Icon size={16} aria-hidden />
    </span>
  )
}
