import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HomeAddress } from '../../locations/address/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawnIfLost } from '../ui/focus.ts'
import { TextField } from '../ui/TextField.tsx'

type Part = keyof HomeAddress
/** As long as the contract lets them be. */
const longest: Record<Part, number> = { street: 120, number: 20, postcode: 4, municipality: 80, note: 200 }
const hints: { [Each in Part]?: 'postcodeHint' | 'noteHint' } = { postcode: 'postcodeHint', note: 'noteHint' }
const parts = Object.keys(longest) as Part[]

type Props = {
  code: string
  address: HomeAddress | null
  saved: (address: HomeAddress) => void
  cancel: () => void
}

/** Everything but how to get in must be filled in. */
export function AddressForm({ code, address, saved, cancel }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Record<Part, string>>({
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
  const submit = () => save.mutate({ ...typed, note: typed.note.trim() || null })
  return (
    <Form layout="inset" isBusy={save.isPending} submit={submit} cancel={cancel}>
      {parts.map((part, order) => (
        <PartField
          key={part}
          part={part}
          value={typed[part]}
          isFirst={order === 0}
          change={value => setTyped({ ...typed, [part]: value })}
        />
      ))}
      <FormFoot
        save={save.isPending ? t('admin.address.saving') : t('admin.address.save')}
        isBusy={save.isPending}
        cancel={{ says: t('admin.cancel'), run: cancel }}
      />
      <Refused error={save.error} />
    </Form>
  )
}

type PartProps = { part: Part; value: string; isFirst: boolean; change: (value: string) => void }

function PartField({ part, value, isFirst, change }: PartProps) {
  const { t } = useTranslation()
  const hint = hints[part] && t(`admin.address.${hints[part]}`)
  return (
    <TextField
      label={t(`admin.address.${part}`)}
      isBeside
      required={part !== 'note'}
      maxLength={longest[part]}
      written={
        part === 'postcode' ? { pattern: '[0-9]{4}', says: t('admin.address.postcodeHint') } : undefined
      }
      inputMode={part === 'postcode' ? 'numeric' : undefined}
      placeholder={hint}
      ref={isFirst ? focusOnceDrawnIfLost : undefined}
      value={value}
      change={change}
    />
  )
}
