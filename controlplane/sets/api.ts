import Type, { type Static } from 'typebox'
import { setKinds } from './rules.ts'

const closed = { additionalProperties: false }
const text = (length: number) => Type.String({ minLength: 1, maxLength: length })

const componentTypes = [
  'laptop',
  'controller',
  'camera',
  'headset',
  'speaker',
  'microphone',
  'adapter',
] as const

export const SetLabel = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$', description: 'label of a set' })

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

export const NewSet = Type.Object(
  {
    label: SetLabel,
    kind: Type.Enum(setKinds),
    components: Type.Array(Component, { maxItems: 20 }),
  },
  closed,
)
export type NewSet = Static<typeof NewSet>

/** POST /api/sets: known labels stay as they are. */
export const RegisterSets = Type.Object(
  { items: Type.Array(NewSet, { minItems: 1, maxItems: 2000 }) },
  closed,
)
