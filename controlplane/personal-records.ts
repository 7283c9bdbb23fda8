import { resealContacts } from './contacts/actions.ts'
import { countSealedContacts } from './contacts/queries.ts'
import { resealLinks } from './integration/sealed/actions.ts'
import { countSealedLinks } from './integration/sealed/queries.ts'
import { resealAddresses } from './locations/address/actions.ts'
import { countSealedAddresses } from './locations/address/queries.ts'
import { countSealedMails } from './mail/queries.ts'
import { resealMails } from './mail/queue/actions.ts'
import { resealMessages } from './messages/actions.ts'
import { countSealedMessages } from './messages/queries.ts'
import { resealAccounts } from './people/personal-key/actions.ts'
import { countSealedAccounts } from './people/personal-key/queries.ts'
import type { PersonalData } from './platform/keys/personal-data.ts'
import { personalKeyFile } from './platform/keys/personal-key-file.ts'
import type { Database } from './platform/postgres/database.ts'
import { StartRefused } from './platform/start-refused.ts'
import { countSealedSubscriptions } from './push/queries.ts'
import { resealSubscriptions } from './push/subscription/actions.ts'
import { resealNotes } from './tickets/note/actions.ts'
import { countSealedNotes } from './tickets/note/queries.ts'
import { resealChildren } from './trajectories/child/actions.ts'
import { countSealedChildren } from './trajectories/queries.ts'

/** One kind of record that holds personal fields. */
export type PersonalRecords = {
  name: string
  /** How many records each key sealed. */
  count(sql: Database): Promise<ReadonlyMap<string, number>>
  /** Seals at most so many again that an older key sealed, but for those in use; returns how many. */
  reseal(known: { sql: Database; personal: PersonalData }, batch: number): Promise<number>
}

/** Every kind of record that holds personal fields; a list, so that the operator's command need not load the whole. */
export const personalRecords: readonly PersonalRecords[] = [
  { name: 'accounts', count: countSealedAccounts, reseal: resealAccounts },
  { name: 'addresses of homes', count: countSealedAddresses, reseal: resealAddresses },
  { name: 'children', count: countSealedChildren, reseal: resealChildren },
  { name: 'contacts', count: countSealedContacts, reseal: resealContacts },
  { name: 'mails', count: countSealedMails, reseal: resealMails },
  { name: 'browsers for notices', count: countSealedSubscriptions, reseal: resealSubscriptions },
  { name: 'messages to sets', count: countSealedMessages, reseal: resealMessages },
  { name: 'notes of tickets', count: countSealedNotes, reseal: resealNotes },
  { name: 'addresses of other systems', count: countSealedLinks, reseal: resealLinks },
]

/** @throws StartRefused when records are sealed by a key that is not in the file: nobody could read them. */
export async function refuseLostKeys(sql: Database, personal: PersonalData, dataDir: string): Promise<void> {
  for (const { name, count } of personalRecords) {
    for (const [keyId, records] of await count(sql)) {
      if (personal.has(keyId)) continue
      throw new StartRefused(
        `The file ${personalKeyFile.fileIn(dataDir)} does not hold the key ${keyId}, by which ${records} ${name} are ` +
          'sealed. Put back the copy from the back-up that belongs to this database.',
      )
    }
  }
}
