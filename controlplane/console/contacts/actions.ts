import type { LocationDetail } from '../../overview/locations/api.ts'
import { type Action, pressed } from '../session/actions.ts'

/** The button that shows whom to call. */
export const showContactsId = 'show-contacts'
/** The button that adds a contact. */
export const addContactId = 'add-contact'

export const contactActions: readonly Action<LocationDetail>[] = [
  {
    verb: 'contacts.act.add',
    synonyms: 'contacts.act.synonyms',
    policy: 'changePlaceContacts',
    fits: ({ kind }) => kind !== 'home',
    run: pressed(addContactId),
  },
]
