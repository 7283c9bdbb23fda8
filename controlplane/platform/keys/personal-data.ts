import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Transaction } from '../postgres/database.ts'
import { makePersonalKey, type PersonalKey, personalKeyFile } from './personal-key-file.ts'

const nonceBytes = 12
const tagBytes = 16
/** Of a search hash: enough to tell words apart, too little to be a directory of them. */
const wordHashBytes = 16

/** Personal fields of one record as they are stored. */
export type Sealed = { sealed: Buffer; keyId: string }

/**
 * Encrypts personal fields, a record at a time, with keys that are not in the database: AES-256-GCM, stored as nonce,
 * ciphertext and tag, bound to the record's name, so that it opens nowhere else. Words are found by keyed hash.
 */
export type PersonalData = {
  /** The key that seals now; rows under another one wait to be sealed anew. */
  keyId(): string
  has(keyId: string): boolean
  /** `record`: kind and id with a colon between, such as `account:<uuid>`. Call `holdPersonalKeys` before. */
  seal(record: string, fields: object): Sealed
  /** @throws Error when the key is not there, or the record is not the one that was sealed. */
  open<Fields>(record: string, sealed: Sealed): Fields
  /** What finds a record by any of these texts, under the newest key. */
  wordHashes(texts: readonly (string | null)[]): Buffer[]
  /** For each key what a record must hold that has every word of `text`; empty: there is no word in it. */
  searchHashes(text: string): Buffer[][]
}

/** Who seals holds it together with others; a rotation holds it alone, once its new key is in the file. */
export const personalKeysLock = 7_240_004

/** Until the end of the transaction no rotation takes away the key that `seal` uses. Call it before `seal`. */
export async function holdPersonalKeys(tx: Transaction): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(${personalKeysLock})`
}

/**
 * Opens `personal-keys.json` in the data directory, and makes it with a first key when it is not there. Whenever the
 * file is another one, as after a rotation, it is read again before anything is sealed or searched.
 * @throws StartRefused when others may read the file, or it cannot be read.
 */
export async function openPersonalKeys(dataDir: string, now: number): Promise<PersonalData> {
  const { fileIn, read, writeFirst } = personalKeyFile
  const keys = read(dataDir) ?? (await writeFirst(dataDir, makePersonalKey(now)))
  let seen: string | undefined
  return openPersonalData(keys, () => {
    const { ino, mtimeMs } = statSync(fileIn(dataDir))
    const found = `${ino} ${mtimeMs}`
    if (found === seen) return undefined
    const changed = read(dataDir)
    seen = found
    return changed
  })
}

/**
 * @param keys newest first, at least one
 * @param readAgain the keys that are kept, when they may be others than before
 */
export function openPersonalData(
  keys: readonly PersonalKey[],
  readAgain: () => readonly PersonalKey[] | undefined = () => undefined,
): PersonalData {
  const ring = openRing(keys, readAgain)
  return {
    keyId: () => ring.newest().id,
    has: keyId => ring.find(keyId) !== undefined,
    seal(record, fields) {
      const { id, key } = ring.newest()
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key.seal, nonce).setAAD(Buffer.from(record))
      const text = Buffer.concat([cipher.update(JSON.stringify(fields)), cipher.final()])
      return { sealed: Buffer.concat([nonce, text, cipher.getAuthTag()]), keyId: id }
    },
    open(record, { sealed, keyId }) {
      const key = ring.find(keyId)
      if (!key) throw new Error(`the key ${keyId} that sealed ${record} is not in the key file`)
      const decipher = createDecipheriv('aes-256-gcm', key.seal, sealed.subarray(0, nonceBytes))
        .setAAD(Buffer.from(record))
        .setAuthTag(sealed.subarray(-tagBytes))
      const text = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
      return JSON.parse(text.toString())
    },
    wordHashes(texts) {
      // Each text by itself: two numbers with a blank between would be one.
      const words = new Set(texts.flatMap(text => (text === null ? [] : everyWordOf(text))))
      return [...words].map(hashBy(ring.newest().key.search))
    },
    searchHashes(text) {
      const words = wordsOf(text)
      return words.length === 0 ? [] : ring.kept().map(({ search }) => words.map(hashBy(search)))
    },
  }
}

type Derived = ReturnType<typeof deriveKeys>

/** The keys as they are kept now. One that was dropped still opens what was read from the database just before. */
function openRing(keys: readonly PersonalKey[], readAgain: () => readonly PersonalKey[] | undefined) {
  const opened = new Map<string, Derived>()
  let kept: readonly string[] = []

  function keep(found: readonly PersonalKey[]): void {
    for (const { id, secret } of found) {
      if (!opened.has(id)) opened.set(id, deriveKeys(Buffer.from(secret, 'base64url')))
    }
    kept = found.map(({ id }) => id)
  }
  function refresh(): void {
    const found = readAgain()
    if (found) keep(found)
  }
  keep(keys)

  return {
    newest(): { id: string; key: Derived } {
      refresh()
      const [id] = kept
      if (id === undefined) throw new Error('there is no key for personal data')
      return { id, key: opened.get(id)! }
    },
    find(keyId: string): Derived | undefined {
      if (!opened.has(keyId)) refresh()
      return opened.get(keyId)
    },
    /** Newest first. */
    kept(): Derived[] {
      refresh()
      return kept.map(id => opened.get(id)!)
    },
  }
}

function deriveKeys(key: Buffer): { seal: Buffer; search: Buffer } {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `setwacht ${use}`, 32))
  return { seal: derive('seal'), search: derive('search') }
}

const hashBy = (key: Buffer) => (word: string) =>
  createHmac('sha256', key).update(word).digest().subarray(0, wordHashBytes)

/** Small letters without accents; an e-mail address is one word, a phone number its digits. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const joined = plain.replace(/\+?\d[\d ./-]{5,}\d/g, digits => ` ${digits.replace(/\D/g, '')} `)
  const words = joined.split(/[^\p{L}\p{N}@._+-]+/u).map(word => word.replace(/^[._+-]+|[._+-]+$/g, ''))
  return [...new Set(words.filter(word => word !== ''))]
}

/** What finds a text: Jean-Pierre is found by Jean too, and D'Hondt by dhondt. */
function everyWordOf(text: string): string[] {
  const words = [text, text.replaceAll(/['’]/g, '')].flatMap(wordsOf)
  return words.flatMap(word => (word.includes('@') ? [word] : [word, ...word.split(/[._+-]+/)]))
}
