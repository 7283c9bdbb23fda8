import type { Surroundings } from '../../agent/checks/surroundings.ts'
import type { Random } from '../../agent/clock.ts'
import type { Glance, Measurement } from '../../agent/report/sampling.ts'
import type { Sensing } from '../../agent/report/sensing.ts'
import type { CallFact } from '../../protocol/call.ts'
import type { AudioFact, CameraFact, Facts } from '../../protocol/facts.ts'
import { seededRandom, wandering } from './chance.ts'
import type { FleetSet } from './population.ts'
import type { Scenario } from './scenarios.ts'
import { type LocalTime, lessonLoad } from './school-day.ts'

type Around = {
  now: () => number
  localTime: () => LocalTime
  /** whether the set has a lesson; undefined, or left out: nobody told it, and it plays an ordinary school day */
  isLesson?: () => boolean | undefined
  /** how far the practice set's clock is ahead of the control plane's, in ms */
  clockOffsetMs: () => number | null
  /** whether it reaches the other side of its pair; left out: it does */
  isTogether?: () => boolean
  /** whether its camera was unplugged; left out: not */
  isUnplugged?: () => boolean
}

/** What stands around a practice set: a network that is there, and the name of its control plane. */
export const scriptedSurroundings: Surroundings = {
  gateway: async () => ({ ok: true, value: true }),
  name: async () => ({ ok: true, value: true }),
  callApp: async () => ({ ok: false, reason: 'unsupported' }),
}

/** Sensors that say what the scenario wants, with numbers that wander as those of a real set do. */
export function scriptSensors(set: FleetSet, scenario: Scenario, seed: number, around: Around): Sensing {
  const random = seededRandom(seed)
  const play = new Play(set, scenario, random, around)
  return {
    glance: async ({ isCallTime }) => ({
      ...play.glance(),
      facts: { ...play.facts(), ...(isCallTime && { call: play.call() }) },
    }),
    measure: async () => play.measurement(),
    ask: () => play.ask(),
    stop: () => undefined,
  }
}

const batteryCycleMs = 90 * 60_000
/** A charge below this does not last for a morning. */
const lastsFromPercent = 45
const cameraCycleMs = 12 * 60_000
const cameraAwayMs = 3 * 60_000

class Play {
  readonly #set: FleetSet
  readonly #scenario: Scenario
  readonly #random: Random
  readonly #around: Around
  readonly #wander: ((atMs: number) => number)[]
  readonly #wifi: boolean
  readonly #shift: number
  #asked = 0
  #call: CallFact | undefined
  readonly #base: { cpu: number; memory: number; disk: number; rtt: number; signal: number; heat: number }

  constructor(set: FleetSet, scenario: Scenario, random: Random, around: Around) {
    this.#set = set
    this.#scenario = scenario
    this.#random = random
    this.#around = around
    this.#wander = Array.from({ length: 6 }, () => wandering(random))
    this.#wifi = scenario === 'poor wifi' || (set.kind === 'home' && random() < 0.7)
    this.#shift = Math.floor(random() * 4) * 5
    this.#base = {
      cpu: 3 + random() * 4,
      memory: 34 + random() * 22,
      disk: scenario === 'disk nearly full' ? 6 : 35 + random() * 45,
      rtt: (this.#wifi ? 18 : 9) + random() * 14,
      signal: scenario === 'poor wifi' ? -80 : -48 - random() * 16,
      heat: (scenario === 'hot' ? 84 : 44) + random() * 8,
    }
  }

  /** One more request along the line. */
  ask(): void {
    this.#asked += 1
  }

  glance(): Glance {
    const load = this.#load()
    const requests = 1 + this.#asked
    this.#asked = 0
    const cpu = this.#base.cpu + load * 26 + this.#wave(0) * (3 + load * 9) + this.#random() * 3
    const heat = this.#base.heat + load * 9 + this.#wave(1) * 3
    return {
      cpuPercent: Math.min(100, Math.max(0.4, this.#scenario === 'hot' ? cpu + 45 : cpu)),
      temperatureCelsius: this.#scenario === 'few sensors' ? null : heat,
      signalDbm: this.#wifi ? this.#base.signal + this.#wave(2) * 5 + this.#random() * 2 : null,
      roundTrips: Array.from({ length: requests }, () => this.#roundTrip(load)),
    }
  }

  measurement(): Measurement {
    const load = this.#load()
    const kilobytes = (busy: number, idle: number) =>
      1000 * Math.max(0.1, idle + load * busy * (1 + this.#wave(3) * 0.2))
    const battery = this.#battery()
    return {
      throttled: this.#scenario === 'hot' ? this.#wave(1) > 0 : false,
      onCharge: battery?.onCharge ?? null,
      readings: {
        memory_used_percent: this.#base.memory + load * 12 + this.#wave(4) * 3,
        disk_free_percent: this.#scenario === 'few sensors' ? null : this.#base.disk + this.#wave(5) * 0.4,
        battery_percent: battery?.percent ?? null,
        rx_bytes_per_second: kilobytes(210, 1.2 + this.#random()),
        tx_bytes_per_second: kilobytes(165, 0.6 + this.#random()),
        link_mbit_per_second: this.#wifi ? null : 1000,
        clock_offset_ms: this.#around.clockOffsetMs(),
        agent_memory_mb: 17 + this.#wave(4) * 0.6,
        agent_cpu_percent: 0.02 + this.#random() * 0.01,
      },
    }
  }

  facts(): Facts {
    const few = this.#scenario === 'few sensors'
    const battery = this.#battery()
    return {
      ...(this.#set.kind === 'school'
        ? { camera_1: this.#camera('Helder PTZ 4') }
        : { camera_1: this.#camera('Helder C2') }),
      audio_in: few ? unknownAudio : soundAudio,
      audio_out: few ? unknownAudio : soundAudio,
      on_charge: battery?.onCharge ?? null,
      ...(battery ? { battery_lasts: battery.onCharge || battery.percent > lastsFromPercent } : {}),
      interface: this.#wifi ? 'wifi' : 'wired',
      udp: 'open',
      unreadable: {
        ...(few ? ({ temperature: 'denied', disk: 'failed', audio: 'denied' } as const) : {}),
        ...(this.#set.kind === 'school' ? ({ battery: 'absent' } as const) : {}),
        ...(this.#wifi ? ({ link_speed: 'unsupported' } as const) : ({ signal: 'absent' } as const)),
      },
    }
  }

  /** The two of a pair are in a call all through their lesson, as far as they reach each other. */
  call(): CallFact {
    const isLesson = this.#around.isLesson?.() === true
    const isTogether = isLesson && (this.#around.isTogether?.() ?? true)
    const app = isLesson ? 'running' : 'stopped'
    const media = isTogether ? 'both' : 'none'
    if (this.#call?.app !== app || this.#call.media !== media)
      this.#call = { app, media, since: this.#around.now() }
    return this.#call
  }

  #camera(model: string): CameraFact {
    const fact: CameraFact = { present: true, model, driver: 'uvcvideo', error: null, blocked: false }
    if (this.#scenario === 'camera absent' || this.#around.isUnplugged?.())
      return { ...fact, present: false, driver: null }
    if (this.#scenario === 'camera driver failed') return { ...fact, error: 'driver_failed' }
    if (this.#scenario === 'camera blocked') return { ...fact, blocked: true }
    if (this.#scenario !== 'camera comes and goes') return fact
    return this.#around.now() % cameraCycleMs < cameraAwayMs
      ? { ...fact, present: false, driver: null }
      : fact
  }

  #battery(): { percent: number; onCharge: boolean } | undefined {
    if (this.#set.kind === 'school') return undefined
    if (this.#scenario !== 'battery runs down') return { percent: 97 + this.#wave(5) * 2, onCharge: true }
    const part = (this.#around.now() % batteryCycleMs) / batteryCycleMs
    return part < 0.8
      ? { percent: 96 - (part / 0.8) * 86, onCharge: false }
      : { percent: 10 + ((part - 0.8) / 0.2) * 86, onCharge: true }
  }

  #roundTrip(load: number): number | null {
    const poor = this.#scenario === 'poor wifi'
    if (this.#random() < (poor ? 0.09 + this.#wave(3) * 0.05 : 0.0008)) return null
    const spike = this.#random() < (poor ? 0.25 : 0.02) ? this.#random() * (poor ? 260 : 25) : 0
    return Math.max(3, this.#base.rtt * (1 + load * 0.15) + this.#wave(3) * 4 + this.#random() * 3 + spike)
  }

  #load(): number {
    const told = this.#around.isLesson?.()
    if (told !== undefined) return told ? 1 : 0
    return lessonLoad(this.#around.localTime(), this.#shift)
  }

  #wave(of: number): number {
    return this.#wander[of]!(this.#around.now())
  }
}

const soundAudio: AudioFact = { present: true, muted: false, volume_zero: false }
const unknownAudio: AudioFact = { present: null, muted: null, volume_zero: null }
