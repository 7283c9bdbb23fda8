import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  acts: {
    contact_added: 'added a contact',
    contact_changed: 'changed a contact',
    contact_removed: 'removed a contact',
  },
  contacts: {
    act: { add: 'Add a contact', synonyms: 'call phone new' },
    title: 'Contacts',
    show: 'Show contacts',
    noted: 'Whoever opens them is written down.',
    failed: 'We cannot get the contacts.',
    hide: 'Hide',
    none: 'No contact yet.',
    family: 'Of the family',
    atSchool: 'Of the school',
    atSchoolWhy: 'These belong to the location and are changed there.',
    add: 'Add',
    addTitle: 'New contact',
    change: 'Change',
    changeOf: 'Change {{name}}',
    remove: 'Remove',
    removeOf: 'Remove {{name}}',
    removed: '{{name}} was removed.',
    save: 'Save',
    saving: 'Saving',
    saved: '{{name}} was saved.',
    cancel: 'Cancel',
    call: 'Call {{name}} at {{phone}}',
    mail: 'Mail {{name}}: {{email}}',
    full: 'More than {{max}} contacts is not possible.',
    fields: { role: 'Who', name: 'Name', phone: 'Phone', email: 'E-mail', bestHours: 'Best reached' },
    hints: { phone: '016 12 34 56', email: 'name@example.be', bestHours: 'after 4 p.m.' },
    wrong: {
      name: 'Fill in a name.',
      phone: 'Write a number like 016 12 34 56.',
      email: 'Write an address like name@example.be.',
    },
  },
} as const satisfies Shape<typeof nl>
