import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mock } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import { startEmbeddedBroker } from '../../controlplane/platform/broker/embedded.ts'

// The broker of the control plane alone, with its TLS doors: takes what sets say and forgets it, and sends what it is
// told to. Tells its port to the process that started it, and how many sets are connected after each order. Its timers
// keep real time, and are moved on when told to.
const [dataDir] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('usage: broker-process.ts <data folder with an authority>')

/** So many commands for one set, so many together, every few ms. */
export type BrokerOrder = { deviceId: string; commands: number; together: number }
/** Time that passes for its timers at once. */
export type BrokerPause = { passMs: number }
/** `at`: how long it has run as its timers see it (ms). */
export type BrokerSays = { port: number; connected: number; at: number }

const every = setInterval
const startedAt = performance.now()
let at = 0
let skippedMs = 0
mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
every(keepTime, 5)

function keepTime(): void {
  const now = Math.floor(performance.now() - startedAt + skippedMs)
  mock.timers.tick(now - at)
  at = now
}

const read = (name: string) => readFile(join(dataDir, 'authority', name), 'utf8')
const [key, cert, ca] = await Promise.all([read('server-key.pem'), read('server.pem'), read('root.pem')])
const broker = await startEmbeddedBroker({
  host: '127.0.0.1',
  port: 0,
  tls: { key, cert, ca, wsPort: 0 },
  admit: async id => ({ no: 1, id, label: id }),
  receive: () => true,
  now: () => Date.now(),
  log: pino({ level: 'silent' }),
})
const everyMs = 5
/** As long as a signed command may be. */
const jws = `${'a'.repeat(600)}.${'b'.repeat(800)}.${'c'.repeat(600)}`

const say = () =>
  process.send?.({ port: broker.doors.mqtt, connected: broker.connected(), at } satisfies BrokerSays)
process.on('message', async (order: BrokerOrder | BrokerPause) => {
  if ('passMs' in order) {
    skippedMs += order.passMs
    keepTime()
  } else await send(order)
  say()
})
process.once('disconnect', () => process.exit(0))
say()

async function send({ deviceId, commands, together }: BrokerOrder): Promise<void> {
  for (let sent = 0; sent < commands; sent += together) {
    for (let one = 0; one < together; one += 1) broker.send(deviceId, 'ask', { jws })
    await delay(everyMs)
  }
}
