import Type, { type Static } from 'typebox'
import { type ReadingName, readingNames } from '../../protocol/report.ts'
import { presenceStates } from '../devices/rules.ts'
import { cameraStates } from '../telemetry/camera/rules.ts'

/** No fields but those that are named. */
export const closed = { additionalProperties: false }

export function orNull<Schema extends Type.TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

/** One schema for each number of a report. */
export function byReading<Schema extends Type.TSchema>(schema: Schema) {
  const properties = Object.fromEntries(readingNames.map(name => [name, schema]))
  return Type.Object(properties as Record<ReadingName, Schema>, closed)
}

export const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
export const Text = Type.String()
export const Presence = Type.Enum(presenceStates)
export const Camera = Type.Enum(cameraStates)
export const Reading = orNull(Type.Number())
export const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)

/** Every refusal has this shape. `where` names the field or the object, `expected` what would have been right. */
export const Refusal = Type.Object(
  { error: Text, message: Text, where: Type.Optional(Text), expected: Type.Optional(Text) },
  closed,
)
export type Refusal = Static<typeof Refusal>
