import { providerRefusals } from '../../people/provider/rules.ts'

const linkRefusals = ['link_unknown', 'link_used', 'link_expired'] as const
const refusals = [...providerRefusals, ...linkRefusals] as const
export type SignInRefusal = (typeof refusals)[number] | 'other'

/** `to`: where one was going; `refused`: why the last try did not work. */
export type SignInAddress = { to?: string; refused?: string }

export function parseSignInAddress({ to, refused }: Record<string, unknown>): SignInAddress {
  return {
    ...(typeof to === 'string' && { to }),
    ...(typeof refused === 'string' && { refused }),
  }
}

/** The refusal by its code; `other` for what this page does not know. */
export function knownRefusal(code: string): SignInRefusal {
  return refusals.find(refusal => refusal === code) ?? 'other'
}
