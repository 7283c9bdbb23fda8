import { IconMail, IconPencil, IconPhone, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../contacts/api.ts'
import { dialled } from '../../contacts/rules.ts'
import { IconButton } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import classes from './contacts.module.css'

type Props = {
  contacts: readonly Contact[]
  /** Undefined: the person may not. */
  change: ((contact: Contact) => void) | undefined
  remove: ((contact: Contact) => void) | undefined
}

export function ContactList({ contacts, change, remove }: Props) {
  const { t } = useTranslation()
  return (
    <ul className={classes.list}>
      {contacts.map(contact => (
        <li key={contact.id}>
          <ContactLines contact={contact} />
          {change && remove && (
            <span className={classes.actions}>
              <IconButton
                icon={IconPencil}
                title={t('contacts.change')}
                label={t('contacts.changeOf', { name: contact.name })}
                onClick={() => change(contact)}
              />
              <IconButton
                icon={IconX}
                title={t('contacts.remove')}
                label={t('contacts.removeOf', { name: contact.name })}
                onClick={() => remove(contact)}
              />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Who it is, and every way to reach them in one press. */
export function ContactLines({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { name, role, phone, email, bestHours } = contact
  return (
    <div data-contact={role}>
      <p>
        <span className={classes.name}>{name}</span>{' '}
        <span className={ui.soft}>{t(`contacts.role.${role}`)}</span>
      </p>
      <p className={classes.ways}>
        {phone !== null && (
          <a href={`tel:${dialled(phone)}`} aria-label={t('contacts.call', { name, phone })}>
            <IconPhone size={16} aria-hidden />
            {phone}
          </a>
        )}
        {email !== null && (
          <a href={`mailto:${encodeURIComponent(email)}`} aria-label={t('contacts.mail', { name, email })}>
            <IconMail size={16} aria-hidden />
            {email}
          </a>
        )}
        {bestHours !== null && <span className={ui.soft}>{bestHours}</span>}
      </p>
    </div>
  )
}
