import { logTo, reasonOf } from '../log.ts'
import { readDesktopSettings } from '../settings.ts'
import { findPage, openPage } from './page.ts'
import { DesktopPart } from './part.ts'

/** The meeting place is made by the agent's package, perhaps after the first sign-in. */
const againMs = 30_000

const log = logTo(line => process.stdout.write(line), Date.now)
process.stdout.on('error', () => undefined)
const settings = readDesktopSettings()

/** `open`: shows the set's page again, for a picture on the desktop. */
if (process.argv[2] === 'open') {
  const page = await findPage(settings.ownFolder)
  if (page) openPage(settings.ownFolder, page, settings.environment)
  else process.exitCode = 1
} else await run()

async function run(): Promise<void> {
  const part = new DesktopPart(settings, log)
  try {
    if (!(await part.start())) {
      log('info', 'another desktop part of this user runs already')
      return
    }
  } catch (error) {
    log('warn', 'cannot meet the agent, trying again later', { why: reasonOf(error) })
    setTimeout(() => void run(), againMs)
    return
  }
  const stop = () => {
    process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop)
    part.stop()
    // What still waits for an answer of the system must not keep the process.
    setTimeout(() => process.exit(), 500).unref()
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
}
