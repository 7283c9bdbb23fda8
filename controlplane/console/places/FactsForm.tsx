import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationFields } from '../../locations/api.ts'
import { type SchoolLevel, schoolLevels } from '../../locations/rules.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { refusalOf } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type FactName, factsOf, longestFact, type WrongFact, wrongFacts } from './facts.ts'
import { PlaceFoot } from './PlaceFoot.tsx'
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
  const [typed, setTyped] = useState(() => typedOf(place))
  const [isTried, setTried] = useState(false)
  const isTaken = refusalOf(error) === 'number_taken'
  const wrong: Partial<Record<FactName, WrongFact>> = {
    ...(isTaken && { institutionNo: 'number_taken' }),
    ...(isTried && wrongFacts(typed)),
  }
  const sayWrong = useWrongWords()
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const submit = () => {
    setTried(true)
    const [first] = Object.keys(wrongFacts(typed))
    if (first) return form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    save({ ...fieldsOf(place), ...saidOf(typed), level })
  }
  const label = t('places.changeFacts')
  return (
    <Form ref={form} layout="inset" label={label} isBusy={isSaving} submit={submit} cancel={cancel}>
      {factsOf(place.kind).map(name => (
        <TextField
          key={name}
          label={t(`places.fields.${name}`)}
          isBeside
          name={name}
          maxLength={longestFact[name]}
          inputMode={name.endsWith('No') ? 'numeric' : undefined}
          problem={sayWrong(wrong[name])}
          value={typed[name]}
          change={value => setTyped({ ...typed, [name]: value })}
        />
      ))}
      {place.kind === 'school' && <LevelField level={level} change={setLevel} />}
      <PlaceFoot isSaving={isSaving} cancel={cancel} />
      <Refused error={isTaken ? undefined : error} />
    </Form>
  )
}

type LevelProps = { level: LocationDetail['level']; change: (level: LocationDetail['level']) => void }

function LevelField({ level, change }: LevelProps) {
  const { t } = useTranslation()
  return (
    <SelectField<SchoolLevel | ''>
      label={t('places.fields.level')}
      isBeside
      value={level ?? ''}
      options={[
        { value: '', says: t('places.levelNone') },
        ...schoolLevels.map(value => ({ value, says: t(`places.level.${value}`) })),
      ]}
      change={level => change(level || null)}
    />
  )
}

function useWrongWords() {
  const { t } = useTranslation()
  return (what: WrongFact | undefined) => {
    if (what === 'half_a_number' || what === 'number_taken') return t(`refusal.${what}.says`)
    return what && t(`places.wrong.${what}`)
  }
}

type Typed = Record<FactName, string>

function typedOf({ name, municipality, provider, institutionNo, siteNo }: LocationDetail): Typed {
  return {
    name: name ?? '',
    municipality: municipality ?? '',
    provider: provider ?? '',
    institutionNo: institutionNo ?? '',
    siteNo: siteNo ?? '',
  }
}

function saidOf({ name, municipality, provider, institutionNo, siteNo }: Typed) {
  return {
    name: name.trim() || null,
    municipality: municipality.trim() || null,
    provider: provider.trim() || null,
    institutionNo: institutionNo.trim() || null,
    siteNo: siteNo.trim() || null,
  }
}
