import pino from 'pino'
import { Registry } from 'prom-client'
import type { Broker, DeviceRef } from '../../controlplane/platform/broker/broker.ts'
import { startEmbeddedBroker } from '../../controlplane/platform/broker/embedded.ts'
import type { Inbound, Receivers } from '../../controlplane/platform/intake/contract.ts'
import { openIntakeCounters } from '../../controlplane/platform/intake/counters.ts'
import { startIntake } from '../../controlplane/platform/intake/intake.ts'
import { recordStreamHello } from '../../controlplane/platform/intake/stream-hello.ts'
import { migrate, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { makePartitions } from '../../controlplane/telemetry/partition/actions.ts'
import { storeReports } from '../../controlplane/telemetry/report/actions.ts'
import { upwardKinds } from '../../protocol/messages.ts'
import { defaultPace } from '../../protocol/presence.ts'

// The platform's broker and intake as they are, with receivers that store reports and do nothing else:
// no presence, no nudges, and whoever comes is admitted. Writes one line, { mqttPort }; SIGTERM ends it.
const [databaseUrl] = process.argv.slice(2)
if (databaseUrl === undefined) throw new Error('usage: store-only-process.ts <address of the database>')

const log = pino({ level: 'error' })
const now = () => Date.now()
await migrate(databaseUrl)
const sql = openDatabase(databaseUrl)
await makePartitions(sql, now())

let broker: Broker | undefined
const inbound: Inbound = {
  allowances: Object.fromEntries(upwardKinds.map(kind => [kind, null])) as Inbound['allowances'],
  keptOut: async () => [],
  heard: async () => [],
  receivers: {
    ...(Object.fromEntries(upwardKinds.map(kind => [kind, async () => []])) as unknown as Receivers),
    async hello(tx, hellos) {
      for (const { device, epoch, receivedAt, at, up, body } of hellos) {
        const { last_seq: lastSeq, oldest, outbox } = body
        const stream = {
          deviceNo: device.no,
          epoch,
          receivedAt,
          at,
          up,
          lastSeq,
          oldest,
          depth: outbox.depth,
        }
        await recordStreamHello(tx, stream)
      }
      return hellos.map(
        ({ device }) =>
          () =>
            broker?.send(device.id, 'welcome', { now: now(), stored: [], pace: defaultPace }),
      )
    },
    async report(tx, reports) {
      await storeReports(tx, reports)
      return []
    },
  },
}

const counters = openIntakeCounters(new Registry())
const intake = startIntake({
  sql,
  inbound,
  nudges: { tell: () => {} },
  broker: () => broker,
  counters,
  log,
  now,
})
const known = new Map<string, DeviceRef>()
broker = await startEmbeddedBroker({
  host: '127.0.0.1',
  port: 0,
  tls: undefined,
  async admit(id) {
    const device = known.get(id) ?? { no: known.size + 1, id, label: id }
    known.set(id, device)
    return device
  },
  receive: intake.receive,
  now,
  log,
})

process.once('SIGTERM', async () => {
  await intake.stop()
  await broker?.stop()
  await sql.end({ timeout: 5 })
  process.exit(0)
})
process.stdout.write(`${JSON.stringify({ mqttPort: broker.doors.mqtt })}\n`)
