import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HomeAddress } from '../../locations/address/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import inputs from '../ui/field.module.css'
import { focusOnceDrawnIfLost } from '../ui/focus.ts'
import classes from './address.module.css'

type Field = keyof HomeAddress
/** As long as the contract lets them be. */
const longest: Record<Field, number> = { street: 120, number: 20, postcode: 4, municipality: 80, note: 200 }
const hints = { postcode: 'postcodeHint', note: 'noteHint' } as const
const fields = Object.keys(longest) as Field[]

type Props = {
  code: string
  address: HomeAddress | null
  saved: (address: HomeAddress) => void
  cancel: () => void
}

/** Everything but how to get in must be filled in. */
export function AddressForm({ code, address, saved, cancel }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Record<Field, string>>({
    street: address?.street ?? '',
    number: address?.number ?? '',
    postcode: address?.postcode ?? '',
    municipality: address?.municipality ?? '',
    note: address?.note ?? '',
  })
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (body: HomeAddress) => tell('PUT /api/locations/:code/address', { code }, body),
    onSuccess: (_, body) => saved(body),
  })
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        save.mutate({ ...typed, note: typed.note.trim() || null })
      }}
    >
      {fields.map((field, order) => (
        <TextField
          key={field}
          field={field}
          value={typed[field]}
          isFirst={order === 0}
          change={value => setTyped({ ...typed, [field]: value })}
        />
      ))}
      <div className={classes.look}>
        <Button type="submit" look="primary" disabled={save.isPending}>
          {save.isPending ? t('admin.address.saving') : t('admin.address.save')}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {t('admin.cancel')}
        </Button>
      </div>
      <Refused error={save.error} />
    </form>
  )
}

type TextFieldProps = { field: Field; value: string; isFirst: boolean; change: (value: string) => void }

function TextField({ field, value, isFirst, change }: TextFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const hint = field === 'postcode' || field === 'note' ? hints[field] : undefined
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t(`admin.address.${field}`)}</label>
      <input
        id={id}
        className={inputs.input}
        value={value}
        required={field !== 'note'}
        maxLength={longest[field]}
        pattern={field === 'postcode' ? '[0-9]{4}' : undefined}
        inputMode={field === 'postcode' ? 'numeric' : undefined}
        title={hint && t(`admin.address.${hint}`)}
        placeholder={hint && t(`admin.address.${hint}`)}
        autoComplete="off"
        ref={isFirst ? focusOnceDrawnIfLost : undefined}
        onChange={event => change(event.currentTarget.value)}
      />
    </div>
  )
}
