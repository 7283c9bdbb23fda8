import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationFields } from '../../locations/api.ts'
import { schoolLevels } from '../../locations/rules.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { refusalOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import { type FactName, factsOf, longestFact, type WrongFact, wrongFacts } from './facts.ts'
import classes from './places.module.css'
import { fieldsOf } from './usePlaces.ts'

type Props = {
  place: LocationDetail
  isSaving: boolean
  error: unknown
  save: (fields: LocationFields) => void
  cancel: () => void
}

/** What is wrong stands under its field once somebody tries to save. */
export function FactsForm({ place, isSaving, error, save, cancel }: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [level, setLevel] = useState(place.level)
  const [typed, setTyped] = useState<Record<FactName, string>>(() => ({
    name: place.name ?? '',
    municipality: place.municipality ?? '',
    provider: place.provider ?? '',
    institutionNo: place.institutionNo ?? '',
    siteNo: place.siteNo ?? '',
  }))
  const [isTried, setTried] = useState(false)
  const isTaken = refusalOf(error) === 'number_taken'
  const wrong: Partial<Record<FactName, WrongFact>> = {
    ...(isTaken && { institutionNo: 'number_taken' }),
    ...(isTried && wrongFacts(typed)),
  }
  const sayWrong = (what: WrongFact | undefined) => {
    if (what === 'half_a_number' || what === 'number_taken') return t(`refusal.${what}.says`)
    return what && t(`places.wrong.${what}`)
  }
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const said = (name: FactName) => typed[name].trim() || null
  const submit = () => {
    setTried(true)
    const [first] = Object.keys(wrongFacts(typed))
    if (first) return form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    const words = { name: said('name'), municipality: said('municipality'), provider: said('provider') }
    const numbers = { institutionNo: said('institutionNo'), siteNo: said('siteNo'), level }
    save({ ...fieldsOf(place), ...words, ...numbers })
  }
  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      aria-label={t('places.changeFacts')}
      onKeyDown={event => event.key === 'Escape' && cancel()}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {factsOf(place.kind).map(name => (
        <TextField
          key={name}
          name={name}
          value={typed[name]}
          wrong={sayWrong(wrong[name])}
          change={value => setTyped({ ...typed, [name]: value })}
        />
      ))}
      {place.kind === 'school' && <LevelField level={level} change={setLevel} />}
      <Buttons isSaving={isSaving} cancel={cancel} />
      <Refused error={isTaken ? undefined : error} />
    </form>
  )
}

export function Buttons({ isSaving, cancel }: { isSaving: boolean; cancel: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.buttons}>
      <Button type="submit" look="primary" disabled={isSaving}>
        {isSaving ? t('places.saving') : t('places.save')}
      </Button>
      <Button look="quiet" onClick={cancel}>
        {t('places.cancel')}
      </Button>
    </div>
  )
}

function LevelField({
  level,
  change,
}: {
  level: LocationDetail['level']
  change: (level: LocationDetail['level']) => void
}) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('places.fields.level')}</label>
      <select
        id={id}
        className={field.input}
        value={level ?? ''}
        onChange={event => change(schoolLevels.find(each => each === event.currentTarget.value) ?? null)}
      >
        <option value="">{t('places.levelNone')}</option>
        {schoolLevels.map(each => (
          <option key={each} value={each}>
            {t(`places.level.${each}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

type FieldProps = {
  name: FactName
  value: string
  wrong: string | undefined
  change: (value: string) => void
}

function TextField({ name, value, wrong, change }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t(`places.fields.${name}`)}</label>
      <div>
        <input
          id={id}
          name={name}
          className={field.input}
          value={value}
          maxLength={longestFact[name]}
          inputMode={name.endsWith('No') ? 'numeric' : undefined}
          autoComplete="off"
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
          onChange={event => change(event.currentTarget.value)}
        />
        {wrong !== undefined && (
          <p id={`${id}-wrong`} className={admin.failure}>
            {wrong}
          </p>
        )}
      </div>
    </div>
  )
}
