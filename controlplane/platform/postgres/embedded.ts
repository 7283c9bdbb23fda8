import { randomBytes, randomInt } from 'node:crypto'
import { chmod, mkdir, readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { asStartRefused, StartRefused } from '../start-refused.ts'
import { type Account, findAccount, findClosedFolder } from './account.ts'
import { couldNot, databaseName, databaseUser, type Places, placesIn, prepareCluster } from './cluster.ts'
import { holdDataFolder } from './embedded-lock.ts'
import { endLeftovers, type Postmaster, startPostmaster, stopPostmaster } from './processes.ts'
import { type Programs, placePrograms, removeOtherPrograms } from './programs.ts'
import { connectionsDelivered, lastComplaint, pruneLogs, writeSettings } from './server-settings.ts'

/** What became of the server, for the log; pino's loggers fit. */
export type DatabaseLog = {
  info(facts: Record<string, unknown>, text: string): void
  error(facts: Record<string, unknown>, text: string): void
}

/** `url` is for the `postgres` driver and stays the same until `stop`, also when the server had to be started again. */
export type EmbeddedDatabase = { url: string; stop(): Promise<void> }

type Server = {
  places: Places
  account: Account
  programs: Programs
  port: number
  connectionsMax: number
  log: DatabaseLog | undefined
}

const restartDelayMsMin = 250
const restartDelayMsMax = 10_000
const pruneEveryMs = 60_000
const portTriesMax = 20
/** Below the ports that systems lend to outgoing connections: a client that reconnects could else take ours, or meet itself. */
const portMin = 15_000
const portMax = 30_000

/**
 * Starts PostgreSQL on the data folder: programs copied there, cluster made at the first start, leftovers of a killed
 * control plane ended, the server started again when it dies. One control plane a folder.
 *
 * @throws StartRefused with what is wrong, where, and what to do
 */
export async function startEmbeddedDatabase(options: {
  dataDir: string
  log?: DatabaseLog
  /** How many connections it takes at once; left out: enough for two control planes. */
  connectionsMax?: number
}): Promise<EmbeddedDatabase> {
  const places = placesIn(resolve(options.dataDir))
  let release = () => {}
  try {
    const account = await findAccount()
    await openDataFolder(places.dataDir, account)
    release = holdDataFolder(places.dataDir, join(places.dataDir, 'control-plane.lock'))
    const programs = await placePrograms(places.dataDir)
    const { password } = await prepareCluster(places, account, programs, () =>
      randomBytes(24).toString('base64url'),
    )
    const port = await findFreePort()
    const { log, connectionsMax = connectionsDelivered } = options
    const stop = await keepRunning({ places, account, programs, port, connectionsMax, log })
    return {
      // Loopback and not a Unix socket: the driver takes no socket path in a URL.
      url: `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${databaseName}`,
      stop: async () => {
        await stop()
        release()
      },
    }
  } catch (failure) {
    release()
    throw asStartRefused(failure, places.dataDir)
  }
}

async function openDataFolder(dataDir: string, account: Account): Promise<void> {
  // initdb hands its paths to a shell in double quotes.
  if (/["$`\\\n]/.test(dataDir)) {
    throw new StartRefused(
      `PostgreSQL cannot work in ${dataDir}. Set SETWACHT_DATA_DIR to a folder without " $ \` and \\ in its name.`,
    )
  }
  const firstMade = await mkdir(dataDir, { recursive: true })
  if (!account.spawnAs) return
  const empty = (await readdir(dataDir)).length === 0
  // Folders we made, and an empty one we were given, may be opened: enter only, nobody lists what is in them.
  if (firstMade !== undefined || empty) await openFrom(firstMade ?? dataDir, dataDir)
  const closed = await findClosedFolder(account, dataDir)
  if (closed === undefined) return
  throw new StartRefused(
    `PostgreSQL must not run as root, so it runs as user ${account.name}, who may not enter ${closed}` +
      `${closed === dataDir ? '' : ` on the way to ${dataDir}`}. ` +
      `Choose another folder with SETWACHT_DATA_DIR (root's default is /var/lib/setwacht), or run: chmod o+x '${closed}'`,
  )
}

async function openFrom(first: string, last: string): Promise<void> {
  for (let folder = last; folder.startsWith(first); folder = resolve(folder, '..')) await chmod(folder, 0o711)
}

async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < portTriesMax; tries += 1) {
    const port = randomInt(portMin, portMax)
    if (await isFree(port)) return port
  }
  throw new StartRefused(
    `No free port on 127.0.0.1 among ${portTriesMax} tried between ${portMin} and ${portMax}.`,
  )
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve: answer } = Promise.withResolvers<boolean>()
  const probe = createServer()
  probe.once('error', () => answer(false))
  probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => answer(true)))
  return promise
}

/** Starts the server, and again whenever it ends by itself. @returns the function that stops it for good */
async function keepRunning(server: Server): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  const asked = new Promise<void>(done =>
    stopping.signal.addEventListener('abort', () => done(), { once: true }),
  )
  let current = await startOnce(server)
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.race([current.exited, asked])
      if (stopping.signal.aborted) return
      server.log?.error(
        { complaint: await lastComplaint(server.places, '') },
        'PostgreSQL ended, starting it again',
      )
      const next = await startAgain(server, stopping.signal)
      if (next) current = next
    }
  })()
  const pruning = setInterval(() => {
    pruneLogs(server.places).catch(failure =>
      server.log?.error({ failure: String(failure) }, 'old database logs stay'),
    )
  }, pruneEveryMs)
  pruning.unref()
  return async () => {
    clearInterval(pruning)
    stopping.abort()
    await watching
    await stopPostmaster(current)
  }
}

async function startOnce(server: Server): Promise<Postmaster> {
  const { places, account, programs, port, connectionsMax, log } = server
  const ended = await endLeftovers(places.cluster)
  if (ended > 0) log?.info({ ended }, 'ended PostgreSQL processes that an earlier start left behind')
  await removeOtherPrograms(places.dataDir, programs)
  await writeSettings(places, account, { port, connectionsMax }).catch(failure => {
    throw couldNot('write its settings', places.cluster, String(failure))
  })
  await pruneLogs(places)
  const { ready, postmaster } = await startPostmaster(places.cluster, places.settings, account, programs)
  if (ready) return postmaster
  await stopPostmaster(postmaster)
  throw couldNot('start', places.cluster, `FATAL: ${await lastComplaint(places, postmaster.output())}`)
}

async function startAgain(server: Server, signal: AbortSignal): Promise<Postmaster | undefined> {
  for (let ms = restartDelayMsMin; !signal.aborted; ms = Math.min(ms * 2, restartDelayMsMax)) {
    try {
      return await startOnce(server)
    } catch (failure) {
      server.log?.error({ failure: String(failure), againInMs: ms }, 'PostgreSQL does not start')
      await delay(ms, undefined, { signal }).catch(() => undefined)
    }
  }
  return undefined
}
