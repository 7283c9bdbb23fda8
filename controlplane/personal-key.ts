import { setTimeout as delay } from 'node:timers/promises'
import { recordAct } from './audit/actions.ts'
import { type PersonalRecords, personalRecords, refuseLostKeys } from './personal-records.ts'
import { realClock } from './platform/clock.ts'
import { openPersonalKeys, type PersonalData, personalKeysLock } from './platform/keys/personal-data.ts'
import { makePersonalKey, type PersonalKey, personalKeyFile } from './platform/keys/personal-key-file.ts'
import { type Database, openDatabase } from './platform/postgres/database.ts'
import { findRunningDatabase } from './platform/postgres/embedded-find.ts'
import { StartRefused } from './platform/start-refused.ts'
import { readSettings } from './settings.ts'

const usage =
  'Say what: "npm run personal-key -- show" tells the keys and what they seal, ' +
  '"npm run personal-key -- rotate" seals everything by a new one.'

/** Sealed in one transaction. */
const batch = 200
/** One rotation at a time. */
const rotationLock = 7_240_005
/** So long somebody may hold what is to be sealed. */
const busyMsMax = 30_000
const askAgainMs = 50

type Opened = { sql: Database; dataDir: string; personal: PersonalData }

/** The operator's way to a new key for personal data, while the control plane runs or not. */
async function main([command]: string[]): Promise<string> {
  if (command !== 'rotate' && command !== 'show') throw new StartRefused(usage)
  const settings = readSettings()
  const { dataDir } = settings
  if (keysIn(dataDir).length === 0) {
    throw new StartRefused(`There is no key for personal data in ${dataDir} yet. The first start makes one.`)
  }
  const url = settings.databaseUrl ?? (await findRunningDatabase(dataDir))
  const sql = openDatabase(url, { max: 1, role: 'setwacht_console' })
  try {
    const personal = await openPersonalKeys(dataDir, realClock.now())
    await refuseLostKeys(sql, personal, dataDir)
    return await (command === 'show' ? show : rotateAlone)({ sql, dataDir, personal })
  } finally {
    await sql.end()
  }
}

async function show({ sql, dataDir }: Opened): Promise<string> {
  const counted = await Promise.all(
    personalRecords.map(async ({ name, count }) => ({ name, sealed: await count(sql) })),
  )
  const lines = keysIn(dataDir).map(({ id, madeAt }, place) => {
    const sealed = counted.map(kind => `${kind.name} ${kind.sealed.get(id) ?? 0}`).join(', ')
    return `${id}  made ${new Date(madeAt).toISOString()}  ${place === 0 ? 'seals' : 'opens'}  ${sealed}`
  })
  return lines.join('\n')
}

function rotateAlone(opened: Opened): Promise<string> {
  return opened.sql.begin(async tx => {
    const [lock] = await tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(${rotationLock}) as taken`
    if (lock?.taken) return rotate(opened)
    throw new StartRefused('Another rotation is under way. Wait until it has ended.')
  })
}

/** A file with two keys is a rotation that did not end: it goes on. */
async function rotate({ sql, dataDir, personal }: Opened): Promise<string> {
  const kept = keysIn(dataDir)
  const newest = kept[0]!
  if (kept.length === 1) {
    const made = makePersonalKey(Math.max(realClock.now(), newest.madeAt + 1))
    await personalKeyFile.replace(dataDir, [made, newest])
  }
  await awaitSealers(sql)
  const sealed: string[] = []
  for (const kind of personalRecords) sealed.push(`${kind.name} ${await resealAll(kind, { sql, personal })}`)
  const [current, ...older] = keysIn(dataDir)
  const detail = { key: current!.id, dropped: older.map(({ id }) => id), sealed }
  const subject = `personal_key:${current!.id}`
  await sql.begin(tx =>
    recordAct(tx, { at: realClock.now(), actor: 'server', act: 'personal_key_rotated', subject, detail }),
  )
  await personalKeyFile.replace(dataDir, [current!])
  const gone = `the key ${detail.dropped.join(', ')} is gone`
  const backUps = 'back-ups of before open with the file of before'
  const file = personalKeyFile.fileIn(dataDir)
  return `Sealed by the key ${current!.id}: ${sealed.join(', ')}; ${gone}. Back up ${file}; ${backUps}.`
}

/** Until no record of this kind is left under another key. Returns how many were sealed. */
async function resealAll(
  { name, count, reseal }: PersonalRecords,
  known: { sql: Database; personal: PersonalData },
): Promise<number> {
  let records = 0
  for (let deadline = performance.now() + busyMsMax; ; ) {
    const done = await reseal(known, batch)
    records += done
    if (done > 0) deadline = performance.now() + busyMsMax
    else if ([...(await count(known.sql)).keys()].every(id => id === known.personal.keyId())) return records
    else if (performance.now() > deadline) throw busy(name)
    else await delay(askAgainMs)
  }
}

/** Whoever sealed by the key before has ended, and whoever begins reads the file first. */
async function awaitSealers(sql: Database): Promise<void> {
  const deadline = performance.now() + busyMsMax
  // Asked for again and again: a waiting request would stand in the way of who only seals.
  for (;;) {
    const [lock] = await sql.begin(
      tx => tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(${personalKeysLock}) as taken`,
    )
    if (lock?.taken) return
    if (performance.now() > deadline) throw busy('the key')
    await delay(askAgainMs)
  }
}

const busy = (what: string) =>
  new StartRefused(`Somebody keeps ${what} in use. Nothing is lost: run the same command again.`)

function keysIn(dataDir: string): readonly PersonalKey[] {
  return personalKeyFile.read(dataDir) ?? []
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`)
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 1
}
