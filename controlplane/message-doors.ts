import type { Registry } from 'prom-client'
import { defaultPace } from '../protocol/presence.ts'
import { admitBy, renewBy } from './doors.ts'
import type { Authority } from './enrolment/authority/queries.ts'
import { openInbound } from './inbound.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { openLessonsToSets } from './lessons/to-sets/live.ts'
import { startAsks } from './platform/broker/asks.ts'
import type { Broker } from './platform/broker/broker.ts'
import { startEmbeddedBroker } from './platform/broker/embedded.ts'
import { openIntakeCounters } from './platform/intake/counters.ts'
import { type Intake, startIntake } from './platform/intake/intake.ts'
import { openCommandKeys } from './platform/keys/command-key.ts'
import { openInventoryKey } from './platform/keys/inventory-key.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import type { Settings } from './settings.ts'

type Stop = () => Promise<unknown> | unknown
/** What the messages of sets need of the rest: which sets there are, who may come in, who looks. */
export type Common = {
  sql: Database
  authority: Authority | undefined
  nudges: Nudges
  lessons: LessonClock
  log: Log
  now(): number
}

/** The broker that carries the messages, what takes them in, and what asks and tells sets. */
export async function startMessages(
  settings: Settings,
  { registry, ...common }: Common & { registry: Registry },
  stops: Stop[],
) {
  const { sql, now } = common
  let broker: Broker | undefined
  const keys = await openCommandKeys(settings.dataDir, now())
  const inventoryKey = await openInventoryKey(settings.dataDir, now())
  const toSets = { broker: () => broker, keys, now }
  const sendLessons = openLessonsToSets(toSets)
  const asks = await startAsks({ sql, ...toSets })
  stops.push(() => asks.stop())
  const said = { ...common, sendLessons, keyNotice: keys.notice, inventoryKey, renew: renewBy(common) }
  const inbound = openInbound({ broker: () => broker, ...said })
  const counters = openIntakeCounters(registry)
  const intake = startIntake({ ...common, inbound, broker: () => broker, counters })
  stops.push(async () => {
    broker?.sendAll('state', { reason: 'going_down', pace: defaultPace })
    await intake.stop()
    await broker?.stop()
  })
  broker = await openBroker(settings, common, intake)
  return { broker, intake, keys, sendLessons, asks }
}

function openBroker(settings: Settings, common: Common, intake: Intake): Promise<Broker> {
  const { authority, now, log } = common
  return startEmbeddedBroker({
    host: settings.listen,
    port: settings.mqttPort,
    tls: authority && {
      key: authority.server.keyPem,
      cert: authority.server.chainPem,
      ca: authority.rootPem,
      wsPort: settings.mqttWsPort,
    },
    trustedProxies: settings.trustedProxies,
    admit: admitBy(common),
    receive: intake.receive,
    now,
    log,
  })
}
