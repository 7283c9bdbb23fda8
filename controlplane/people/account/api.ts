import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, Instant, Nothing, orNull, Text } from '../../platform/http/api.ts'
import { AccountId, HeldRoles } from '../api.ts'
import { linkLanguages } from '../link/rules.ts'
import { entries } from '../rules.ts'

/**
 * Everybody who may sign in, by first name alone, who waits for a role first. `q`: whole words of a
 * name or an e-mail.
 */
const AccountsQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }, closed)
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

/** Who it is; every answer is written down. */
const AccountName = Type.Object({ id: AccountId, firstName: Text, name: Text, email: orNull(Text) }, closed)
export type AccountName = Static<typeof AccountName>

const OneAccount = Type.Object({ id: AccountId }, closed)
/** Exactly these. */
const NewRoles = Type.Object({ roles: HeldRoles }, closed)

/** Those of the last thirty days, newest first. */
export const SignInRow = Type.Object(
  {
    id: AccountId,
    how: Type.Enum(entries),
    /** What the browser calls itself. */
    browser: Text,
    createdAt: Instant,
    usedAt: Instant,
    /** When it ended, or will end when nobody uses it. `idle`: it shows what goes on, without names, to who is on duty. */
    endsAt: Instant,
    state: Type.Enum(['open', 'idle', 'signed_out', 'replaced', 'ended', 'expired'] as const),
    /** The one that asks. */
    isThis: Type.Boolean(),
  },
  closed,
)
export type SignInRow = Static<typeof SignInRow>
export const SignInsPage = Type.Object({ at: Instant, signIns: Type.Array(SignInRow) }, closed)
export type SignInsPage = Static<typeof SignInsPage>
const OneSignIn = Type.Object({ id: AccountId }, closed)

export const accountRefusals = {
  unknown_account: {
    status: 404,
    message: 'There is no such account.',
    expected: 'an account of the list',
  },
  own_account: {
    status: 409,
    message: 'Nobody changes their own roles, or shuts their own account.',
    expected: 'the account of somebody else, or another administrator',
  },
  last_administrator: {
    status: 409,
    message: 'Nobody could administer any more.',
    expected: 'another open account with the role admin first',
  },
} as const
export type AccountRefusal = keyof typeof accountRefusals

const one = { params: OneAccount, refusals: accountRefusals } as const

/** Who may sign in, and as what; and the browsers in which people are signed in. */
export const accountApi = {
  'GET /api/accounts': { policy: 'seePeople', query: AccountsQuery, answer: AccountsPage },
  'GET /api/accounts/:id': { ...one, policy: 'seePeople', answer: AccountName },
  'PUT /api/accounts/:id/roles': { ...one, policy: 'changeRoles', body: NewRoles, answer: Done },
  'POST /api/accounts/:id/disable': { ...one, policy: 'disablePeople', body: Nothing, answer: Done },
  'POST /api/accounts/:id/enable': { ...one, policy: 'disablePeople', body: Nothing, answer: Done },
  'GET /api/accounts/:id/sign-ins': { ...one, policy: 'seeAllSignIns', answer: SignInsPage },
  /** Whether sets may name the person who helps there. */
  'PUT /api/me/first-name': {
    policy: 'self',
    body: Type.Object({ isShown: Type.Boolean() }, closed),
    answer: Done,
  },
  /** In which language mails to the person are. */
  'PUT /api/me/language': {
    policy: 'self',
    body: Type.Object({ language: Type.Enum(linkLanguages) }, closed),
    answer: Done,
  },
  'GET /api/sign-ins': { policy: 'seeOwnSignIns', answer: SignInsPage },
  /** Ends it, at once. */
  'DELETE /api/sign-ins/:id': {
    policy: 'endSignIns',
    of: 'sign_in',
    params: OneSignIn,
    body: Nothing,
    answer: Done,
    refusals: {
      unknown_sign_in: {
        status: 404,
        message: 'There is no such sign-in, or it has ended.',
        expected: 'an open sign-in of the list',
      },
    },
  },
} as const satisfies Contracts
