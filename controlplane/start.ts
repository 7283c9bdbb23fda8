import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { type Bringing, bringing, type Together } from './bringing.ts'
import { openConsole } from './console-door.ts'
import { recordReturn } from './devices/presence/actions.ts'
import { checkDoors, openDoorForSets } from './doors.ts'
import { loadAuthority } from './enrolment/authority/queries.ts'
import { openBeacons } from './inbound.ts'
import { startLessonClock } from './lessons/clock/live.ts'
import type { SendLessons } from './lessons/to-sets/live.ts'
import { openHand } from './link-to-hand.ts'
import { type Common, startMessages } from './message-doors.ts'
import { type Outward, openOutward } from './outward.ts'
import { openPassed } from './passed.ts'
import { refuseLostKeys } from './personal-records.ts'
import type { Broker } from './platform/broker/broker.ts'
import { type Clock, realClock } from './platform/clock.ts'
import type { Intake } from './platform/intake/intake.ts'
import type { CommandKeys } from './platform/keys/command-key.ts'
import { openPersonalKeys, type PersonalData } from './platform/keys/personal-data.ts'
import type { Log } from './platform/log.ts'
import { startNudges } from './platform/nudges.ts'
import { type Database, migrate, openDatabase } from './platform/postgres/database.ts'
import { startEmbeddedDatabase } from './platform/postgres/embedded.ts'
import { findProblems } from './platform/readiness.ts'
import { startSchedule } from './platform/schedule.ts'
import { startStunResponder } from './platform/stun/responder.ts'
import { startWork } from './platform/work/live.ts'
import { jobsOf } from './schedule.ts'
import type { Settings } from './settings.ts'
import { startJudge } from './signals/judge/live.ts'
import { makePartitions } from './telemetry/partition/actions.ts'
import { isAlarmOver } from './tickets/alarm/queries.ts'
import { findTroubles } from './troubles.ts'

type Stop = () => Promise<unknown> | unknown
/** Words for who looks after the server: a link stands in no log. */
type Say = (text: string) => void
/** It makes and drops partitions and forgets what is old; never much at once. */
const ownerConnections = 2

/**
 * Starts everything, in the order in which it is needed, and returns the ports, how to stop, and `runDue`: with a held
 * clock it runs the scheduled jobs whose time has come.
 * @throws StartRefused when a person has to mend something first.
 */
export async function startControlPlane(
  settings: Settings,
  log: Log,
  { clock = realClock, say }: { clock?: Clock; say?: Say } = {},
) {
  const hand = openHand({ dataDir: settings.dataDir, log, terminal: process.stdout })
  const stops: Stop[] = [hand.stop]
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    return { ...(await start(settings, { log, say: say ?? hand.say, clock }, stops)), stop }
  } catch (failure) {
    await stop()
    throw failure
  }
}

/** What is done for each kind of work; one that no feature does does not compile. */
type WorkOfFeatures = Together<ReturnType<Bringing<'work'>['work']>>
type Given = { log: Log; say: Say; clock: Clock }

async function start(settings: Settings, { log, say, clock }: Given, stops: Stop[]) {
  const now = clock.now
  const authority = await loadAuthority(settings.dataDir)
  checkDoors(settings, authority)
  const { owner, intake: sql, console, awaySince } = await openStore(settings, { log, now }, stops)
  // After the database: as root it opens an empty data folder to its own user, and no other.
  const personal = await openPersonalKeys(settings.dataDir, now())
  await refuseLostKeys(console, personal, settings.dataDir)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const nudges = startNudges()
  stops.push(() => nudges.stop())

  const lessons = await startLessonClock({ sql, now })
  const { foundAt, ...outward } = await openOutward(settings, now())
  const common = { sql, authority, nudges, lessons, log, now, ...outward }
  const { broker, intake, keys, sendLessons, asks } = await startMessages(
    settings,
    { ...common, registry },
    stops,
  )
  const place = { host: settings.listen, port: settings.stunPort }
  const stun = await startStunResponder({ place, silentSince: awaySince, registry, log, now })
  stops.push(() => stun.stop())

  const workOf = workOfFeatures({ ...common, sendLessons, console, personal, keys, broker: () => broker })
  const work = await startWork({ sql, workOf, registry, log, now })
  stops.push(() => work.stop())
  const judge = startJudge({ ...common, registry, clock })
  stops.push(() => judge.stop())
  const forJobs = {
    owner,
    console,
    judge,
    personal,
    registry,
    auditAnchor: settings.auditAnchor,
    takeSilences: stun.takeSilences,
    troubles: () => findTroubles({ authority, sql: console, schedule, dataDir: settings.dataDir, now }),
    passed: () => openPassed({ sql: console, judge, intake, schedule, now })(),
  }
  const schedule: Schedule = startSchedule(jobsOf({ ...common, ...forJobs }), { sql, log, clock })
  stops.push(() => schedule.stop())
  gauge(registry, broker, intake)
  const { mqtt, mqttWs } = broker.doors
  const known = { sql, authority, nudges, keys, log, now, mqtt, mqttWs, stun: stun.port }
  const onBeacon = openBeacons({ sql, nudges, expectationOf: lessons.expectationOf })
  const doors = await openDoorForSets(settings, { ...known, onBeacon })
  stops.push(() => doors.stop())
  const problems = () => findProblems(sql, { intake, schedule, stun })
  const { disconnect } = broker
  const forPeople = { personal, registry, problems, asks, setDoor: doors.enrol, disconnect, say }
  const seen = { ...common, ...forPeople, sql: console }
  const { port: httpPort, routes } = await openConsole(settings, seen, stops)
  foundAt(httpPort)
  const ports = { httpPort, mqttPort: mqtt, mqttWsPort: mqttWs, setPort: doors.port, stunPort: stun.port }
  return { ...ports, routes, runDue: schedule.runDue }
}

type Schedule = ReturnType<typeof startSchedule>
type ForWork = Common &
  Outward & {
    sendLessons: SendLessons
    console: Database
    personal: PersonalData
    keys: CommandKeys
    broker(): Broker
  }

function workOfFeatures(given: ForWork): WorkOfFeatures {
  const isOver = (subject: string) => isAlarmOver(given.console, subject)
  return Object.assign({}, ...bringing('work').map(one => one.work({ ...given, isOver })))
}

/** Three ways into one database: its owner, what sets say, what people do. */
async function openStore(settings: Settings, { log, now }: { log: Log; now(): number }, stops: Stop[]) {
  let url = settings.databaseUrl
  if (url === undefined) {
    const embedded = await startEmbeddedDatabase({ dataDir: settings.dataDir, log })
    stops.push(() => embedded.stop())
    url = embedded.url
  }
  await migrate(url)
  const owner = openDatabase(url, { max: ownerConnections })
  const intake = openDatabase(settings.intakeDatabaseUrl ?? url, { role: 'setwacht_intake' })
  const console = openDatabase(url, { role: 'setwacht_console' })
  stops.push(() => Promise.all([owner, intake, console].map(sql => sql.end({ timeout: 5 }))))
  await makePartitions(owner, now())
  const awaySince = await recordReturn(intake, now())
  return { owner, intake, console, awaySince }
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
  new Gauge({
    name: 'setwacht_messages_waiting_bytes',
    help: 'What they weigh',
    registers,
    collect() {
      this.set(intake.waitingBytes())
    },
  })
  new Gauge({
    name: 'setwacht_messages_unstorable',
    help: 'Messages the database refuses and sets keep sending',
    registers,
    collect() {
      this.set(intake.refused())
    },
  })
}
