import { openPushKey } from './platform/keys/push-key.ts'
import { openReach } from './platform/reach/reach.ts'
import type { Settings } from './settings.ts'
import { consoleOrigin } from './sign-in-address.ts'

/** By what something leaves the house, and where it leads people. */
export type Outward = Omit<Awaited<ReturnType<typeof openOutward>>, 'foundAt'>

/** @throws StartRefused when a file of certificates or of keys cannot be read */
export async function openOutward(settings: Settings, now: number) {
  let port = settings.httpPort
  return {
    reach: await openReach(settings.reach),
    mail: settings.mail,
    pushKey: await openPushKey(settings.dataDir, now),
    /** Where people find the console, without a path. */
    site: () => consoleOrigin(settings, port),
    /** The console is open at this port. */
    foundAt(opened: number): void {
      port = opened
    },
  }
}
