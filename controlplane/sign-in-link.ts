import { fstatSync } from 'node:fs'
import { ensureServerAccount } from './people/account/actions.ts'
import { roles } from './people/rules.ts'
import { issueLink } from './people/sign-in/actions.ts'
import { realClock } from './platform/clock.ts'
import { openPersonalKeys } from './platform/keys/personal-data.ts'
import { openDatabase } from './platform/postgres/database.ts'
import { findRunningDatabase } from './platform/postgres/embedded-find.ts'
import { StartRefused } from './platform/start-refused.ts'
import { readJournalStream, readSettings } from './settings.ts'
import { signInAddress } from './sign-in-address.ts'

const usage = `Say as what somebody signs in: npm run sign-in-link -- admin\nThe roles are ${roles.join(', ')}.`

const toJournal =
  'What this writes would stay in the journal of systemd, and a link stands in no log. Run it on a terminal, such as by ' +
  'systemd-run --pty.'

/** Whether systemd keeps what is written there. */
function isKeptByJournal(fd: number): boolean {
  const { dev, ino } = fstatSync(fd, { bigint: true })
  return readJournalStream() === `${dev}:${ino}`
}

/** A way in at the server itself: for the first time, and for the day the identity provider is down. */
async function main([name]: string[]): Promise<string> {
  const role = roles.find(one => one === name)
  if (!role) throw new StartRefused(usage)
  if (isKeptByJournal(process.stdout.fd)) throw new StartRefused(toJournal)
  const settings = readSettings()
  const now = realClock.now()
  const url = settings.databaseUrl ?? (await findRunningDatabase(settings.dataDir))
  const personal = await openPersonalKeys(settings.dataDir, now)
  const sql = openDatabase(url, { max: 1, role: 'setwacht_console' })
  try {
    const accountId = await ensureServerAccount({ sql, personal }, role, now)
    const token = await issueLink(sql, { accountId, actor: 'server', now })
    return signInAddress(settings, settings.httpPort, token)
  } finally {
    await sql.end()
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`)
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 1
}
