import Type, { type Static } from 'typebox'
import { type Contracts, closed, orNull } from '../../platform/http/api.ts'

export const LocationCode = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$', examples: ['SCH-0412'] })
export const OneLocation = Type.Object({ code: LocationCode }, closed)

/** Where a child lives; of homes alone. */
export const HomeAddress = Type.Object(
  {
    street: Type.String({ minLength: 1, maxLength: 120 }),
    /** House number, with its box. */
    number: Type.String({ minLength: 1, maxLength: 20 }),
    postcode: Type.String({ pattern: '^[0-9]{4}$', description: 'four figures', examples: ['3000'] }),
    municipality: Type.String({ minLength: 1, maxLength: 80 }),
    /** How one gets in: the bell, the floor. */
    note: orNull(Type.String({ minLength: 1, maxLength: 200 })),
  },
  closed,
)
export type HomeAddress = Static<typeof HomeAddress>

/** `address` null: not known. */
export const AddressAnswer = Type.Object(
  { code: Type.String(), address: Type.Union([HomeAddress, Type.Null()]) },
  closed,
)
export type AddressAnswer = Static<typeof AddressAnswer>

/** The place of an address is not there. */
export const unknownLocation = {
  unknown_location: {
    status: 404,
    message: 'No location has the code {where}.',
    expected: 'the code of a registered location',
  },
} as const
const refusals = {
  ...unknownLocation,
  not_a_home: {
    status: 409,
    message: 'This location is no home: addresses are kept of homes alone.',
    expected: 'the code of a home',
  },
} as const

/** Where children live. Every answer is written down. */
export const addressApi = {
  'GET /api/locations/:code/address': {
    policy: 'seeAddresses',
    params: OneLocation,
    answer: AddressAnswer,
    refusals,
  },
  'PUT /api/locations/:code/address': {
    policy: 'changeAddresses',
    params: OneLocation,
    body: HomeAddress,
    answer: AddressAnswer,
    refusals,
  },
} as const satisfies Contracts
