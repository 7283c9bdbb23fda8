import { bringing } from './bringing.ts'
import type { PersonalData } from './platform/keys/personal-data.ts'
import { personalKeyFile } from './platform/keys/personal-key-file.ts'
import type { Database } from './platform/postgres/database.ts'
import { StartRefused } from './platform/start-refused.ts'

/** One kind of record that holds personal fields. */
export type PersonalRecords = {
  name: string
  /** How many records each key sealed. */
  count(sql: Database): Promise<ReadonlyMap<string, number>>
  /** Seals at most so many again that an older key sealed, but for those in use; returns how many. */
  reseal(known: { sql: Database; personal: PersonalData }, batch: number): Promise<number>
}

/** Every kind of record that holds personal fields, by name: in that order an operator is told of them. */
export const personalRecords: readonly PersonalRecords[] = bringing('personalRecords')
  .flatMap(one => one.personalRecords)
  .toSorted((one, other) => (one.name < other.name ? -1 : 1))

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
