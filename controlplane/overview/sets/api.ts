import Type, { type Static } from 'typebox'
import { doorKinds } from '../../../protocol/doors.ts'
import { interfaceKinds } from '../../../protocol/facts.ts'
import { deviceStates, presenceStates } from '../../devices/rules.ts'
import { listExport } from '../../platform/files/table/words-api.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { setKinds } from '../../sets/rules.ts'
import { cameraStates } from '../../telemetry/camera/rules.ts'
import { Camera, Place, Presence } from '../api.ts'
import { deviceWords } from '../list/rules.ts'

export const setSorts = ['label', 'kind', 'presence', 'heard', 'camera', 'trajectory', 'place'] as const
export type SetSort = (typeof setSorts)[number]

/** Filters of the list of sets; several words of one filter are joined by commas. Used in the page's address too. */
const setFilters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'label, trajectory, place or serial' })),
  kind: Type.Optional(words(setKinds)),
  presence: Type.Optional(words(presenceStates)),
  camera: Type.Optional(words(cameraStates)),
  device: Type.Optional(words(deviceWords)),
  simulated: Type.Optional(Type.Enum(['yes', 'no'])),
  pair: Type.Optional(Type.Enum(['yes', 'no'])),
}
const ordering = {
  sort: Type.Optional(Type.Enum(setSorts)),
  direction: Type.Optional(Type.Enum(['up', 'down'])),
}

/** GET /api/sets; numbers in a query are digits, because the address is text. */
export const SetsQuery = Type.Object(
  {
    ...setFilters,
    ...ordering,
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,7}$' })),
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9][0-9]{0,2}|1000)$', description: '1–1000, default 100' }),
    ),
  },
  closed,
)
export type SetsQuery = Static<typeof SetsQuery>

/** What the filter shows, all of it, in the order shown, as a file in the words of the screen. */
export const SetsExportQuery = Type.Object(
  {
    ...setFilters,
    ...ordering,
    labels: Type.Optional(Type.String({ maxLength: 8000 })),
    ...listExport,
  },
  closed,
)
export type SetsExportQuery = Static<typeof SetsExportQuery>

export const SetRow = Type.Object(
  {
    label: Text,
    kind: Type.Enum(setKinds),
    trajectory: orNull(Text),
    place: orNull(Place),
    presence: Presence,
    presenceSince: orNull(Instant),
    heardAt: orNull(Instant),
    camera: Camera,
    interface: orNull(Type.Enum(interfaceKinds)),
    agentVersion: orNull(Text),
    device: orNull(Type.Enum(deviceStates)),
    door: orNull(Type.Enum(doorKinds)),
    certificateUntil: orNull(Instant),
    simulated: Type.Boolean(),
    rttMs: orNull(Type.Number()),
    lossPercent: orNull(Type.Number()),
    measuredAt: orNull(Instant),
  },
  closed,
)
export type SetRow = Static<typeof SetRow>

export const SetsPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer({ description: 'rows that match all filters' }),
    presence: Type.Object(
      Object.fromEntries(presenceStates.map(state => [state, Type.Integer()])) as {
        [State in (typeof presenceStates)[number]]: Type.TInteger
      },
      { ...closed, description: 'matches of the other filters by presence' },
    ),
    rows: Type.Array(SetRow),
  },
  closed,
)
export type SetsPage = Static<typeof SetsPage>

function words(of: readonly string[]) {
  const word = `(${of.join('|')})`
  return Type.String({ pattern: `^${word}(,${word})*$` })
}
