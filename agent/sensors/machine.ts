import type { Measurement } from '../report/sampling.ts'
import type { Sensing } from '../report/sensing.ts'
import type { Read } from './asking.ts'
import { inTime } from './in-time.ts'
import { type MachineParts, watchFacts, watchPower } from './machine-facts.ts'
import * as network from './network.ts'
import { unreadable } from './reading.ts'
import { Reasons } from './reasons.ts'
import { Seldom } from './seldom.ts'
import { watchSelf } from './self.ts'
import * as system from './system.ts'

/** The sensors of this machine. What cannot be read is null, and its reason stands in the fact `unreadable`. */
export function senseMachine(parts: MachineParts): Sensing {
  const { roots, roundTrips } = parts
  const reasons = new Reasons()
  const outward = inTime(network.watchOutward(roots))
  const seldom = new Seldom(parts.up)
  const facts = watchFacts(parts, outward, reasons, seldom)
  const watchSignal = watchWay(parts, outward, reasons, seldom)
  const cpu = inTime(system.watchCpu(roots))
  const heat = seldom.read(inTime(() => system.readTemperature(roots)))
  const readOwn = watchOwn(parts, reasons)
  const measure = watchMeasurement(parts, outward, reasons)
  return {
    glance: async occasion => {
      void roundTrips.ask()
      // At once: what does not answer makes nobody else wait.
      const [signal, busy, celsius, found] = await Promise.all([
        watchSignal(),
        cpu(),
        heat(),
        facts.look(occasion),
      ])
      const outcomes = roundTrips.take()
      reasons.set('round_trip', roundTrips.reason)
      return {
        cpuPercent: reasons.known('cpu', busy),
        temperatureCelsius: reasons.known('temperature', celsius),
        signalDbm: signal.dbm,
        roundTrips: outcomes,
        facts: { ...found, interface: signal.interface, udp: roundTrips.udp, unreadable: reasons.all() },
      }
    },
    measure: async of => {
      if (of === 'own') return { throttled: null, onCharge: null, readings: await readOwn() }
      const [{ readings, ...rest }, own] = await Promise.all([measure(), readOwn()])
      return { ...rest, readings: { ...readings, ...own }, unheard: roundTrips.endInterval() }
    },
    anew: () => seldom.anew(),
    ask: () => void roundTrips.ask(),
    rest: facts.rest,
    stop: () => roundTrips.stop(),
  }
}

/** Where the way out leads, and how well the set hears it when that is Wi-Fi. */
function watchWay({ roots }: MachineParts, outward: network.Way, reasons: Reasons, seldom: Seldom) {
  const look = async (): Promise<Read<{ way: network.Outward; dbm: Read<number> }>> => {
    const way = await outward()
    if (!way.ok) return way
    const { name, kind } = way.value
    const dbm = kind === 'wifi' ? await network.readSignal(roots, name) : unreadable('absent')
    return { ok: true, value: { way: way.value, dbm } }
  }
  const wayOut = seldom.read(inTime(look))
  return async () => {
    const read = await wayOut()
    const known = reasons.known('interface', read)
    const dbm = reasons.known('signal', read.ok ? read.value.dbm : read)
    return { interface: known?.way.kind ?? null, dbm }
  }
}

/** What the agent knows of itself. */
function watchOwn({ roots, serverClock, steady }: MachineParts, reasons: Reasons) {
  const self = inTime(watchSelf(roots, steady))
  return async (): Promise<Measurement['readings']> => {
    const cost = reasons.known('agent', await self())
    return {
      clock_offset_ms: serverClock.offsetMs,
      agent_memory_mb: cost?.memoryMb ?? null,
      agent_cpu_percent: cost?.cpuPercent ?? null,
    }
  }
}

/** What is read of the machine once a report. */
function watchMeasurement(
  { roots, directory, steady }: MachineParts,
  outward: network.Way,
  reasons: Reasons,
): () => Promise<Measurement> {
  const rates = network.watchRates(roots, steady)
  const alongWay = <Value>(read: (name: string) => Promise<Read<Value>>) =>
    inTime(async () => {
      const way = await outward()
      return way.ok ? read(way.value.name) : way
    })
  const carriedBy = alongWay(rates)
  const speedOf = alongWay(name => network.readLinkSpeed(roots, name))
  const powerOf = watchPower(roots)
  const throttling = inTime(system.watchThrottling(roots))
  const memoryOf = inTime(() => system.readMemory(roots))
  const diskOf = inTime(() => system.readDiskFree(directory))
  return async () => {
    const [traffic, linkSpeed, power, throttled, memory, disk] = await Promise.all([
      carriedBy(),
      speedOf(),
      powerOf(),
      throttling(),
      memoryOf(),
      diskOf(),
    ])
    const carried = reasons.known('traffic', traffic)
    return {
      throttled: reasons.known('throttling', throttled),
      onCharge: power.ok ? power.value.onCharge : null,
      readings: {
        memory_used_percent: reasons.known('memory', memory),
        disk_free_percent: reasons.known('disk', disk),
        battery_percent: reasons.known('battery', power.ok ? power.value.batteryPercent : power),
        rx_bytes_per_second: carried?.rx ?? null,
        tx_bytes_per_second: carried?.tx ?? null,
        link_mbit_per_second: reasons.known('link_speed', linkSpeed),
      },
    }
  }
}
