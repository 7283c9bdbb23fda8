/** Why loss that sets tell says nothing of their lines: our responder was silent, or no set at all heard it. */
export const outageCauses = ['responder_silent', 'no_set_hears'] as const
export type OutageCause = (typeof outageCauses)[number]

/** A time in which sets could not measure their line, by our doing; ms since 1970 UTC. */
export type Outage = { from: number; until: number }

/** A report is of the `seconds` before it was measured. */
type Measured = { measuredAt: number; seconds: number }

/** Whether what this report says of loss is of a time in which the answers failed to come from us. */
export function isLossOurs({ measuredAt, seconds }: Measured, outages: readonly Outage[]): boolean {
  return outages.some(({ from, until }) => from < measuredAt && until > measuredAt - seconds * 1000)
}

type Loss = { loss_mean_percent: number | null; loss_max_percent: number | null }

/** The same numbers, with loss unknown where it was ours. */
export function withoutOurLoss<Row extends Measured & Loss>(row: Row, outages: readonly Outage[]): Row {
  return isLossOurs(row, outages) ? { ...row, loss_mean_percent: null, loss_max_percent: null } : row
}

/** No set measures for longer before it reports; one that says so must not make all that was lost before ours. */
const intervalMsMax = 3_600_000

/** One set that hears nothing may have its way closed; as many as this at once, and none that hears, is us. */
const setsMin = 2

/** What the sets that measured lately say: how many they are, since when, and whether one of them had an answer. */
export type Hearing = { sets: number; since: number | null; isHeard: boolean }

/** The time in which no set heard us; undefined: one did, or too few asked. `now`: ms since 1970 UTC. */
export function judgeHearing({ sets, since, isHeard }: Hearing, now: number): Outage | undefined {
  if (isHeard || since === null || sets < setsMin) return undefined
  return { from: Math.max(since, now - intervalMsMax), until: now }
}
