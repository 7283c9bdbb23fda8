/** How full a battery was at one moment, while it ran down. */
export type Charge = { percent: number; atMs: number }

const hourMs = 3_600_000
/** The last part of a battery is none: systems switch themselves off before. */
const reservePercent = 7
/** Who was told that it will not last is told otherwise only with so much more. */
const doubtPercent = 3
/** Charges are told in whole parts: less than this says nothing of how fast it goes. */
const leastDropPercent = 2
const leastMs = 300_000
/** A battery that keeps its charge for so long loses no more than one part in that time. */
const steadyMs = 1_200_000
/** How it went before is no word on how it goes. */
const rememberedMs = hourMs

/** Charges of one discharge, oldest first; a rise is a charger that came in between. */
export function withCharge(charges: readonly Charge[], next: Charge): Charge[] {
  const before = charges.at(-1)
  if (before && next.percent > before.percent) return [next]
  // The first look at each part is what the rate is told from.
  if (before && before.percent === next.percent && charges.length > 1) return charges.slice()
  return [...charges, next].filter(({ atMs }) => next.atMs - atMs <= rememberedMs)
}

/** Parts an hour; undefined: not known yet. */
function dropAnHour(charges: readonly Charge[], now: Charge): number | undefined {
  const [first] = charges
  if (!first) return undefined
  const passedMs = now.atMs - first.atMs
  const dropped = first.percent - now.percent
  if (passedMs >= leastMs && dropped >= leastDropPercent) return (dropped * hourMs) / passedMs
  return passedMs >= steadyMs ? ((dropped + 1) * hourMs) / passedMs : undefined
}

/** What is known of the battery now, and for how long it is to last: to the end of the next lesson. */
export type Asked = {
  charges: readonly Charge[]
  /** undefined: it cannot be read */
  now: Charge | undefined
  onCharge: boolean | null
  /** undefined: no lesson is near */
  forMs: number | undefined
}

/**
 * Whether the battery lasts for so long. On a charger it does; what nobody can tell yet is null, except that an empty
 * battery lasts for nothing. `before`: what was told last.
 */
export function lasts({ charges, now, onCharge, forMs }: Asked, before: boolean | null): boolean | null {
  if (forMs === undefined) return null
  if (onCharge) return true
  if (!now || onCharge === null) return null
  const needed = reservePercent + (before === false ? doubtPercent : 0)
  if (now.percent <= needed) return false
  const rate = dropAnHour(charges, now)
  return rate === undefined ? null : now.percent - (rate * forMs) / hourMs > needed
}
