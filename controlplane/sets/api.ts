import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done } from '../platform/http/api.ts'
import { componentsMax, componentTypes, setKinds } from './rules.ts'

const text = (length: number) => Type.String({ minLength: 1, maxLength: length })

const SetLabel = Type.String({
  pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$',
  description: 'label of a set',
  examples: ['KS-0412'],
})
/** The one in an address. */
export const OneSet = Type.Object({ label: SetLabel }, closed)

/** Why a set cannot be what is asked. */
export const setRefusals = {
  unknown_set: {
    status: 404,
    message: 'No set has the label {where}.',
    expected: 'the label of a registered set',
  },
} as const

const componentRefusals = {
  serial_taken: {
    status: 409,
    message: 'Another component has this serial: {where}.',
    expected: 'a serial that no other component of any set has',
  },
} as const

/** How many of a list were added, and how many were known before. */
export const Registered = Type.Object({ registered: Type.Integer(), known: Type.Integer() }, closed)

export const Component = Type.Object(
  {
    type: Type.Enum(componentTypes),
    make: text(60),
    model: text(60),
    serial: Type.Union([text(60), Type.Null()]),
  },
  closed,
)
export type Component = Static<typeof Component>

const Components = Type.Array(Component, { maxItems: componentsMax })

export const NewSet = Type.Object(
  {
    label: SetLabel,
    kind: Type.Enum(setKinds),
    components: Components,
  },
  closed,
)
export type NewSet = Static<typeof NewSet>

/** Known labels stay as they are. */
export const RegisterSets = Type.Object(
  { items: Type.Array(NewSet, { minItems: 1, maxItems: 2000 }) },
  closed,
)

export const setApi = {
  'POST /api/sets': { policy: 'registerSets', body: RegisterSets, answer: Registered },
  'PUT /api/sets/:label/components': {
    policy: 'registerSets',
    params: OneSet,
    body: Type.Object({ components: Components }, closed),
    answer: Done,
    refusals: { ...setRefusals, ...componentRefusals },
  },
} as const satisfies Contracts
