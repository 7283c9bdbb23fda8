import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { asyncApi } from '../protocol/asyncapi.ts'
import { defaultPace } from '../protocol/presence.ts'
import { askRoutes } from './devices/ask-routes.ts'
import { schoolHoursExpectation } from './devices/expectation-rules.ts'
import { type ExpectationOf, recordReturn } from './devices/presence-actions.ts'
import { deviceRoutes } from './devices/routes.ts'
import { admitBy, checkDoors, consoleHost, openDoorForSets, renewBy } from './doors.ts'
import { type Authority, loadAuthority } from './enrolment/authority-queries.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { openBeacons, openInbound } from './inbound.ts'
import { locationRoutes } from './locations/routes.ts'
import { exportRoutes } from './overview/export-routes.ts'
import { nudgeRoutes } from './overview/nudge-routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { type Asks, startAsks } from './platform/asks.ts'
import type { Broker } from './platform/broker.ts'
import { startEmbeddedBroker } from './platform/broker-embedded.ts'
import { openCommandKeys } from './platform/command-key.ts'
import { type Database, migrate, openDatabase } from './platform/database.ts'
import { startEmbeddedDatabase } from './platform/database-embedded.ts'
import type { DeviceAddresses } from './platform/device-addresses.ts'
import { openHttp } from './platform/http.ts'
import { readConsoleTls } from './platform/http-certificate.ts'
import { healthRoutes } from './platform/http-health.ts'
import { type Intake, startIntake } from './platform/intake.ts'
import { openIntakeCounters } from './platform/intake-counters.ts'
import { type Log, openLog } from './platform/log.ts'
import { type Nudges, startNudges } from './platform/nudges.ts'
import { findProblems } from './platform/readiness.ts'
import { startSchedule } from './platform/schedule.ts'
import { StartRefused } from './platform/start-refused.ts'
import { startStunResponder } from './platform/stun-responder.ts'
import { jobsOf } from './schedule.ts'
import { setRoutes } from './sets/routes.ts'
import { readSettings, type Settings } from './settings.ts'
import { makePartitions } from './telemetry/partition-actions.ts'
import { trajectoryRoutes } from './trajectories/routes.ts'

type Stop = () => Promise<unknown> | unknown
const now = () => Date.now()
const expectationOf: ExpectationOf = (_kind, at) => schoolHoursExpectation(at)

/**
 * Starts everything, in the order in which it is needed, and returns the ports and how to stop.
 * @throws StartRefused when a person has to mend something first.
 */
export async function startControlPlane(settings: Settings, log: Log) {
  const stops: Stop[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    return { ...(await start(settings, log, stops)), stop }
  } catch (failure) {
    await stop()
    throw failure
  }
}

async function start(settings: Settings, log: Log, stops: Stop[]) {
  const authority = await loadAuthority(settings.dataDir)
  checkDoors(settings, authority)
  const sql = await openStore(settings, log, stops)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const nudges = startNudges()
  stops.push(() => nudges.stop())

  let broker: Broker | undefined
  const keys = await openCommandKeys(settings.dataDir)
  const asks = startAsks({ broker: () => broker, keys, now })
  stops.push(() => asks.stop())
  const renew = renewBy({ sql, authority, log, now })
  const said = { nudges, expectationOf, asks, keyNotice: keys.notice, renew, now }
  const inbound = openInbound({ broker: () => broker, ...said })
  const counters = openIntakeCounters(registry)
  const intake = startIntake({ sql, inbound, broker: () => broker, counters, log, now })
  stops.push(async () => {
    broker?.sendAll('state', { reason: 'going_down', pace: defaultPace })
    await intake.stop()
    await broker?.stop()
  })
  const started = await startEmbeddedBroker({
    host: settings.listen,
    port: settings.mqttPort,
    tls: authority && {
      key: authority.server.keyPem,
      cert: authority.server.chainPem,
      ca: authority.rootPem,
      wsPort: settings.mqttWsPort,
    },
    admit: admitBy({ sql, authority, nudges, log, now }),
    receive: intake.receive,
    now,
    log,
  })
  broker = started
  const stun = await startStunResponder({ host: settings.listen, port: settings.stunPort })
  stops.push(() => stun.stop())

  const schedule = startSchedule(jobsOf({ sql, nudges, registry, expectationOf }), { sql, log, now })
  stops.push(() => schedule.stop())
  gauge(registry, started, intake)
  const problems = () => findProblems(sql, intake, schedule)
  const { mqtt, mqttWs } = started.doors
  const known = { sql, authority, nudges, keys, log, now, mqtt, mqttWs, stun: stun.port }
  const onBeacon = openBeacons({ sql, nudges, expectationOf })
  const doors = await openDoorForSets(settings, { ...known, onBeacon })
  stops.push(() => doors.stop())
  const { disconnect } = started
  const parts = { sql, nudges, registry, problems, asks, authority, setDoor: doors.enrol, disconnect }
  const httpPort = await openConsole(settings, parts, stops)
  return { httpPort, mqttPort: mqtt, mqttWsPort: mqttWs, setPort: doors.port, stunPort: stun.port }
}

async function openStore(settings: Settings, log: Log, stops: Stop[]): Promise<Database> {
  let url = settings.databaseUrl
  if (url === undefined) {
    const embedded = await startEmbeddedDatabase({ dataDir: settings.dataDir, log })
    stops.push(() => embedded.stop())
    url = embedded.url
  }
  await migrate(url)
  const sql = openDatabase(url)
  stops.push(() => sql.end({ timeout: 5 }))
  await makePartitions(sql, now())
  await recordReturn(sql, now())
  return sql
}

type ConsoleParts = {
  sql: Database
  nudges: Nudges
  registry: Registry
  problems: () => Promise<string[]>
  asks: Asks
  authority: Authority | undefined
  setDoor: () => DeviceAddresses['enrol']
  disconnect(deviceId: string): void
}

async function openConsole(settings: Settings, parts: ConsoleParts, stops: Stop[]) {
  const { sql, nudges, registry, problems, asks } = parts
  const { consoleTls, publicUrl, trustedProxies } = settings
  const tls = consoleTls && (await readConsoleTls(consoleTls))
  const http = await openHttp({ registry, log: openLog(), tls, publicUrl, trustedProxies })
  stops.push(() => http.stop())
  locationRoutes(http.app, { sql, nudges })
  setRoutes(http.app, { sql, nudges })
  deviceRoutes(http.app, { sql, nudges })
  askRoutes(http.app, { sql, asks, now })
  enrolmentRoutes(http.app, { ...parts, now })
  trajectoryRoutes(http.app, { sql, nudges })
  overviewRoutes(http.app, { sql, expectationOf, now })
  exportRoutes(http.app, { sql, now })
  nudgeRoutes(http.app, { nudges })
  healthRoutes(http.app, { registry, asyncApi: asyncApi(), problems })
  return http.listen(consoleHost(settings), settings.httpPort)
}

function gauge(registry: Registry, broker: Broker, intake: Intake): void {
  const registers = [registry]
  new Gauge({
    name: 'setwacht_sets_connected',
    help: 'Sets with an open connection',
    registers,
    collect() {
      this.set(broker.connected())
    },
  })
  new Gauge({
    name: 'setwacht_messages_waiting',
    help: 'Messages taken and not yet stored',
    registers,
    collect() {
      this.set(intake.waiting())
    },
  })
}

async function main(): Promise<void> {
  const log = openLog()
  try {
    const settings = readSettings()
    const running = await startControlPlane(settings, log)
    const { stop: _stop, ...ports } = running
    log.info(ports, 'ready')
    let leaving = false
    const leave = (signal: string) => {
      if (leaving) return
      leaving = true
      log.info({ signal }, 'stopping')
      running.stop().then(
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

if (import.meta.main) await main()
