export const heartbeatMethods = ['POST', 'GET'] as const

/** When each part last passed its own work (ms since 1970 UTC); null: not at all. */
export type PassedAt = Readonly<Record<string, number | null>>

const minuteMs = 60_000
/** How long ago each may have passed; of a part without a limit of its own, two minutes. */
const limitsMs = {
  judge: minuteMs,
  intake: minuteMs,
  schedule: minuteMs,
  mail: 5 * minuteMs,
} as const
const otherLimitMs = 2 * minuteMs

export function isHeartbeatPart(name: string): name is keyof typeof limitsMs {
  return Object.hasOwn(limitsMs, name)
}

/** The parts that have not passed their own work within their limit, in the order of the alphabet. */
export function missingOf(passed: PassedAt, now: number): string[] {
  const isLate = ([name, at]: [string, number | null]) =>
    at === null || now - at > (isHeartbeatPart(name) ? limitsMs[name] : otherLimitMs)
  return Object.entries(passed)
    .filter(isLate)
    .map(([name]) => name)
    .sort()
}
