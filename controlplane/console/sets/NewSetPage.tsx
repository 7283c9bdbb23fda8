import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewSet } from '../../sets/api.ts'
import { setKinds } from '../../sets/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { ComponentFields, trimmed } from '../parts/ComponentFields.tsx'
import { useMay } from '../session/useMay.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Page } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'

export function NewSetPage() {
  const { t } = useTranslation()
  const may = useMay('registerSets')
  return (
    <Page name={t('sets.new.add')} headline={t('sets.new.title')}>
      {may.may ? <NewSetForm /> : <p>{may.reason}</p>}
    </Page>
  )
}

/** Its label, what it is for and what it is made of; then its page. */
function NewSetForm() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [set, setSet] = useState<NewSet>({ label: '', kind: 'school', components: [] })
  const make = useMutation({
    networkMode: 'always',
    mutationFn: (item: NewSet) => tell('POST /api/sets', {}, { items: [item] }),
    onSuccess: ({ registered }, { label }) =>
      registered > 0 && navigate({ to: '/sets/$label', params: { label } }),
  })
  const change = (part: Partial<NewSet>) => {
    make.reset()
    setSet({ ...set, ...part })
  }
  const isTaken = make.data?.known === 1
  const submit = () => make.mutate({ ...set, components: trimmed(set.components) })
  return (
    <Form layout="page" label={t('sets.new.title')} isBusy={make.isPending || isTaken} submit={submit}>
      <TextField
        label={t('sets.new.label')}
        required
        isScanned
        written={{ pattern: '[A-Z0-9][A-Z0-9-]{1,31}', says: t('sets.new.labelWritten') }}
        problem={isTaken ? t('sets.new.taken', { label: set.label }) : undefined}
        maxLength={32}
        ref={focusOnceDrawn}
        value={set.label}
        change={label => change({ label: label.toUpperCase() })}
      />
      <SelectField
        label={t('sets.new.kind')}
        value={set.kind}
        options={setKinds.map(value => ({ value, says: t(`kind.${value}`) }))}
        change={kind => change({ kind })}
      />
      <ComponentFields components={set.components} change={components => change({ components })} />
      <FormFoot save={make.isPending ? t('component.saving') : t('sets.new.save')} isBusy={make.isPending}>
        <Link to="/sets" className={buttonLook('quiet')}>
          {t('sets.new.cancel')}
        </Link>
      </FormFoot>
      <Refused error={make.error} />
    </Form>
  )
}
