import { providerRefusals } from '../../people/provider/rules.ts'

const linkRefusals = ['link_unknown', 'link_used', 'link_expired'] as const
const refusals = [...providerRefusals, ...linkRefusals] as const
export type SignInRefusal = (typeof refusals)[number]

/** `to`: where one was going; `refused`: why the last try did not work. */
export type SignInAddress = { to?: string; refused?: string }

export function parseSignInAddress({ to, refused }: Record<string, unknown>): SignInAddress {
  return {
    ...(typeof to === 'string' && { to }),
    ...(typeof refused === 'string' && { refused }),
  }
}

/** The refusal by its code; undefined: no code of signing in. */
export function knownRefusal(code: string | undefined): SignInRefusal | undefined {
  return refusals.find(refusal => refusal === code)
}
