import type { Facts, SensorName } from '../../protocol/facts.ts'
import type { RememberedCamera } from '../memory/saved-state.ts'
import type { Measurement } from '../report/sampling.ts'
import type { Sensing } from '../report/sensing.ts'
import { readAudio } from './audio.ts'
import { watchCameras } from './camera.ts'
import { assignSlots, cameraFacts, unknownCameraFacts } from './camera-slots.ts'
import type { ServerClock } from './clock.ts'
import * as network from './network.ts'
import { readPower } from './power.ts'
import type { Read, Roots, Unreadable } from './reading.ts'
import type { RoundTrips } from './round-trip.ts'
import { watchSelf } from './self.ts'
import * as system from './system.ts'

export type MachineParts = {
  roots: Roots
  /** folder on the disk that is watched */
  directory: string
  roundTrips: RoundTrips
  serverClock: ServerClock
  steady: () => number
  cameras: { remembered: readonly RememberedCamera[]; remember: (cameras: RememberedCamera[]) => void }
}

/** The sensors of this machine. What cannot be read is null, and its reason stands in the fact `unreadable`. */
export function senseMachine(parts: MachineParts): Sensing {
  const { roots, roundTrips } = parts
  const reasons = new Reasons()
  const facts = watchFacts(parts, reasons)
  const outward = network.watchOutward(roots)
  const cpu = system.watchCpu(roots)
  const readOwn = watchOwn(parts, reasons)
  const measure = watchMeasurement(parts, reasons)
  return {
    glance: async () => {
      void roundTrips.ask()
      const way = reasons.known('interface', await outward())
      const wifi = way?.kind === 'wifi' ? await network.readSignal(roots, way.name) : undefined
      const outcomes = roundTrips.take()
      reasons.set('round_trip', outcomes === undefined ? 'failed' : undefined)
      reasons.set('signal', wifi ? reasonIn(wifi) : 'absent')
      return {
        cpuPercent: reasons.known('cpu', await cpu()),
        temperatureCelsius: reasons.known('temperature', await system.readTemperature(roots)),
        signalDbm: wifi?.ok ? wifi.value : null,
        roundTrips: outcomes ?? [],
        facts: { ...(await facts()), interface: way?.kind ?? null, unreadable: reasons.all() },
      }
    },
    measure: async of => {
      if (of === 'own') return { throttled: null, onCharge: null, readings: await readOwn() }
      const { readings, ...rest } = await measure(reasons.known('interface', await outward())?.name ?? '')
      return { ...rest, readings: { ...readings, ...(await readOwn()) } }
    },
    stop: () => roundTrips.stop(),
  }
}

/** Cameras, sound and power as facts. */
function watchFacts({ roots, cameras }: MachineParts, reasons: Reasons): () => Promise<Facts> {
  const readCameras = watchCameras(roots)
  let { remembered } = cameras
  reasons.set('camera_privacy', 'unsupported')
  reasons.set('audio_level', 'unsupported')
  return async () => {
    const found = reasons.known('camera', await readCameras())
    const slots = found && assignSlots(remembered, found)
    if (slots) {
      const next = slots.map(slot => slot.remembered)
      if (JSON.stringify(next) !== JSON.stringify(remembered)) cameras.remember(next)
      remembered = next
    }
    const audio = reasons.known('audio', await readAudio(roots))
    const unknown = { present: null, muted: null, volume_zero: null }
    return {
      ...(slots ? cameraFacts(slots) : unknownCameraFacts(remembered)),
      audio_in: audio?.in ?? unknown,
      audio_out: audio?.out ?? unknown,
      on_charge: (await readPower(roots)).onCharge,
    }
  }
}

/** What the agent knows of itself. */
function watchOwn({ roots, serverClock, steady }: MachineParts, reasons: Reasons) {
  const self = watchSelf(roots, steady)
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
function watchMeasurement(parts: MachineParts, reasons: Reasons): (way: string) => Promise<Measurement> {
  const { roots, directory, steady } = parts
  const rates = network.watchRates(roots, steady)
  const throttling = system.watchThrottling(roots)
  return async way => {
    const traffic = reasons.known('traffic', await rates(way))
    const power = await readPower(roots)
    return {
      throttled: reasons.known('throttling', await throttling()),
      onCharge: power.onCharge,
      readings: {
        memory_used_percent: reasons.known('memory', await system.readMemory(roots)),
        disk_free_percent: reasons.known('disk', await system.readDiskFree(directory)),
        battery_percent: reasons.known('battery', power.batteryPercent),
        rx_bytes_per_second: traffic?.rx ?? null,
        tx_bytes_per_second: traffic?.tx ?? null,
        link_mbit_per_second: reasons.known('link_speed', await network.readLinkSpeed(roots, way)),
      },
    }
  }
}

/** Why which sensor could not read, as of its last try. */
class Reasons {
  readonly #reasons: Unreadable = {}

  set(sensor: SensorName, reason: Unreadable[SensorName] | undefined): void {
    if (reason === undefined) delete this.#reasons[sensor]
    else this.#reasons[sensor] = reason
  }

  /** The value, or null after noting why there is none. */
  known<Value>(sensor: SensorName, read: Read<Value>): Value | null {
    this.set(sensor, reasonIn(read))
    return read.ok ? read.value : null
  }

  all(): Unreadable {
    return { ...this.#reasons }
  }
}

function reasonIn(read: Read<unknown>): Unreadable[SensorName] | undefined {
  return read.ok ? undefined : read.reason
}
