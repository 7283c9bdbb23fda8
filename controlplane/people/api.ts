import Type, { type Static } from 'typebox'
import { closed, Instant, Text, Uuid } from '../platform/http/api.ts'
import { entries, looks, roles } from './rules.ts'

export const AccountId = Uuid
export const HeldRoles = Type.Array(Type.Enum(roles))

/** Who is signed in here. `idleEndsAt` moves on as the person works. */
export const Me = Type.Object(
  {
    at: Instant,
    /** `isFirstNameShown`: the person agreed to be named at sets where they help. */
    account: Type.Object(
      { id: AccountId, firstName: Text, name: Text, isFirstNameShown: Type.Boolean() },
      closed,
    ),
    /** As what this browser looks now; `wall`: without names, because nobody touched it or it hangs on a wall. */
    roles: Type.Array(Type.Enum(looks)),
    how: Type.Enum(entries),
    signIn: AccountId,
    confirmedAt: Instant,
    idleEndsAt: Instant,
    endsAt: Instant,
  },
  closed,
)
export type Me = Static<typeof Me>

/** How one signs in here. */
export const SignInWays = Type.Object({ provider: Type.Boolean() }, closed)
export type SignInWays = Static<typeof SignInWays>

/** The token stands behind the # of the link. */
export const UseLink = Type.Object(
  { token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', examples: ['A'.repeat(43)] }) },
  closed,
)
export const SignedInAnswer = Type.Object({ signedIn: Type.Literal(true) }, closed)

/** `providerSignOut`: where the person ends the sign-in at the identity provider too, if it offers that. */
export const SignedOut = Type.Object(
  { done: Type.Literal(true), providerSignOut: Type.Union([Text, Type.Null()]) },
  closed,
)
export type SignedOut = Static<typeof SignedOut>

/**
 * A browser goes there. `to`: the path of the console it comes
 * back to. Where that fails it comes back to /sign-in?refused=…&to=…, with a word of `providerRefusals`.
 */
export const ByProvider = Type.Object({ to: Type.Optional(Text) }, closed)
