import Type, { type Static, type TSchema } from 'typebox'
import { CallFact } from './call.ts'
import { numbered } from './delivery.ts'
import { DoorOutcomes, doorKinds } from './doors.ts'
import { DisksFact, MachineFact } from './inventory.ts'

/** Why something could not be read: not there, not allowed, not possible on this system, it went wrong, or no answer came. */
export const unreadableReasons = ['absent', 'denied', 'unsupported', 'failed', 'no_answer'] as const
export type UnreadableReason = (typeof unreadableReasons)[number]

/** What a reason may be given for: one name per thing the agent reads, not per number. */
export const sensorNames = [
  'cpu',
  'memory',
  'disk',
  'temperature',
  'throttling',
  'battery',
  'traffic',
  'signal',
  'link_speed',
  'interface',
  'round_trip',
  'clock',
  'agent',
  'camera',
  'camera_privacy',
  'audio',
  'audio_level',
  'call',
  'machine',
  'disks',
] as const
export type SensorName = (typeof sensorNames)[number]

const orUnknown = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const Known = orUnknown(Type.Boolean())
const name = (length: number) => Type.String({ maxLength: length })

/** A camera slot; slots are numbered by the order of the system. Null = unknown. */
export const CameraFact = Type.Object({
  present: Known,
  model: orUnknown(name(64)),
  driver: orUnknown(name(64)),
  error: orUnknown(Type.Enum(['no_driver', 'driver_failed'])),
  blocked: Known,
})
export type CameraFact = Static<typeof CameraFact>

/** One direction of sound: what there is, and how the one in use is set. Null = unknown. */
export const AudioFact = Type.Object({
  present: Known,
  muted: Known,
  volume_zero: Known,
  model: Type.Optional(orUnknown(name(64))),
})
export type AudioFact = Static<typeof AudioFact>

export const interfaceKinds = ['wired', 'wifi', 'mobile', 'other', 'none'] as const
export type InterfaceKind = (typeof interfaceKinds)[number]

/** Whether the network lets UDP through, which video lessons use. Null = unknown. */
export const UdpFact = orUnknown(Type.Enum(['open', 'blocked']))
export type UdpFact = Static<typeof UdpFact>

const Unreadable = Type.Object(
  Object.fromEntries(sensorNames.map(sensor => [sensor, Type.Optional(Type.Enum(unreadableReasons))])) as {
    [Name in SensorName]: ReturnType<typeof optionalReason>
  },
)
function optionalReason() {
  return Type.Optional(Type.Enum(unreadableReasons))
}

const VersionsFact = Type.Object({
  agent: name(32),
  runtime: name(32),
  system: orUnknown(name(64)),
  protocol: Type.Integer({ minimum: 1, maximum: 255 }),
})

/** The closed list of facts: discrete things that hold until they change. Each may be sent alone. */
export const factSchemas = {
  camera_1: CameraFact,
  camera_2: CameraFact,
  camera_3: CameraFact,
  camera_4: CameraFact,
  audio_in: AudioFact,
  audio_out: AudioFact,
  on_charge: Known,
  battery_lasts: Known,
  call: CallFact,
  interface: orUnknown(Type.Enum(interfaceKinds)),
  door: Type.Enum(doorKinds),
  doors: DoorOutcomes,
  udp: UdpFact,
  report_interval_seconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
  unreadable: Unreadable,
  versions: VersionsFact,
  machine: MachineFact,
  disks: DisksFact,
  simulated: Type.Boolean(),
} as const

export type FactName = keyof typeof factSchemas
export type Facts = { [Name in FactName]?: Static<(typeof factSchemas)[Name]> }
export const factNames = Object.keys(factSchemas) as FactName[]
/** Facts of the agent itself: all that a home set tells outside lessons. */
export const agentFacts = [
  'door',
  'doors',
  'report_interval_seconds',
  'versions',
  'simulated',
] as const satisfies readonly FactName[]
export const cameraSlots = ['camera_1', 'camera_2', 'camera_3', 'camera_4'] as const

/** Why each fact is collected, for the family and the privacy register; kept as history for `retentionDays`. */
export const factPurposes: Record<FactName, { purpose: string; retentionDays: number }> = {
  camera_1: kept('tells whether the class can be seen; a code, never an image'),
  camera_2: kept('tells whether a second camera can take over; a code, never an image'),
  camera_3: kept('tells whether a further camera can take over; a code, never an image'),
  camera_4: kept('tells whether a further camera can take over; a code, never an image'),
  audio_in: kept('tells whether the set can hear; never sound'),
  audio_out: kept('tells whether the set can be heard; never sound'),
  on_charge: kept('warns before a lesson ends for lack of power'),
  battery_lasts: kept('tells in time that the battery will not last to the end of the next lesson'),
  call: kept(
    'tells whether the lesson is on; inside lessons alone, and nothing of what is said or shown',
    30,
  ),
  interface: kept('tells a cable from Wi-Fi, so that advice fits'),
  door: kept('tells which way through the network is open'),
  doors: kept('tells what keeps the other ways shut, so that the school can open them'),
  udp: kept('tells a network that lets no video lesson through from a poor line'),
  report_interval_seconds: kept('tells when silence means something'),
  unreadable: kept('tells unknown from healthy'),
  versions: kept('tells which sets need an update'),
  machine: kept('tells whether this is the machine that was lent; its serial number is never told'),
  disks: kept('finds sets with a disk of a bad series; its serial number is never told'),
  simulated: kept('keeps practice sets apart from real ones'),
}

/** Facts as a message body carries them: any of them, none twice. */
export const FactsBody = Type.Object(
  Object.fromEntries(factNames.map(fact => [fact, Type.Optional(factSchemas[fact])])) as {
    [Name in FactName]: ReturnType<typeof Type.Optional<(typeof factSchemas)[Name]>>
  },
)

/** `event`: the facts that changed. */
export const EventBody = Type.Object({ facts: FactsBody })
export const event = numbered('fact', 4096, EventBody, 'facts that changed')

function kept(purpose: string, retentionDays = 395) {
  return { purpose, retentionDays }
}
