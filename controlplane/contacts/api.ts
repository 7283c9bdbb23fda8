import Type, { type Static } from 'typebox'
import {
  contactRoles,
  contactsMax,
  emailCharactersMax,
  emailPattern,
  nameCharactersMax,
  phonePattern,
} from './rules.ts'

const closed = { additionalProperties: false }
const words = (length: number) => Type.Union([Type.String({ minLength: 1, maxLength: length }), Type.Null()])
const Id = Type.String({ format: 'uuid' })

/**
 * Whom to call: POST /api/trajectories/:code/contacts, POST /api/locations/:code/contacts, PUT and DELETE
 * /api/contacts/:id. `bestHours` in words: "na 16 uur".
 */
export const ContactFields = Type.Object(
  {
    role: Type.Enum(contactRoles),
    name: Type.String({ minLength: 1, maxLength: nameCharactersMax }),
    phone: Type.Union([Type.String({ pattern: phonePattern, description: '016 12 34 56' }), Type.Null()]),
    email: Type.Union([
      Type.String({ pattern: emailPattern, maxLength: emailCharactersMax, description: 'a@b.be' }),
      Type.Null(),
    ]),
    bestHours: words(60),
  },
  closed,
)
export type ContactFields = Static<typeof ContactFields>
export const OneContact = Type.Object({ id: Id }, closed)

export const Contact = Type.Object({ id: Id, ...ContactFields.properties }, closed)
export type Contact = Static<typeof Contact>

/** GET /api/locations/:code/contacts; every answer is written down. */
export const LocationContacts = Type.Object(
  { contacts: Type.Array(Contact, { maxItems: contactsMax }) },
  closed,
)
export type LocationContacts = Static<typeof LocationContacts>

/** GET /api/trajectories/:code/contacts: its own, and those of the place of its school side. Written down. */
export const TrajectoryContacts = Type.Object(
  {
    contacts: Type.Array(Contact, { maxItems: contactsMax }),
    school: Type.Array(Contact, { maxItems: contactsMax }),
  },
  closed,
)
export type TrajectoryContacts = Static<typeof TrajectoryContacts>

export const ContactRefused = Type.Object(
  { error: Type.String(), message: Type.String(), expected: Type.Optional(Type.String()) },
  closed,
)
