import Type, { type Static } from 'typebox'
import { AccountId, HeldRoles } from '../api.ts'

const closed = { additionalProperties: false }
const Text = Type.String()
const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

/**
 * GET /api/accounts: everybody who may sign in, by first name alone, who waits for a role first. `q`: whole words of a
 * name or an e-mail.
 */
export const AccountsQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }, closed)
export const AccountRow = Type.Object(
  {
    id: AccountId,
    firstName: Text,
    roles: HeldRoles,
    /** Null: signs in by links of the server alone. */
    issuer: orNull(Text),
    disabledAt: orNull(Instant),
    createdAt: Instant,
    signedInAt: orNull(Instant),
    /** Browsers in which this person is signed in now. */
    signIns: Type.Integer(),
  },
  closed,
)
export type AccountRow = Static<typeof AccountRow>
export const AccountsPage = Type.Object({ at: Instant, accounts: Type.Array(AccountRow) }, closed)
export type AccountsPage = Static<typeof AccountsPage>

/** GET /api/accounts/:id: who it is; every answer is written down. */
export const AccountName = Type.Object(
  { id: AccountId, firstName: Text, name: Text, email: orNull(Text) },
  closed,
)
export type AccountName = Static<typeof AccountName>

export const OneAccount = Type.Object({ id: AccountId }, closed)
/** PUT /api/accounts/:id/roles: exactly these. */
export const NewRoles = Type.Object({ roles: HeldRoles }, closed)

/** GET /api/sign-ins (one's own) and GET /api/accounts/:id/sign-ins: those of the last thirty days, newest first. */
export const SignInRow = Type.Object(
  {
    id: AccountId,
    how: Type.Enum(['provider', 'link'] as const),
    /** What the browser calls itself. */
    browser: Text,
    createdAt: Instant,
    usedAt: Instant,
    /** When it ended, or will end when nobody uses it. */
    endsAt: Instant,
    state: Type.Enum(['open', 'signed_out', 'replaced', 'ended', 'expired'] as const),
    /** The one that asks. */
    isThis: Type.Boolean(),
  },
  closed,
)
export type SignInRow = Static<typeof SignInRow>
export const SignInsPage = Type.Object({ at: Instant, signIns: Type.Array(SignInRow) }, closed)
export type SignInsPage = Static<typeof SignInsPage>
/** DELETE /api/sign-ins/:id: ends it, at once. */
export const OneSignIn = Type.Object({ id: AccountId }, closed)
