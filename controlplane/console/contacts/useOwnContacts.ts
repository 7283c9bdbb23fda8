import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact, ContactFields } from '../../contacts/api.ts'
import { tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'

/** Whose contacts: of a trajectory, with those of its school beside them, or of a place. */
export type Whose = { trajectory: string } | { location: string }

/** Contacts as the changes made here leave them: asking for them again would be written down again. */
export function useOwnContacts(of: Whose, found: readonly Contact[]) {
  const { t } = useTranslation()
  const [contacts, setContacts] = useState(found)
  const post = async (fields: ContactFields) => {
    const { id } = await tellNew(of, fields)
    setContacts(contacts => [...contacts, { id, ...fields }])
    return id
  }
  const take = async (id: string) => {
    await tell('DELETE /api/contacts/:id', { id }, {})
    setContacts(contacts => contacts.filter(contact => contact.id !== id))
  }
  const put = async ({ id, ...fields }: Contact) => {
    await tell('PUT /api/contacts/:id', { id }, fields)
    setContacts(contacts => contacts.map(contact => (contact.id === id ? { id, ...fields } : contact)))
  }
  /** `instead`: the contact that is changed; left out: a new one. */
  const save = useMutation({
    networkMode: 'always',
    mutationFn: async ({ fields, instead }: { fields: ContactFields; instead: Contact | undefined }) => {
      const id = instead ? instead.id : await post(fields)
      if (instead) await put({ id, ...fields })
      offerUndo(t('contacts.saved', { name: fields.name }), () => (instead ? put(instead) : take(id)))
    },
  })
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: async ({ id, ...fields }: Contact) => {
      await take(id)
      offerUndo(t('contacts.removed', { name: fields.name }), () => post(fields))
    },
  })
  return { contacts, save, remove }
}

function tellNew(of: Whose, fields: ContactFields): Promise<{ id: string }> {
  return 'location' in of
    ? tell('POST /api/locations/:code/contacts', { code: of.location }, fields)
    : tell('POST /api/trajectories/:code/contacts', { code: of.trajectory }, fields)
}
