import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false }
const orNull = (length: number) => Type.Union([Type.String({ minLength: 1, maxLength: length }), Type.Null()])

export const OneLocation = Type.Object(
  { code: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$' }) },
  closed,
)

/** Where a child lives: PUT /api/locations/:code/address, for homes alone. */
export const HomeAddress = Type.Object(
  {
    street: Type.String({ minLength: 1, maxLength: 120 }),
    /** House number, with its box. */
    number: Type.String({ minLength: 1, maxLength: 20 }),
    postcode: Type.String({ pattern: '^[0-9]{4}$', description: 'four figures' }),
    municipality: Type.String({ minLength: 1, maxLength: 80 }),
    /** How one gets in: the bell, the floor. */
    note: orNull(200),
  },
  closed,
)
export type HomeAddress = Static<typeof HomeAddress>

/** GET /api/locations/:code/address; every answer is written down. `address` null: not known. */
export const AddressAnswer = Type.Object(
  { code: Type.String(), address: Type.Union([HomeAddress, Type.Null()]) },
  closed,
)
export type AddressAnswer = Static<typeof AddressAnswer>

export const AddressRefused = Type.Object(
  { error: Type.String(), message: Type.String(), expected: Type.Optional(Type.String()) },
  closed,
)
