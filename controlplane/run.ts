import type { Clock } from './platform/clock.ts'
import { openLog } from './platform/log.ts'
import { StartRefused } from './platform/start-refused.ts'
import { readSettings } from './settings.ts'

/** Runs the control plane until it is told to stop. */
export async function runControlPlane(clock: Clock): Promise<void> {
  const log = openLog()
  try {
    const settings = readSettings()
    // Only now: everything else takes seconds to load, and a wrong setting is said at once.
    const { startControlPlane } = await import('./start.ts')
    const started = await startControlPlane(settings, log, { clock })
    const { stop, routes: _routes, runDue: _runDue, ...ports } = started
    log.info(ports, 'ready')
    let leaving = false
    const leave = (signal: string) => {
      if (leaving) return
      leaving = true
      log.info({ signal }, 'stopping')
      stop().then(
        () => process.exit(0),
        failure => {
          log.error({ failure: String(failure) }, 'stopping went wrong')
          process.exit(1)
        },
      )
    }
    process.once('SIGINT', leave)
    process.once('SIGTERM', leave)
  } catch (failure) {
    if (!(failure instanceof StartRefused)) throw failure
    process.stderr.write(`Setwacht does not start. ${failure.message}\n`)
    process.exitCode = 1
  }
}
