import { weigh, weighable } from '../support/process-memory.ts'
import type { ConnectsResult } from './connects.ts'
import { prepareCrowd } from './crowd-processes.ts'
import type { Figure } from './figures.ts'
import { cpuSeconds, privateDirtyMb, type Watched } from './footprint.ts'
import { type Undo, undoAll } from './ground.ts'
import { startLoadProcesses } from './load-processes.ts'
import { startMosquitto } from './mosquitto.ts'
import { openSecureGround } from './secure-ground.ts'

const connectRuns = 5
const connectSets = 400
const atOnce = 32
const warmSeconds = 1
const measuredSeconds = 4

type Connected = ConnectsResult & { serverSeconds: number }

/** Handshakes with certificates up to the CONNACK: the control plane ÷ Mosquitto with the same certificates, in turn. */
export async function measureConnects(undo: Undo): Promise<Figure[]> {
  const ground = await openSecureGround(undo, connectSets)
  const plane = await ground.start(undo)
  const mosquitto = await startMosquitto(undo, ground.authority)
  const crowd = await prepareCrowd(undo, ground, { isPolite: false })
  const stretch = async (port: number, server: Watched): Promise<Connected> => {
    await crowd.count(port, atOnce, warmSeconds)
    const before = cpuSeconds([server])
    const counted = await crowd.count(port, atOnce, measuredSeconds)
    return { ...counted, serverSeconds: cpuSeconds([server]) - before }
  }
  const mine: Connected[] = []
  const theirs: Connected[] = []
  for (let run = 0; run < connectRuns; run++) {
    mine.push(await stretch(plane.mqttPort, plane.process))
    theirs.push(await stretch(mosquitto.port, mosquitto.process))
  }
  const rate = ({ connects, seconds }: Connected) => connects / seconds
  const shown = (all: Connected[]) => all.map(one => Math.round(rate(one))).join(' ')
  const cost = (all: Connected[]) =>
    median(all.map(one => (one.serverSeconds * 1000) / one.connects)).toFixed(2)
  const busy = (all: Connected[]) => median(all.map(one => one.cpuSeconds / one.seconds)).toFixed(2)
  return [
    {
      name: 'mtls-connects-vs-mosquitto',
      kind: 'ratio',
      unit: 'of it',
      samples: mine.map((one, run) => rate(one) / rate(theirs[run] as Connected)),
      target: '>= 0.9',
      note:
        `${shown(mine)}/s against ${shown(theirs)}; of the server ${cost(mine)} against ${cost(theirs)} ms each; ` +
        `sender ${busy(mine)} and ${busy(theirs)} of a core`,
    },
  ]
}

const idleRuns = 3
const idleSets = 2000
const idleSeconds = 5

/** Private memory for each idle connection with a certificate: the control plane ÷ Mosquitto, each started anew. */
export async function measureIdle(undo: Undo): Promise<Figure[]> {
  const { start, authority, deviceIds, certificates } = await openSecureGround(undo, idleSets)
  const idle = { deviceIds, certificates, window: 1, perSetPerSecond: 0, burst: 1 }
  const mine: number[] = []
  const theirs: number[] = []
  for (let run = 0; run < idleRuns; run++) {
    const stops: Undo = []
    undo.push(() => undoAll(stops))
    const plane = await start(stops, weighable)
    const mineNow = () => weigh(plane.process.pid, plane.output())
    mine.push(
      await growth(stops, { ...idle, port: plane.mqttPort, speech: 'setwacht', epoch: run + 1 }, mineNow),
    )
    const mosquitto = await startMosquitto(stops, authority)
    const theirsNow = async () => privateDirtyMb([mosquitto.process]) * 2 ** 20
    theirs.push(await growth(stops, { ...idle, port: mosquitto.port, speech: 'bare', epoch: 1 }, theirsNow))
    await undoAll(stops)
  }
  const shown = (all: number[]) => all.map(bytes => (bytes / 1024).toFixed(1)).join(' ')
  return [
    {
      name: 'idle-connection-vs-mosquitto',
      kind: 'ratio',
      unit: 'of it',
      samples: mine.map((bytes, run) => bytes / (theirs[run] as number)),
      target: '<= 3',
      note: `${shown(mine)} KiB against ${shown(theirs)}, ${idleSets} connections`,
    },
  ]
}

/** Bytes for each set of a load that is connected and says nothing. */
async function growth(
  undo: Undo,
  order: Parameters<typeof startLoadProcesses>[0],
  weighNow: () => Promise<number>,
): Promise<number> {
  const before = await weighNow()
  const load = await startLoadProcesses(order)
  undo.push(() => load.end())
  await load.begin()
  await load.measure(idleSeconds)
  return ((await weighNow()) - before) / order.deviceIds.length
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
