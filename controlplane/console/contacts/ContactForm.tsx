import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact, ContactFields } from '../../contacts/api.ts'
import { type ContactRole, contactRoles } from '../../contacts/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import { type Typed, type TypedName, typedNames, whatIsWrong, written } from './contactFields.ts'
import classes from './contacts.module.css'

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
  const [role, setRole] = useState<ContactRole>(contact?.role ?? roles[0]!)
  const [typed, setTyped] = useState<Typed>(() => ({
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    bestHours: contact?.bestHours ?? '',
  }))
  const [isTried, setTried] = useState(false)
  const wrong = isTried ? whatIsWrong(typed) : []
  useEffect(() => form.current?.querySelector('select')?.focus(), [])
  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      aria-label={contact ? t('contacts.changeOf', { name: contact.name }) : t('contacts.addTitle')}
      onKeyDown={event => event.key === 'Escape' && cancel()}
      onSubmit={event => {
        event.preventDefault()
        setTried(true)
        const [first] = whatIsWrong(typed)
        if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
        else save({ role, ...written(typed) })
      }}
    >
      <h3>{contact ? t('contacts.changeOf', { name: contact.name }) : t('contacts.addTitle')}</h3>
      <label className={classes.field}>
        {t('contacts.fields.role')}
        <select
          className={field.input}
          value={role}
          onChange={event => setRole(event.currentTarget.value as ContactRole)}
        >
          {roles.map(role => (
            <option key={role} value={role}>
              {t(`contacts.role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      {typedNames.map(name => (
        <TextField
          key={name}
          name={name}
          value={typed[name]}
          isWrong={wrong.includes(name)}
          change={value => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <div className={classes.buttons}>
        <Button type="submit" look="primary" disabled={isSaving}>
          {isSaving ? t('contacts.saving') : t('contacts.save')}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {t('contacts.cancel')}
        </Button>
        <Refused error={error} />
      </div>
    </form>
  )
}

type FieldProps = { name: TypedName; value: string; isWrong: boolean; change: (value: string) => void }
const kinds = { name: 'text', phone: 'tel', email: 'email', bestHours: 'text' } as const
const longest = { name: 80, phone: 24, email: 120, bestHours: 60 } as const

function TextField({ name, value, isWrong, change }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t(`contacts.fields.${name}`)}</label>
      <input
        id={id}
        name={name}
        type={kinds[name]}
        className={field.input}
        value={value}
        maxLength={longest[name]}
        autoComplete="off"
        placeholder={name === 'name' ? undefined : t(`contacts.hints.${name}`)}
        aria-required={name === 'name'}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={event => change(event.currentTarget.value)}
      />
      {isWrong && name !== 'bestHours' && <p id={`${id}-wrong`}>{t(`contacts.wrong.${name}`)}</p>}
    </div>
  )
}
