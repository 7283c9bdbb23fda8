import { join } from 'node:path'
import packageFile from '../package.json' with { type: 'json' }
import { type Agent, startAgent } from './agent.ts'
import { lookAround } from './checks/surroundings.ts'
import type { Clock } from './clock.ts'
import { Desks } from './desktop/desks.ts'
import { HeldIdentity } from './identity/held-identity.ts'
import { type Identity, loadIdentity } from './identity/identity.ts'
import { OwnTraffic } from './link/own-traffic.ts'
import { linkTimes } from './link/times.ts'
import { type PageAddress, startPage } from './local-page/server.ts'
import { type Log, logTo, reasonOf } from './log.ts'
import { openMemory } from './memory/memory.ts'
import type { SavedState } from './memory/saved-state.ts'
import { ServerClock } from './sensors/clock.ts'
import { Inventory } from './sensors/inventory.ts'
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

type Around = { clock: Clock; log: Log; desks: Desks }

/** Settings → identity → outbox and saved state → sensors → link and reporter. */
async function start(settings: Settings, { clock, log, desks }: Around): Promise<Agent> {
  const { directory, reportSeconds, handsDoor, set } = settings
  const [identity, bootId, system] = await Promise.all([
    loadIdentity(directory),
    readBootId(),
    readSystemName('/etc'),
  ])
  const { savedState, outbox } = await openMemory(directory, bootId, clock.now(), log)
  const { steady, up, now } = clock
  const serverClock = new ServerClock(now)
  const roundTrips = roundTripsOf(identity, steady)
  const ownTraffic = new OwnTraffic()
  const inventory = new Inventory(steady)
  const sensing = senseMachine({
    roots: systemRoots,
    directory,
    steady,
    up,
    now,
    desks,
    callBinaries: set.callApplication?.binaries,
    ownTraffic,
    inventory,
    serverClock,
    roundTrips,
    cameras: {
      remembered: savedState.state.cameras,
      remember: cameras => saveCameras(savedState, cameras, log),
    },
  })
  log('info', 'agent started', { epoch: outbox.epoch, cause: savedState.cause, waiting: outbox.depth })
  return startAgent({
    identity,
    directory,
    savedState,
    outbox,
    sensing,
    clock,
    random: Math.random,
    log,
    times: linkTimes,
    reportSeconds,
    versions: { agent: packageFile.version, runtime: process.version, system },
    simulated: false,
    handsDoor,
    expected: { callApp: set.callApplication !== undefined, cameras: set.cameras, kind: set.kind },
    surroundings: lookAround({
      roots: systemRoots,
      host: hostOf(identity),
      binaries: set.callApplication?.binaries,
    }),
    onServerTime: heard => serverClock.heard(heard),
    onWelcome: ({ inventory_key: key }) => void inventory.welcomed(key),
    onSocket: socket => ownTraffic.watch(socket),
    onReached: isReached => roundTrips.reached(isReached),
  })
}

function roundTripsOf(identity: Identity, steady: () => number): RoundTrips {
  if (!(identity instanceof HeldIdentity)) return new RoundTrips(identity.host, identity.stunPort, steady)
  return new RoundTrips(identity.stun.host, identity.stun.port, steady)
}

/** The name by which the control plane is found. */
function hostOf(identity: Identity): string {
  if (!(identity instanceof HeldIdentity)) return identity.host
  return identity.doors(['mqtt_ws', 'mqtt'])[0]?.host ?? identity.stun.host
}

async function readBootId(): Promise<string | null> {
  const read = await readText(join(systemRoots.proc, 'sys/kernel/random/boot_id'))
  return read.ok ? read.value : null
}

function saveCameras(savedState: SavedState, cameras: SavedState['state']['cameras'], log: Log): void {
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
function leave(log: Log): void {
  log('info', 'agent stopped')
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), leaveMs).unref()
}

/** The first word to stop, also while the agent still starts: it has a goodbye to say. The second ends it at once. */
function toldToStop(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop)
      resolve()
    }
    process.on('SIGTERM', stop).on('SIGINT', stop)
  })
}

/** The oldest message that waits is shown over whatever is on the screen. */
function showMessages({ messages, side }: Agent, desks: Desks): void {
  const show = () => {
    const [first] = messages.open
    if (!first) return desks.want({ message: null })
    const { says, answers } = first
    const to = side() === 'school' ? 'teacher' : 'child'
    desks.want({
      message: { says: 'text' in says ? says : { ...says, to }, asks: answers.length > 0 },
    })
  }
  messages.onChange(show)
  show()
}

/** Runs the agent of this machine until it is told to stop. `clock`: what it takes for the time. */
export async function runAgent(clock: Clock): Promise<void> {
  const log = logTo(line => process.stdout.write(line), clock.now)
  // Whoever read our lines may be gone; the set goes on.
  process.stdout.on('error', () => undefined)
  try {
    const told = toldToStop()
    // A start that hangs ends as well.
    told.then(() => setTimeout(leave, stopMs, log).unref())
    widenThreadPool()
    const settings = readSettings()
    const { directory, pagePort: port, runFolder, set } = settings
    const desks = new Desks(runFolder, clock.steady, log)
    desks.start()
    const agent = await start(settings, { clock, log, desks })
    const served = (page: PageAddress) => desks.want({ page: { ...page, browser: set.browser ?? 'default' } })
    const bootId = await readBootId()
    showMessages(agent, desks)
    const page = await startPage({ agent, directory, bootId, port, log, served })
    await told
    desks.stop()
    await Promise.all([page.stop(), agent.stop('off')])
    leave(log)
  } catch (error) {
    refuse(error)
  }
}
