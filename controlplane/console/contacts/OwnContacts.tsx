import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../contacts/api.ts'
import { contactsMax } from '../../contacts/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { addContactId } from './actions.ts'
import { ContactForm } from './ContactForm.tsx'
import { ContactList } from './ContactList.tsx'
import { useOwnContacts, type Whose } from './useOwnContacts.ts'

/** The contacts that belong here, with what may be done about them. */
export function OwnContacts({ of, found }: { of: Whose; found: readonly Contact[] }) {
  const { t } = useTranslation()
  const policy = 'trajectory' in of ? 'changeContacts' : 'changePlaceContacts'
  const may = useMay(policy).may
  const [open, setOpen] = useState<Contact | 'new'>()
  const close = () => {
    setOpen(undefined)
    document.getElementById(addContactId)?.focus()
  }
  const { contacts, save, remove } = useOwnContacts(of, found)
  return (
    <>
      {contacts.length === 0 && <p className={ui.soft}>{t('contacts.none')}</p>}
      <ContactList
        contacts={contacts}
        change={may ? setOpen : undefined}
        remove={may ? contact => remove.mutate(contact) : undefined}
      />
      <Refused error={remove.error} />
      {open !== undefined && (
        <ContactForm
          key={open === 'new' ? 'new' : open.id}
          contact={open === 'new' ? undefined : open}
          isOfPlace={'location' in of}
          isSaving={save.isPending}
          error={save.error}
          save={fields =>
            save.mutate({ fields, instead: open === 'new' ? undefined : open }, { onSuccess: close })
          }
          cancel={() => setOpen(undefined)}
        />
      )}
      <Row>
        <GatedButton
          id={addContactId}
          policy={policy}
          disabled={contacts.length >= contactsMax}
          onClick={() => {
            save.reset()
            setOpen('new')
          }}
        >
          {t('contacts.add')}
        </GatedButton>
        {contacts.length >= contactsMax && (
          <span className={ui.soft}>{t('contacts.full', { max: contactsMax })}</span>
        )}
      </Row>
    </>
  )
}
