import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Families, Family } from '../../trajectories/import/actions.ts'
import { findWrongContacts, type SaidContact, upsertContacts } from '../upsert/actions.ts'

/** What the file of trajectories needs to keep whom to call at home. */
export function familiesBy(personal: PersonalData): Families {
  return {
    findWrong: families => findWrongContacts(asContacts(families)),
    keep: (tx, families, now) => upsertContacts(tx, personal, asContacts(families), now),
  }
}

function asContacts(families: readonly Family[]): SaidContact[] {
  return families.map(family => ({ role: 'family', ...family }))
}
