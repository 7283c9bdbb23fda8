import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from '../support/until.ts'
import { type BenchAgent, prepareAgent } from './bench-agent.ts'
import type { Figure } from './figures.ts'
import { cpuSeconds, privateDirtyMb } from './footprint.ts'
import { type Undo, undoAll } from './ground.ts'
import { countWire } from './wire.ts'
import { startZabbix, type Zabbix } from './zabbix.ts'

const windows = 3
/** Two reports of each fall into it. */
const windowMs = 120_000
const settleMs = 30_000
/** The control plane asks its own responder too, over the same port. */
const baselineMs = 20_000
const starts = 5

/** The agent at rest beside the one of Zabbix, each with a certificate and its numbers once a minute. */
export async function measureGentle(undo: Undo): Promise<Figure[]> {
  const ours = await prepareAgent(undo)
  const zabbix = await startZabbix(undo)
  const first = await measureStarts(ours, zabbix)
  const wire = await countWire(undo, [ours.ports, [zabbix.port]])
  await delay(baselineMs)
  const othersPerMs = (await wire.bytes()).map(bytes => bytes / baselineMs)
  const agents = [ours.startAgent(undo).process, await zabbix.startAgent(undo, zabbix.port)]
  await until('values of the agent of Zabbix come', async () => (await zabbix.values()) >= 15, 150_000)
  await delay(settleMs)
  const memory: number[][] = []
  const cpu: number[][] = []
  const bytes: number[][] = []
  for (let window = 0; window < windows; window++) {
    const [cpuBefore, wireBefore] = [agents.map(one => cpuSeconds([one])), await wire.bytes()]
    await delay(windowMs)
    const wireAfter = await wire.bytes()
    cpu.push(agents.map((one, at) => cpuSeconds([one]) - cpuBefore[at]!))
    bytes.push(wireAfter.map((after, at) => after - wireBefore[at]! - othersPerMs[at]! * windowMs))
    memory.push(agents.map(one => privateDirtyMb([one])))
  }
  return [
    figure('agent-memory-vs-zabbix-agent2', memory, 2.2, 'MB private and written', 1),
    figure('agent-cpu-vs-zabbix-agent2', cpu, 0.3, '% of a core', 100_000 / windowMs),
    figure('agent-wire-vs-zabbix-agent2', bytes, 0.25, 'kB an hour', 3600 / windowMs),
    figure('agent-start-vs-zabbix-agent2', first, 0.4, 'ms', 1),
  ]
}

/** @param pairs ours and theirs of each round */
function figure(name: string, pairs: number[][], most: number, unit: string, times: number): Figure {
  const said = pairs.map(
    ([our, their]) => `${(our! * times).toPrecision(3)}:${(their! * times).toPrecision(3)}`,
  )
  const samples = pairs.map(([our, their]) => our! / their!)
  return {
    name,
    kind: 'ratio',
    unit: 'of it',
    samples,
    target: `<= ${most}`,
    note: `${said.join(' ')} ${unit}`,
  }
}

/** Our process until its first report is stored, theirs until it connects; ms, in turn. */
async function measureStarts(ours: BenchAgent, zabbix: Zabbix): Promise<number[][]> {
  const found: number[][] = []
  for (let round = 0; round < starts; round++)
    found.push([await ourStartMs(ours), await theirStartMs(zabbix)])
  return found
}

async function ourStartMs({ database: { sql }, startAgent }: BenchAgent): Promise<number> {
  const stops: Undo = []
  await sql`truncate reports`
  const from = performance.now()
  const { output } = startAgent(stops)
  try {
    for (;;) {
      const [row] = await sql`select 1 from reports limit 1`
      if (row) return performance.now() - from
      if (performance.now() - from > 30_000) throw new Error(`the agent reports nothing. ${output()}`)
      await delay(2)
    }
  } finally {
    await undoAll(stops)
  }
}

async function theirStartMs(zabbix: Zabbix): Promise<number> {
  const stops: Undo = []
  const connected = Promise.withResolvers<number>()
  const server = createServer(socket => {
    connected.resolve(performance.now())
    socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => server.close())
  try {
    const { port } = server.address() as { port: number }
    const from = performance.now()
    await zabbix.startAgent(stops, port)
    return (await connected.promise) - from
  } finally {
    await undoAll(stops)
  }
}
