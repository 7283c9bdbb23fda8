import Type from 'typebox'
import { type ReadingName, readingNames } from '../../protocol/report.ts'
import { presenceStates } from '../devices/rules.ts'
import { closed, orNull, Text } from '../platform/http/api.ts'
import { cameraStates } from '../telemetry/camera/rules.ts'
import { soundStates } from '../telemetry/sound/rules.ts'

/** One schema for each number of a report. */
export function byReading<Schema extends Type.TSchema>(schema: Schema) {
  const properties = Object.fromEntries(readingNames.map(name => [name, schema]))
  return Type.Object(properties as Record<ReadingName, Schema>, closed)
}

export const Presence = Type.Enum(presenceStates)
export const Camera = Type.Enum(cameraStates)
export const Sound = Type.Enum(soundStates)
export const Reading = orNull(Type.Number())
export const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)
