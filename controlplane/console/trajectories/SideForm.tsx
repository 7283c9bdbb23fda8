import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { SideFields } from '../../trajectories/api.ts'
import { placesOf, type Side } from '../../trajectories/side/rules.ts'
import { tell, whereOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useWhy } from '../data/refusals/useWhy.ts'
import { offerUndo } from '../data/undo.ts'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import { SetPicker } from './SetPicker.tsx'
import { useChange } from './useTrajectory.ts'

type Props = {
  trajectory: TrajectoryDetail
  side: Side
  close: () => void
  /** Id of what has the focus when it was undone. */
  returnTo: string
}

/** Another set or another place for a side; an empty field takes it away. */
export function SideForm({ trajectory, side, close, returnTo }: Props) {
  const { t } = useTranslation()
  const { code } = trajectory
  const before: SideFields = { set: trajectory[side].set, location: trajectory[side].place?.code ?? null }
  const [set, setSet] = useState(before.set ?? '')
  const [location, setLocation] = useState(before.location)
  const change = useChange(code, (fields: SideFields) =>
    tell('PUT /api/trajectories/:code/sides/:side', { code, side }, fields),
  )
  const why = useWhy(change.error)
  const isOfSet = whereOf(change.error) === set
  const save = () => {
    const fields = { set: set.trim().toUpperCase() || null, location }
    change.mutate(fields, {
      onSuccess: () => {
        close()
        const undo = () => change.mutateAsync(before)
        offerUndo(t(`trajectory.sideSaved.${side}`), undo, returnTo)
      },
    })
  }
  return (
    <Form
      layout="inset"
      label={t(`trajectory.sideForm.${side}`)}
      isBusy={change.isPending}
      submit={save}
      cancel={close}
    >
      <SetPicker
        side={side}
        of={code}
        label={t('trajectory.newSet')}
        value={set}
        change={text => {
          setSet(text)
          if (change.error) change.reset()
        }}
        problem={isOfSet ? why?.says : undefined}
        ref={focusOnceDrawn}
      />
      {before.set !== null && set !== before.set && set !== '' && (
        <p className={ui.soft}>{t('trajectory.swapNote')}</p>
      )}
      <PlacePicker kind={placesOf(side)} label={t('trajectory.at')} value={location} onChange={setLocation} />
      <FormFoot
        save={t(change.isPending ? 'trajectory.saving' : 'trajectory.save')}
        isBusy={change.isPending}
        cancel={{ says: t('trajectory.cancel'), run: close }}
      />
      {!isOfSet && <Refused error={change.error} />}
    </Form>
  )
}
