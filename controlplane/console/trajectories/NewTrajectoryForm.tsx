import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { refusalsOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import type { ShownCode } from '../data/refusals/codes.ts'
import { useRefusalWords } from '../data/refusals/useWhy.ts'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { buttonLook } from '../ui/Button.tsx'
import { Choices } from '../ui/Choices.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { TextField } from '../ui/TextField.tsx'
import { CounsellorField, LevelField, SchoolYearField } from './FieldChoices.tsx'
import classes from './newTrajectory.module.css'
import type { Draft } from './newTrajectory.ts'
import { SetPicker } from './SetPicker.tsx'

type Props = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  save: () => void
  isSaving: boolean
  error: unknown
}

/** In the order in which it is said on the phone; Enter saves from every field but those that a scanner fills in. */
export function NewTrajectoryForm({ draft, change, save, isSaving, error }: Props) {
  const { t } = useTranslation()
  const says = useRefusalWords()
  const refusals = refusalsOf(error)
  const problem = (set: string) => {
    const found = set === '' ? undefined : refusals.find(({ where }) => where === set.trim().toUpperCase())
    return found && says(found.error as ShownCode, found.where).says
  }
  const isShown = refusals.every(({ where }) => where === draft.schoolSet || where === draft.homeSet)
  return (
    <Form layout="page" label={t('trajectories.new.page')} isBusy={isSaving} submit={save}>
      <ChildFields draft={draft} change={change} />
      <fieldset className={classes.part}>
        <legend>{t('trajectories.new.sets')}</legend>
        <div className={classes.fields}>
          <SetPicker
            side="school"
            of={null}
            label={t('trajectories.new.schoolSet')}
            value={draft.schoolSet}
            change={schoolSet => change({ schoolSet })}
            problem={problem(draft.schoolSet)}
          />
          <SetPicker
            side="home"
            of={null}
            label={t('trajectories.new.homeSet')}
            value={draft.homeSet}
            change={homeSet => change({ homeSet })}
            problem={problem(draft.homeSet)}
          />
          <WhereFields draft={draft} change={change} />
        </div>
      </fieldset>
      <WhoAndWhen draft={draft} change={change} />
      <FormFoot save={t(isSaving ? 'trajectories.new.saving' : 'trajectories.new.save')} isBusy={isSaving}>
        <Link to="/trajectories" className={buttonLook('quiet')}>
          {t('trajectories.new.cancel')}
        </Link>
      </FormFoot>
      {!(isShown && refusals.length > 0) && <Refused error={error} />}
    </Form>
  )
}

type PartProps = Pick<Props, 'draft' | 'change'>

function ChildFields({ draft, change }: PartProps) {
  const { t } = useTranslation()
  const needsName = draft.className.trim() !== '' && draft.firstName.trim() === ''
  return (
    <fieldset className={classes.part}>
      <legend>{t('trajectories.new.child')}</legend>
      <div className={classes.fields}>
        <TextField
          label={t('trajectories.new.firstName')}
          hint={needsName ? t('trajectories.new.classNeedsName') : undefined}
          placeholder={t('trajectories.new.firstNameHint')}
          value={draft.firstName}
          maxLength={60}
          required={needsName}
          ref={focusOnceDrawn}
          change={firstName => change({ firstName })}
        />
        <TextField
          label={t('trajectories.new.className')}
          placeholder={t('trajectories.new.classHint')}
          value={draft.className}
          maxLength={30}
          change={className => change({ className })}
        />
        <div className={classes.wide}>
          <PlacePicker
            kind="school"
            label={t('trajectories.new.school')}
            value={draft.school}
            onChange={school => change({ school })}
          />
        </div>
        <LevelField level={draft.level} change={level => change({ level })} school={draft.school} />
      </div>
    </fieldset>
  )
}

/** Only a hospital has a name here; of a home no more is asked than its municipality. */
function WhereFields({ draft, change }: PartProps) {
  const { t } = useTranslation()
  return (
    <>
      <Choices
        label={t('trajectories.new.where')}
        isLabelShown
        options={(['home', 'hospital'] as const).map(value => ({
          value,
          says: t(`trajectories.new.at.${value}`),
        }))}
        chosen={draft.at}
        choose={at => change({ at })}
      />
      {draft.at === 'home' ? (
        <TextField
          label={t('trajectories.new.municipality')}
          value={draft.municipality}
          maxLength={80}
          change={municipality => change({ municipality })}
        />
      ) : (
        <PlacePicker
          kind="hospital"
          label={t('trajectories.new.hospital')}
          value={draft.hospital}
          onChange={hospital => change({ hospital })}
        />
      )}
    </>
  )
}

function WhoAndWhen({ draft, change }: PartProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.part}>
      <legend>{t('trajectories.new.more')}</legend>
      <div className={classes.fields}>
        <CounsellorField account={draft.counsellor} change={counsellor => change({ counsellor })} />
        <SchoolYearField year={draft.schoolYear} change={schoolYear => change({ schoolYear })} />
        <DateField
          label={t('trajectories.new.requestedOn')}
          required
          day={draft.requestedOn}
          change={requestedOn => change({ requestedOn })}
        />
      </div>
    </fieldset>
  )
}
