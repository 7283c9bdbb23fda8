import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { NewPause } from '../../trajectories/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { useToday } from '../ui/useToday.ts'
import { addDays, noonOf } from '../ui/wallClock.ts'
import { PauseForm } from './PauseForm.tsx'
import classes from './trajectory.module.css'
import { useChange } from './useTrajectory.ts'

type Pause = TrajectoryDetail['pauses'][number]
const planId = 'plan-pause'

/** Days without lessons: planned, going on and over. */
export function Pauses({ trajectory: { code, pauses } }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const [isPlanning, setPlanning] = useState(false)
  const says = usePauseSays()
  const { add, remove, end, change } = usePauseChanges(code)
  const close = () => {
    setPlanning(false)
    takeLostFocusTo(planId)
  }
  return (
    <Panel id="pauses" title={t('trajectory.pauses')}>
      {pauses.length === 0 && <p className={ui.soft}>{t('trajectory.noPauses')}</p>}
      <ul className={classes.items}>
        {pauses.map(pause => (
          <PauseItem
            key={pause.id}
            pause={pause}
            says={says(pause)}
            remove={() => remove(pause)}
            end={() => end(pause)}
          />
        ))}
      </ul>
      {isPlanning ? (
        <PauseForm
          isSaving={change.isPending}
          error={change.error}
          save={pause => add(pause, () => setPlanning(false))}
          cancel={close}
        />
      ) : (
        <>
          <GatedButton policy="changeTrajectories" id={planId} onClick={() => setPlanning(true)}>
            {t('trajectory.planPause')}
          </GatedButton>
          <Refused error={change.error} />
        </>
      )}
    </Panel>
  )
}

type ItemProps = { pause: Pause; says: string; remove: () => void; end: () => void }

function PauseItem({ pause, says, remove, end }: ItemProps) {
  const { t } = useTranslation()
  const { may } = useMay('changeTrajectories')
  const today = useToday()
  const isNow = pause.fromDay <= today && (pause.untilDay === null || pause.untilDay >= today)
  const isOver = pause.untilDay !== null && pause.untilDay < today
  return (
    <li data-over={isOver}>
      <span>
        {says}
        {isNow && <strong> · {t('trajectory.pauseNow')}</strong>}
      </span>
      {may && !isOver && (
        <span className={classes.buttons}>
          {isNow && pause.fromDay < today && <Button onClick={end}>{t('trajectory.endPause')}</Button>}
          <Button look="quiet" aria-label={t('trajectory.namedRemove', { what: says })} onClick={remove}>
            {t('trajectory.removePause')}
          </Button>
        </span>
      )}
    </li>
  )
}

/** "van 12/11/2026 tot en met 20/11/2026" */
function usePauseSays() {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  return ({ fromDay, untilDay }: NewPause): string => {
    const from = formats.date(noonOf(fromDay))
    if (untilDay !== null) return t('trajectory.pause', { from, until: formats.date(noonOf(untilDay)) })
    return t(fromDay > today ? 'trajectory.pauseOpenAhead' : 'trajectory.pauseOpen', { from })
  }
}

/** `take`: the pause that goes; `put`: the one that comes. */
type Move = { take?: string | undefined; put?: NewPause | undefined }

/** Every change can be undone by the opposite one. */
function usePauseChanges(code: string) {
  const { t } = useTranslation()
  const says = usePauseSays()
  const today = useToday()
  const change = useChange(code, async ({ take, put }: Move) => {
    if (take !== undefined) await tell('DELETE /api/trajectories/:code/pauses/:id', { code, id: take }, {})
    return put && tell('POST /api/trajectories/:code/pauses', { code }, put)
  })
  const run = (move: Move, said: (id: string | undefined) => [says: string, back: Move], then?: () => void) =>
    change.mutate(move, {
      onSuccess: answer => {
        then?.()
        const [says, back] = said(answer?.id)
        offerUndo(says, () => change.mutateAsync(back), planId)
      },
    })
  const fields = ({ fromDay, untilDay }: NewPause): NewPause => ({ fromDay, untilDay })
  return {
    change,
    add: (pause: NewPause, then: () => void) =>
      run({ put: pause }, id => [t('trajectory.pausePlanned', { what: says(pause) }), { take: id }], then),
    remove: (pause: Pause) =>
      run({ take: pause.id }, () => [
        t('trajectory.pauseRemoved', { what: says(pause) }),
        { put: fields(pause) },
      ]),
    end(pause: Pause) {
      const ended = { fromDay: pause.fromDay, untilDay: addDays(today, -1) }
      run({ take: pause.id, put: ended }, id => [
        t('trajectory.pauseEnded', { what: says(ended) }),
        { take: id, put: fields(pause) },
      ])
    },
  }
}
