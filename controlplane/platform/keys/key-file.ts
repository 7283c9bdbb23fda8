import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { chown, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static, type TObject } from 'typebox'
import { Value } from 'typebox/value'
import { asStartRefused, StartRefused } from '../start-refused.ts'

type Kept = { madeAt: number }
type Kind<Schema extends TObject> = {
  /** Inside the data directory. */
  name: string
  /** One key; it has `madeAt`, ms since 1970 UTC. */
  key: Schema
  keysMax: number
  /** What goes wrong when others can read it, and when it is lost: a sentence each. */
  ifOpen: string
  ifLost: string
}

/** A file of secret keys in the data directory, which only its user may read. */
export function keyFile<Schema extends TObject>({ name, key, keysMax, ifOpen, ifLost }: Kind<Schema>) {
  type Key = Static<Schema> & Kept
  const Keys = Type.Object({ keys: Type.Array(key, { minItems: 1, maxItems: keysMax }) })
  const fileIn = (dataDir: string) => join(dataDir, name)

  /** The keys, newest first; undefined: there is no file yet. @throws StartRefused: open to others, or not keys */
  function read(dataDir: string): Key[] | undefined {
    const file = fileIn(dataDir)
    try {
      refuseOpen(file, ifOpen)
      const value = parseJson(readFileSync(file, 'utf8'))
      if (Value.Check(Keys, value)) return (value.keys as Key[]).toSorted((a, b) => b.madeAt - a.madeAt)
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw asStartRefused(failure, file)
    }
    throw new StartRefused(
      `The file ${file} does not hold what it should. Put back the copy from your back-up; ${ifLost}`,
    )
  }

  return {
    fileIn,
    read,
    /** Writes the first key. When another process was faster its keys are returned. */
    async writeFirst(dataDir: string, first: Key): Promise<Key[]> {
      const file = fileIn(dataDir)
      const beside = `${file}.${randomBytes(6).toString('hex')}.new`
      try {
        await mkdir(dataDir, { recursive: true })
        await write(beside, [first])
        // Unlike a rename, a link never replaces what is there.
        await link(beside, file).catch((failure: NodeJS.ErrnoException) => {
          if (failure.code !== 'EEXIST') throw failure
        })
        await rm(beside)
      } catch (failure) {
        throw asStartRefused(failure, file)
      }
      return read(dataDir) as Key[]
    },
    /** Puts these keys, newest first, in the place of those that are there; beyond the most that are kept they go. */
    async replace(dataDir: string, keys: readonly Key[]): Promise<void> {
      const file = fileIn(dataDir)
      try {
        const { uid, gid } = statSync(file)
        await write(`${file}.new`, keys.slice(0, keysMax))
        // An operator who is root leaves it to the user who runs the server.
        await chown(`${file}.new`, uid, gid)
        await rename(`${file}.new`, file)
      } catch (failure) {
        throw asStartRefused(failure, file)
      }
    },
  }
}

/** @throws StartRefused when anybody but its user may read the file */
function refuseOpen(file: string, ifOpen: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o077) === 0) return
  throw new StartRefused(`The file ${file} is open to other users, and ${ifOpen} Run: chmod 600 '${file}'`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function write(file: string, keys: readonly unknown[]): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ keys }, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
