import { join } from 'node:path'
import packageFile from '../package.json' with { type: 'json' }
import { type Agent, startAgent } from './agent.ts'
import { systemClock } from './clock.ts'
import { HeldIdentity } from './identity/held-identity.ts'
import { type Identity, loadIdentity } from './identity/identity.ts'
import { linkTimes } from './link/times.ts'
import { logTo, reasonOf } from './log.ts'
import { openMemory } from './memory/memory.ts'
import type { SavedState } from './memory/saved-state.ts'
import { ServerClock } from './sensors/clock.ts'
import { senseMachine } from './sensors/machine.ts'
import { readText, systemRoots } from './sensors/reading.ts'
import { RoundTrips } from './sensors/round-trip.ts'
import { readSystemName } from './sensors/system.ts'
import { readSettings, type Settings, widenThreadPool } from './settings.ts'
import { StartRefused } from './start-refused.ts'

/** A stop that takes longer is cut short; what was taken is on disk. */
const stopMs = 4000
/** A process with nothing left to wait for ends sooner, by itself. */
const leaveMs = 500

const log = logTo(line => process.stdout.write(line), systemClock.now)

/** Settings → identity → outbox and saved state → sensors → link and reporter. */
async function start(settings: Settings): Promise<Agent> {
  const { directory, reportSeconds } = settings
  const [identity, bootId, system] = await Promise.all([
    loadIdentity(directory),
    readBootId(),
    readSystemName('/etc'),
  ])
  const { savedState, outbox } = await openMemory(directory, bootId, systemClock.now(), log)
  const { steady, now } = systemClock
  const serverClock = new ServerClock(now)
  const roundTrips = roundTripsOf(identity, steady)
  const sensing = senseMachine({
    roots: systemRoots,
    directory,
    steady,
    serverClock,
    roundTrips,
    cameras: {
      remembered: savedState.state.cameras,
      remember: cameras => saveCameras(savedState, cameras),
    },
  })
  log('info', 'agent started', { epoch: outbox.epoch, cause: savedState.cause, waiting: outbox.depth })
  return startAgent({
    identity,
    directory,
    savedState,
    outbox,
    sensing,
    clock: systemClock,
    random: Math.random,
    log,
    times: linkTimes,
    reportSeconds,
    versions: { agent: packageFile.version, runtime: process.version, system },
    simulated: false,
    onServerTime: heard => serverClock.heard(heard),
    onReached: isReached => roundTrips.reached(isReached),
  })
}

function roundTripsOf(identity: Identity, steady: () => number): RoundTrips {
  if (!(identity instanceof HeldIdentity)) return new RoundTrips(identity.host, identity.stunPort, steady)
  return new RoundTrips(identity.stun.host, identity.stun.port, steady)
}

async function readBootId(): Promise<string | null> {
  const read = await readText(join(systemRoots.proc, 'sys/kernel/random/boot_id'))
  return read.ok ? read.value : null
}

function saveCameras(savedState: SavedState, cameras: SavedState['state']['cameras']): void {
  savedState
    .save({ cameras })
    .catch(error => log('error', 'cannot save camera slots', { why: reasonOf(error) }))
}

/** Says what a person can do about it, without a stack trace; anything else is a fault of ours and shows whole. */
function refuse(error: unknown): never {
  if (!(error instanceof StartRefused)) throw error
  process.stderr.write(`setwacht-agent cannot start: ${error.message}\n`)
  process.exit(1)
}

/** Everything is on disk. What still waits for an answer of the system must not keep the process. */
function leave(): void {
  log('info', 'agent stopped')
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), leaveMs).unref()
}

// Whoever read our lines may be gone; the set goes on.
process.stdout.on('error', () => undefined)

try {
  widenThreadPool()
  const agent = await start(readSettings())
  const stop = () => {
    process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop)
    setTimeout(leave, stopMs).unref()
    agent.stop('off').then(leave, refuse)
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
} catch (error) {
  refuse(error)
}
