import { type CloneSign, cloneCauses, type DeviceCause, deviceCauses } from '../../devices/device/rules.ts'
import type { DeviceState } from '../../devices/rules.ts'
import type { SetEnrolment } from '../../enrolment/api.ts'

export function isKnownCause(cause: string): cause is DeviceCause {
  return (deviceCauses as readonly string[]).includes(cause)
}

/** The sign by which the device came in question; history is newest first. */
export function whyQuestioned({ history }: Pick<SetEnrolment, 'history'>): CloneSign | 'unknown' {
  const decided = history.findIndex(({ cause }) => cause === 'accepted')
  const since = decided < 0 ? history : history.slice(0, decided)
  const signs = since
    .map(({ cause }) => cloneCauses.find(sign => sign === cause))
    .filter(sign => sign !== undefined)
  return signs.at(-1) ?? 'unknown'
}

/** One line of the life of a device. */
export type Moment = { at: number } & (
  | { kind: 'cause'; cause: string; actor: string | null; firstName: string | null }
  | { kind: 'issued'; until: number }
  | { kind: 'first' | 'replaced' }
  | { kind: 'token'; state: SetEnrolment['tokens'][number]['state'] }
  | { kind: 'earlier'; state: DeviceState }
)

/** States, doubts, certificates, codes and earlier devices in one list, newest first. */
export function momentsOf({ history, certificates, tokens, earlier }: SetEnrolment): Moment[] {
  const moments: Moment[] = [
    ...history.map(
      ({ at, cause, actor, firstName }) => ({ at, kind: 'cause', cause, actor, firstName }) as const,
    ),
    ...certificates.flatMap(({ issuedAt, notAfter, connectedAt, replacedAt }): Moment[] => [
      { at: issuedAt, kind: 'issued', until: notAfter },
      ...(connectedAt === null ? [] : [{ at: connectedAt, kind: 'first' } as const]),
      ...(replacedAt === null ? [] : [{ at: replacedAt, kind: 'replaced' } as const]),
    ]),
    ...tokens.map(({ issuedAt, state }) => ({ at: issuedAt, kind: 'token', state }) as const),
    ...earlier.map(({ registeredAt, state }) => ({ at: registeredAt, kind: 'earlier', state }) as const),
  ]
  return moments.toSorted((a, b) => b.at - a.at)
}
