import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { TrajectoryFields } from '../../trajectories/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { schoolYearNow, schoolYearSays } from './days.ts'
import { CounsellorField, LevelField, SchoolYearField } from './FieldChoices.tsx'
import form from './form.module.css'
import classes from './trajectory.module.css'
import { useChange } from './useTrajectory.ts'

const changeId = 'change-fields'

/** Level, school year and whose it is. */
export function Fields({ trajectory }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const [isChanging, setChanging] = useState(false)
  const { level, schoolYear, counsellor } = trajectory
  const close = () => {
    setChanging(false)
    takeLostFocusTo(changeId)
  }
  return (
    <section className={classes.section} aria-labelledby="fields">
      <h2 id="fields">{t('trajectory.fields')}</h2>
      {isChanging ? (
        <FieldsForm trajectory={trajectory} close={close} />
      ) : (
        <>
          <dl className={classes.facts}>
            <div>
              <dt>{t('trajectory.level')}</dt>
              <dd>{t(level ? `places.level.${level}` : 'trajectories.new.levelUnknown')}</dd>
            </div>
            <div>
              <dt>{t('trajectory.schoolYear')}</dt>
              <dd>{schoolYear === null ? t('unknown.word') : schoolYearSays(schoolYear)}</dd>
            </div>
            <div>
              <dt>{t('trajectory.counsellor')}</dt>
              <dd>{counsellor?.firstName ?? t('trajectory.nobody')}</dd>
            </div>
          </dl>
          <GatedButton policy="changeTrajectories" id={changeId} onClick={() => setChanging(true)}>
            {t('trajectory.changeFields')}
          </GatedButton>
        </>
      )}
    </section>
  )
}

function FieldsForm({ trajectory, close }: { trajectory: TrajectoryDetail; close: () => void }) {
  const { t } = useTranslation()
  const { code } = trajectory
  const before: TrajectoryFields = {
    level: trajectory.level,
    schoolYear: trajectory.schoolYear,
    counsellor: trajectory.counsellor?.account ?? null,
  }
  const [typed, setTyped] = useState(before)
  const change = useChange(code, (fields: TrajectoryFields) =>
    tell('PUT /api/trajectories/:code', { code }, fields),
  )
  const save = () =>
    change.mutate(typed, {
      onSuccess: () => {
        close()
        const undo = () => change.mutateAsync(before)
        offerUndo(t('trajectory.fieldsSaved'), undo, changeId)
      },
    })
  return (
    <form
      className={classes.sideForm}
      aria-label={t('trajectory.changeFields')}
      onSubmit={event => {
        event.preventDefault()
        if (!change.isPending) save()
      }}
    >
      <LevelField
        level={typed.level ?? ''}
        school={null}
        change={level => setTyped({ ...typed, level: level || null })}
      />
      <SchoolYearField
        year={typed.schoolYear ?? schoolYearNow()}
        change={schoolYear => setTyped({ ...typed, schoolYear })}
      />
      <CounsellorField
        account={typed.counsellor ?? ''}
        change={counsellor => setTyped({ ...typed, counsellor: counsellor || null })}
      />
      <div className={form.choice}>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {t(change.isPending ? 'trajectory.saving' : 'trajectory.save')}
        </Button>
        <Button look="quiet" onClick={close}>
          {t('trajectory.cancel')}
        </Button>
      </div>
      <Refused error={change.error} />
    </form>
  )
}
