import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { whereOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useWhy } from '../data/refusals/useWhy.ts'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { Button, buttonLook } from '../ui/Button.tsx'
import { Choices } from '../ui/Choices.tsx'
import field from '../ui/field.module.css'
import ui from '../ui/ui.module.css'
import { CounsellorField, LevelField, SchoolYearField } from './FieldChoices.tsx'
import classes from './form.module.css'
import type { Draft } from './newTrajectory.ts'
import { SetPicker } from './SetPicker.tsx'
import { TextField } from './TextField.tsx'

type Props = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  save: () => void
  isSaving: boolean
  error: unknown
}

/** In the order in which it is said on the phone; Enter saves from every field. */
export function NewTrajectoryForm({ draft, change, save, isSaving, error }: Props) {
  const { t } = useTranslation()
  const why = useWhy(error)
  const refused = whereOf(error)
  const problem = (where: string | null) =>
    where && refused === where.trim().toUpperCase() ? why?.says : undefined
  const isShown = [draft.homeSet, draft.schoolSet].some(label => problem(label) !== undefined)
  return (
    <form
      className={classes.form}
      aria-label={t('trajectories.new.page')}
      onSubmit={event => {
        event.preventDefault()
        if (!isSaving) save()
      }}
    >
      <ChildFields draft={draft} change={change} />
      <fieldset>
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
      <div className={classes.choice}>
        <Button type="submit" look="primary" disabled={isSaving}>
          {isSaving ? t('trajectories.new.saving') : t('trajectories.new.save')}
        </Button>
        <Link to="/trajectories" className={buttonLook('quiet')}>
          {t('trajectories.new.cancel')}
        </Link>
      </div>
      {!isShown && <Refused error={error} />}
    </form>
  )
}

type PartProps = Pick<Props, 'draft' | 'change'>

function ChildFields({ draft, change }: PartProps) {
  const { t } = useTranslation()
  const needsName = draft.className.trim() !== '' && draft.firstName.trim() === ''
  return (
    <fieldset>
      <legend>{t('trajectories.new.child')}</legend>
      <div className={classes.fields}>
        <TextField
          label={t('trajectories.new.firstName')}
          hint={t('trajectories.new.firstNameHint')}
          value={draft.firstName}
          longest={60}
          isFirst
          isRequired={needsName}
          change={firstName => change({ firstName })}
        >
          {needsName && <p className={ui.soft}>{t('trajectories.new.classNeedsName')}</p>}
        </TextField>
        <TextField
          label={t('trajectories.new.className')}
          hint={t('trajectories.new.classHint')}
          value={draft.className}
          longest={30}
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
          longest={80}
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
  const day = useId()
  return (
    <fieldset>
      <legend>{t('trajectories.new.more')}</legend>
      <div className={classes.fields}>
        <CounsellorField account={draft.counsellor} change={counsellor => change({ counsellor })} />
        <SchoolYearField year={draft.schoolYear} change={schoolYear => change({ schoolYear })} />
        <div className={classes.field}>
          <label htmlFor={day}>{t('trajectories.new.requestedOn')}</label>
          <input
            id={day}
            type="date"
            className={field.input}
            required
            value={draft.requestedOn}
            onChange={event => change({ requestedOn: event.currentTarget.value })}
          />
        </div>
      </div>
    </fieldset>
  )
}
