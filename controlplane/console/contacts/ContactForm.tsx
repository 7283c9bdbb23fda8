import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact, ContactFields } from '../../contacts/api.ts'
import { contactRoles } from '../../contacts/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type TypedName, typedNames, typedOf, whatIsWrong, written } from './contactFields.ts'

type Props = {
  /** Undefined: a new one. */
  contact: Contact | undefined
  isOfPlace: boolean
  isSaving: boolean
  error: unknown
  save: (fields: ContactFields) => void
  cancel: () => void
}

/** One contact; what is wrong stands under its field once somebody tries to save. */
export function ContactForm({ contact, isOfPlace, isSaving, error, save, cancel }: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const roles = contactRoles.filter(role => !isOfPlace || role !== 'family')
  const [role, setRole] = useState(contact?.role ?? roles[0]!)
  const [typed, setTyped] = useState(() => typedOf(contact))
  const [isTried, setTried] = useState(false)
  const wrong = isTried ? whatIsWrong(typed) : []
  useEffect(() => form.current?.querySelector('select')?.focus(), [])
  const submit = () => {
    setTried(true)
    const [first] = whatIsWrong(typed)
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    else save({ role, ...written(typed) })
  }
  const title = contact ? t('contacts.changeOf', { name: contact.name }) : t('contacts.addTitle')
  return (
    <Form ref={form} layout="grid" label={title} isBusy={isSaving} submit={submit} cancel={cancel}>
      <h3>{title}</h3>
      <SelectField
        label={t('contacts.fields.role')}
        value={role}
        options={roles.map(value => ({ value, says: t(`contacts.role.${value}`) }))}
        change={setRole}
      />
      {typedNames.map(name => (
        <WayField
          key={name}
          name={name}
          value={typed[name]}
          isWrong={wrong.includes(name)}
          change={value => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <FormFoot
        save={isSaving ? t('contacts.saving') : t('contacts.save')}
        isBusy={isSaving}
        cancel={{ says: t('contacts.cancel'), run: cancel }}
      >
        <Refused error={error} />
      </FormFoot>
    </Form>
  )
}

type FieldProps = { name: TypedName; value: string; isWrong: boolean; change: (value: string) => void }
const kinds = { name: 'text', phone: 'tel', email: 'email', bestHours: 'text' } as const
const longest = { name: 80, phone: 24, email: 120, bestHours: 60 } as const

function WayField({ name, value, isWrong, change }: FieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      label={t(`contacts.fields.${name}`)}
      problem={isWrong && name !== 'bestHours' ? t(`contacts.wrong.${name}`) : undefined}
      name={name}
      type={kinds[name]}
      maxLength={longest[name]}
      placeholder={name === 'name' ? undefined : t(`contacts.hints.${name}`)}
      aria-required={name === 'name'}
      value={value}
      change={change}
    />
  )
}
