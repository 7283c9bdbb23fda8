import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { TrajectoryFields } from '../../trajectories/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Panel } from '../ui/Panel.tsx'
import { schoolYearNow, schoolYearSays } from './days.ts'
import { CounsellorField, LevelField, SchoolYearField } from './FieldChoices.tsx'
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
    <Panel id="fields" title={t('trajectory.fields')}>
      {isChanging ? (
        <FieldsForm trajectory={trajectory} close={close} />
      ) : (
        <>
          <Facts>
            <Fact label={t('trajectory.level')}>
              {t(level ? `places.level.${level}` : 'trajectories.new.levelUnknown')}
            </Fact>
            <Fact label={t('trajectory.schoolYear')}>
              {schoolYear === null ? t('unknown.word') : schoolYearSays(schoolYear)}
            </Fact>
            <Fact label={t('trajectory.counsellor')}>{counsellor?.firstName ?? t('trajectory.nobody')}</Fact>
          </Facts>
          <GatedButton policy="changeTrajectories" id={changeId} onClick={() => setChanging(true)}>
            {t('trajectory.changeFields')}
          </GatedButton>
        </>
      )}
    </Panel>
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
    <Form
      layout="inset"
      label={t('trajectory.changeFields')}
      isBusy={change.isPending}
      submit={save}
      cancel={close}
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
      <FormFoot
        save={t(change.isPending ? 'trajectory.saving' : 'trajectory.save')}
        isBusy={change.isPending}
        cancel={{ says: t('trajectory.cancel'), run: close }}
      />
      <Refused error={change.error} />
    </Form>
  )
}
