import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { toldName } from '../sensors/reading.ts'
import type { Sound } from './words.ts'

const Properties = Type.Record(Type.String(), Type.String())
const Device = Type.Object({
  name: Type.String(),
  mute: Type.Boolean(),
  volume: Type.Record(Type.String(), Type.Object({ value: Type.Number() })),
  properties: Properties,
})
type Device = Static<typeof Device>
const Devices = Type.Array(Device)
const Inputs = Type.Array(Type.Object({ ...Device.properties, monitor_source: Type.String() }))
const Defaults = Type.Object({ default_sink_name: Type.String(), default_source_name: Type.String() })
const Recordings = Type.Array(
  Type.Object({ source: Type.Number(), corked: Type.Boolean(), properties: Properties }),
)
const Sources = Type.Array(
  Type.Object({ index: Type.Number(), properties: Properties, monitor_source: Type.String() }),
)

/** What the sound server says of how sound is set; undefined: it says something else. All from its lists in JSON. */
export function judgeLevels(defaults: unknown, sources: unknown, sinks: unknown): Sound | undefined {
  if (!Check(Defaults, defaults) || !Check(Inputs, sources) || !Check(Devices, sinks)) return undefined
  const input = sources.find(({ name }) => name === defaults.default_source_name)
  const output = sinks.find(({ name }) => name === defaults.default_sink_name)
  // Where nothing records, the server takes what is played for a microphone.
  return { in: input && !isMonitor(input) ? levelOf(input) : null, out: output ? levelOf(output) : null }
}

function levelOf({ mute, volume, properties }: Device): NonNullable<Sound['in']> {
  const channels = Object.values(volume)
  return {
    muted: mute,
    volume_zero: channels.length > 0 && channels.every(({ value }) => value === 0),
    model: modelOf(properties),
  }
}

/** What the maker calls it. A radio carries a name that a person gave it: that is nobody's business. */
function modelOf(properties: Record<string, string>): string | null {
  if (properties['device.bus'] === 'bluetooth' || properties['device.api']?.startsWith('bluez')) return null
  return toldName(properties['device.product.name'] ?? properties['alsa.card_name'])
}

/** What is played, as if it were a microphone. */
function isMonitor({
  properties,
  monitor_source: of,
}: {
  properties: Record<string, string>
  monitor_source: string
}) {
  return properties['device.class'] === 'monitor' || of !== ''
}

/** A program that takes sound from a microphone: its number, and its own word for what it is. */
export type Recorder = { pid: number; binary: string | undefined }

/** Who takes sound from a microphone now; undefined: the server says something else. */
export function judgeRecorders(recordings: unknown, sources: unknown): Recorder[] | undefined {
  if (!Check(Recordings, recordings) || !Check(Sources, sources)) return undefined
  const monitors = sources.filter(isMonitor).map(({ index }) => index)
  return recordings
    .filter(({ corked, source }) => !corked && !monitors.includes(source))
    .map(({ properties }) => ({
      pid: Number(properties['application.process.id']),
      binary: properties['application.process.binary'],
    }))
}
