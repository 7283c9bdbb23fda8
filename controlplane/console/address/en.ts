import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    address_changed: 'changed an address',
  },
  admin: {
    address: {
      title: 'Address of the family',
      show: 'Show address',
      noted: 'Who opens it is written down.',
      failed: 'We cannot fetch the address.',
      none: 'There is no address yet.',
      hide: 'Hide',
      change: 'Change address',
      enter: 'Enter address',
      street: 'Street',
      number: 'Number and box',
      postcode: 'Postcode',
      postcodeHint: 'four figures',
      municipality: 'Municipality',
      note: 'How to get in',
      noteHint: 'bell, floor',
      save: 'Save address',
      saving: 'Saving',
      saved: 'Saved.',
    },
  },
} as const satisfies Shape<typeof nl>
