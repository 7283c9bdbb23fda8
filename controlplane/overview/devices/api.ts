import Type, { type Static } from 'typebox'
import { deviceStates } from '../../devices/rules.ts'
import { Instant, orNull, Text } from '../../platform/http/api.ts'
import { Presence } from '../api.ts'
import { deviceConcerns } from '../list/rules.ts'

const closed = { additionalProperties: false }

/** GET /api/devices: sets by what is to be decided about their device. `none`: no live device; `code`: a code waits. */
export const DevicesQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100 })),
    concern: Type.Optional(Type.Enum(deviceConcerns)),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })),
  },
  closed,
)
export type DevicesQuery = Static<typeof DevicesQuery>

export const DeviceRow = Type.Object(
  {
    label: Text,
    kind: Type.Enum(['home', 'school'] as const),
    trajectory: orNull(Text),
    /** Null: no live device. */
    device: orNull(
      Type.Object(
        { id: Text, state: Type.Enum(deviceStates), registeredAt: Instant, presence: Presence },
        closed,
      ),
    ),
    certificateUntil: orNull(Instant),
    /** Until when an unused code works. */
    codeUntil: orNull(Instant),
  },
  closed,
)
export type DeviceRow = Static<typeof DeviceRow>
export const DevicesPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer(),
    /** How many sets each concern has. */
    concerns: Type.Record(Type.Enum(deviceConcerns), Type.Integer()),
    rows: Type.Array(DeviceRow),
  },
  closed,
)
export type DevicesPage = Static<typeof DevicesPage>
