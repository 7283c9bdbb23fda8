/** Why nothing is sent to an address at all. */
export const unfits = ['bad_address', 'not_https', 'refused_address'] as const
export type Unfit = (typeof unfits)[number]

/**
 * Why a request did not do what it was sent for. `certificate`: what stands there cannot prove its name. `status`: it
 * answered that it did not do it.
 */
export const whysNotReached = [
  ...unfits,
  'unknown_name',
  'unreachable',
  'certificate',
  'timeout',
  'too_big',
  'redirect',
  'status',
] as const
export type WhyNotReached = (typeof whysNotReached)[number]
