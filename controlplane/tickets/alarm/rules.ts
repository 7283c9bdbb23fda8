/** Who hears that nobody took what is urgent: who is on duty first, then the team leads. */
export const alarmSteps = ['duty', 'lead'] as const
export type AlarmStep = (typeof alarmSteps)[number]

/** So long after it became urgent and nobody had it; ms. */
const alarmAfterMs: Readonly<Record<AlarmStep, number>> = { duty: 60_000, lead: 180_000 }

type Urgent = {
  /** Since when it is P1 and nobody has it, ms since 1970 UTC. */
  since: number
  /** The steps that were taken for it since then. */
  told: readonly AlarmStep[]
}

/** The steps to take now. With nobody on duty the leads hear of it at the time at which these would have. */
export function alarmsDue(
  { since, told }: Urgent,
  { isAnybodyOn, now }: { isAnybodyOn: boolean; now: number },
) {
  return alarmSteps.filter(step => {
    if (told.includes(step) || (step === 'duty' && !isAnybodyOn)) return false
    const after = step === 'lead' && !isAnybodyOn ? alarmAfterMs.duty : alarmAfterMs[step]
    return now - since >= after
  })
}
