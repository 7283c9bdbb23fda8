import type { CallFact } from '../../protocol/call.ts'
import type { AudioFact, Facts } from '../../protocol/facts.ts'
import type { Desks } from '../desktop/desks.ts'
import type { Sound } from '../desktop/words.ts'
import type { Bytes } from '../link/own-traffic.ts'
import type { RememberedCamera } from '../memory/saved-state.ts'
import type { Occasion } from '../report/sensing.ts'
import type { Read } from './asking.ts'
import { readAudio } from './audio.ts'
import { type Charge, lasts, withCharge } from './battery-judging.ts'
import { watchCall } from './call.ts'
import { watchCameras } from './camera.ts'
import { assignSlots, cameraFacts, unknownCameraFacts } from './camera-slots.ts'
import type { ServerClock } from './clock.ts'
import { inTime } from './in-time.ts'
import type { Inventory } from './inventory.ts'
import { readTraffic, type Way } from './network.ts'
import { type Power, readPower } from './power.ts'
import type { Roots } from './reading.ts'
import type { Reasons } from './reasons.ts'
import type { RoundTrips } from './round-trip.ts'
import type { Seldom } from './seldom.ts'

export type MachineParts = {
  roots: Roots
  /** folder on the disk that is watched */
  directory: string
  roundTrips: RoundTrips
  serverClock: ServerClock
  steady: () => number
  /** ms since the set started, its sleep counted in */
  up: () => number
  /** ms since 1970 UTC by the set's clock */
  now: () => number
  cameras: { remembered: readonly RememberedCamera[]; remember: (cameras: RememberedCamera[]) => void }
  /** the desktop parts of who is signed in */
  desks: Pick<Desks, 'sound' | 'call' | 'want'>
  /** programs of the call application; undefined: none is known, and a call is not asked for */
  callBinaries: readonly string[] | undefined
  /** what the agent itself has moved over the network */
  ownTraffic: { bytes: Bytes }
  inventory: Inventory
}

/** A battery that was not looked at for longer is looked at anew. */
const unseenMsMax = 60_000

type Watch = (occasion: Occasion) => Promise<Facts>

/** Cameras, sound, power, call and machine as facts. `rest` forgets what is known of a lesson. */
export function watchFacts(parts: MachineParts, outward: Way, reasons: Reasons, seldom: Seldom) {
  const cameras = watchCameraFacts(parts, reasons, seldom)
  const sound = watchSound(parts, reasons, seldom)
  const power = watchPowerFacts(parts, seldom)
  const call = watchCallFact(parts, outward, reasons)
  return {
    look: async (occasion: Occasion): Promise<Facts> => {
      const all = [cameras(), sound(), power(occasion), call.look(occasion)]
      return Object.assign({}, ...(await Promise.all(all)), inventoryFacts(parts.inventory, reasons))
    },
    rest: () => {
      call.forget()
      parts.desks.want({ banner: null })
    },
  }
}

function watchCameraFacts({ roots, cameras }: MachineParts, reasons: Reasons, seldom: Seldom) {
  const readCameras = inTime(watchCameras(roots, seldom))
  let { remembered } = cameras
  reasons.set('camera_privacy', 'unsupported')
  return async (): Promise<Facts> => {
    const found = reasons.known('camera', await readCameras())
    const slots = found && assignSlots(remembered, found)
    if (!slots) return unknownCameraFacts(remembered)
    const next = slots.map(slot => slot.remembered)
    if (JSON.stringify(next) !== JSON.stringify(remembered)) cameras.remember(next)
    remembered = next
    return cameraFacts(slots)
  }
}

/** What there is, by the system; how it is set, by who sits there. */
function watchSound({ roots, desks }: MachineParts, reasons: Reasons, seldom: Seldom) {
  const audioOf = seldom.read(inTime(() => readAudio(roots)))
  const unknown: AudioFact = { present: null, muted: null, volume_zero: null }
  const nothing: Sound = { in: null, out: null }
  return async (): Promise<Facts> => {
    const audio = reasons.known('audio', await audioOf()) ?? { in: unknown, out: unknown }
    const levels = reasons.known('audio_level', desks.sound()) ?? nothing
    return { audio_in: { ...audio.in, ...levels.in }, audio_out: { ...audio.out, ...levels.out } }
  }
}

export function watchPower(roots: Roots): () => Promise<Read<Power>> {
  return inTime(async () => ({ ok: true, value: await readPower(roots) }) as const)
}

function watchPowerFacts({ roots, up, desks }: MachineParts, seldom: Seldom): Watch {
  const powerOf = seldom.read(watchPower(roots))
  let lookedAt = 0
  let charges: Charge[] = []
  let battery_lasts: boolean | null = null
  return async ({ lessonEndsInMs }) => {
    const read = await powerOf()
    const onCharge = read.ok ? read.value.onCharge : null
    const percent = read.ok && read.value.batteryPercent.ok ? read.value.batteryPercent.value : undefined
    const now = percent === undefined ? undefined : { percent, atMs: up() }
    // What happened to it meanwhile, nobody saw: a sleep, or a charger that came and went.
    if (up() - lookedAt > unseenMsMax) charges = []
    lookedAt = up()
    charges = now && onCharge === false ? withCharge(charges, now) : []
    battery_lasts = lasts({ charges, now, onCharge, forMs: lessonEndsInMs }, battery_lasts)
    desks.want({ banner: battery_lasts === false ? 'battery_low' : null })
    return { on_charge: onCharge, battery_lasts }
  }
}

/** Outside lesson time nothing is looked for, and nothing stays of what was seen. */
function watchCallFact(parts: MachineParts, outward: Way, reasons: Reasons) {
  const { roots, desks, callBinaries, ownTraffic } = parts
  const watch = watchCall({
    ...parts,
    seen: () => desks.call(),
    outward,
    traffic: name => readTraffic(roots, name),
    own: () => ownTraffic.bytes,
  })
  const unknown = { app: 'unknown', media: 'unknown' } as const
  let lastWord: CallFact | undefined
  const forget = () => {
    watch.forget()
    desks.want({ call: null })
    reasons.set('call', undefined)
  }
  const look = async ({ isCallTime, callTimeEnds }: Occasion): Promise<Facts> => {
    if (!isCallTime || callTimeEnds || !callBinaries) forget()
    if (!isCallTime || !callBinaries) return {}
    // The last word of a lesson: what held then would stand until the next one.
    lastWord = callTimeEnds ? (lastWord ?? { ...unknown, since: Math.round(parts.now()) }) : undefined
    if (lastWord) return { call: lastWord }
    desks.want({ call: [...callBinaries] })
    const { fact, reason } = await watch.look()
    reasons.set('call', reason)
    return { call: fact }
  }
  return { look, forget }
}

function inventoryFacts(inventory: Inventory, reasons: Reasons): Facts {
  inventory.look()
  const { found } = inventory
  if (!found) return {}
  for (const sensor of ['machine', 'disks'] as const) reasons.known(sensor, found)
  return found.ok ? found.value : {}
}
