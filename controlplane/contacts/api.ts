import Type, { type Static } from 'typebox'
import { OneLocation } from '../locations/address/api.ts'
import { type Contracts, closed, Done, Nothing } from '../platform/http/api.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import {
  contactRoles,
  contactsMax,
  emailCharactersMax,
  emailPattern,
  nameCharactersMax,
  phonePattern,
} from './rules.ts'

const words = (length: number) => Type.Union([Type.String({ minLength: 1, maxLength: length }), Type.Null()])
const Id = Type.String({ format: 'uuid' })

/** Whom to call. `bestHours` in words: "na 16 uur". */
export const ContactFields = Type.Object(
  {
    role: Type.Enum(contactRoles),
    name: Type.String({ minLength: 1, maxLength: nameCharactersMax }),
    phone: Type.Union([Type.String({ pattern: phonePattern, examples: ['016 12 34 56'] }), Type.Null()]),
    email: Type.Union([
      Type.String({ pattern: emailPattern, maxLength: emailCharactersMax, examples: ['els@school.example'] }),
      Type.Null(),
    ]),
    bestHours: words(60),
  },
  closed,
)
export type ContactFields = Static<typeof ContactFields>
const OneContact = Type.Object({ id: Id }, closed)

export const Contact = Type.Object({ id: Id, ...ContactFields.properties }, closed)
export type Contact = Static<typeof Contact>

export const LocationContacts = Type.Object(
  { contacts: Type.Array(Contact, { maxItems: contactsMax }) },
  closed,
)
export type LocationContacts = Static<typeof LocationContacts>

/** Its own, and those of the place of its school side. */
export const TrajectoryContacts = Type.Object(
  {
    contacts: Type.Array(Contact, { maxItems: contactsMax }),
    school: Type.Array(Contact, { maxItems: contactsMax }),
  },
  closed,
)
export type TrajectoryContacts = Static<typeof TrajectoryContacts>

/** Why somebody to call is not kept. */
export const contactRefusals = {
  unknown_owner: {
    status: 404,
    message: 'There is nothing with this code.',
    expected: 'the code of a trajectory or a location',
  },
  unknown_contact: { status: 404, message: 'There is no such contact.', expected: 'a contact of the list' },
  too_many_contacts: {
    status: 409,
    message: 'There are as many contacts here as there may be.',
    expected: `at most ${contactsMax}; remove one first`,
  },
} as const
export type ContactRefusal = keyof typeof contactRefusals

const one = { policy: 'changeOneContact', of: 'contact', params: OneContact, answer: Done } as const
const refusals = contactRefusals

/** Whom to call. Every answer is written down. */
export const contactApi = {
  'GET /api/trajectories/:code/contacts': {
    policy: 'seeContacts',
    of: 'trajectory',
    params: OneTrajectory,
    answer: TrajectoryContacts,
    refusals,
  },
  'POST /api/trajectories/:code/contacts': {
    policy: 'changeContacts',
    of: 'trajectory',
    params: OneTrajectory,
    body: ContactFields,
    answer: OneContact,
    refusals,
  },
  'GET /api/locations/:code/contacts': {
    policy: 'seePlaceContacts',
    params: OneLocation,
    answer: LocationContacts,
    refusals,
  },
  'POST /api/locations/:code/contacts': {
    policy: 'changePlaceContacts',
    params: OneLocation,
    body: ContactFields,
    answer: OneContact,
    refusals,
  },
  'PUT /api/contacts/:id': { ...one, body: ContactFields, refusals },
  'DELETE /api/contacts/:id': { ...one, body: Nothing, refusals },
} as const satisfies Contracts
