import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewLocation } from '../../locations/api.ts'
import { type LocationKind, locationKinds } from '../../locations/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Page } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'

export function NewPlacePage() {
  const { t } = useTranslation()
  const may = useMay('registerLocations')
  return (
    <Page name={t('places.new.add')} headline={t('places.new.title')}>
      {may.may ? <NewPlaceForm /> : <p>{may.reason}</p>}
    </Page>
  )
}

type Typed = { code: string; kind: LocationKind; name: string; municipality: string }

/** Enough to find it again; the rest is filled in on its page. A home has no name. */
function NewPlaceForm() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Typed>({ code: '', kind: 'school', name: '', municipality: '' })
  const make = useMakePlace()
  const set = (part: Partial<Typed>) => {
    make.reset()
    setTyped({ ...typed, ...part })
  }
  const isTaken = make.data?.known === 1
  const { code, kind, name, municipality } = typed
  const submit = () => make.mutate(placeOf(typed))
  return (
    <Form layout="page" label={t('places.new.title')} isBusy={make.isPending || isTaken} submit={submit}>
      <TextField
        label={t('places.new.code')}
        required
        written={{ pattern: '[A-Z0-9][A-Z0-9-]{1,31}', says: t('places.new.codeWritten') }}
        problem={isTaken ? t('places.new.taken', { code }) : undefined}
        maxLength={32}
        ref={focusOnceDrawn}
        value={code}
        change={code => set({ code: code.toUpperCase() })}
      />
      <SelectField
        label={t('places.new.kind')}
        value={kind}
        options={locationKinds.map(value => ({ value, says: t(`places.kind.${value}`) }))}
        change={kind => set({ kind })}
      />
      {kind !== 'home' && (
        <TextField
          label={t('places.fields.name')}
          maxLength={120}
          value={name}
          change={name => set({ name })}
        />
      )}
      <TextField
        label={t('places.fields.municipality')}
        maxLength={80}
        value={municipality}
        change={municipality => set({ municipality })}
      />
      <FormFoot save={make.isPending ? t('places.saving') : t('places.new.save')} isBusy={make.isPending}>
        <Link to="/locations" className={buttonLook('quiet')}>
          {t('places.new.cancel')}
        </Link>
      </FormFoot>
      <Refused error={make.error} />
    </Form>
  )
}

/** Makes it and goes to its page, unless it is there already. */
function useMakePlace() {
  const navigate = useNavigate()
  return useMutation({
    networkMode: 'always',
    mutationFn: (item: NewLocation) => tell('POST /api/locations', {}, { items: [item] }),
    onSuccess: ({ registered }, { code }) =>
      registered > 0 && navigate({ to: '/locations/$code', params: { code } }),
  })
}

function placeOf({ code, kind, name, municipality }: Typed): NewLocation {
  return {
    code,
    kind,
    name: kind === 'home' ? null : name.trim() || null,
    municipality: municipality.trim() || null,
    provider: null,
  }
}
