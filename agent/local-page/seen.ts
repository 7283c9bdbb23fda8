import { type FactName, factNames, factPurposes } from '../../protocol/facts.ts'
import type { UpwardKind } from '../../protocol/messages.ts'
import { type ReadingName, readingNames, readings, type Unit } from '../../protocol/report.ts'
import type { RemoteAct } from '../orders/remote-acts.ts'
import type { PageAgent } from './watching.ts'

/** What a set says beside facts and numbers. */
export type OtherKind = Exclude<UpwardKind, 'event' | 'report'>

/** Everything that is collected of this set, how long it is kept, its last value, and what was done from afar. */
export type Seen = {
  facts: { name: FactName; days: number; value?: unknown }[]
  numbers: { name: ReadingName; days: number; unit: Unit; value?: number | null | undefined }[]
  /** when the numbers were told, ms since 1970 UTC; null: not yet in this run */
  numbersAt: number | null
  others: { kind: OtherKind; days: number | null }[]
  acts: readonly RemoteAct[]
}

/** Kept so many days; null: as long as the trajectory, or the set, is there. */
const otherDays: Record<OtherKind, number | null> = {
  hello: 395,
  bye: 395,
  lost: 395,
  check: 395,
  answer: 395,
  help: 90,
  said: 90,
  today: null,
  renew: null,
}

export function seenOf({ told, acts }: PageAgent): Seen {
  const { facts, report } = told()
  return {
    facts: factNames.map(name => ({ name, days: factPurposes[name].retentionDays, value: facts[name] })),
    numbers: readingNames.map(name => ({
      name,
      days: readings[name].retentionDays,
      unit: readings[name].unit,
      // What a report leaves out is not known.
      value: report && (report.body.readings[name] ?? null),
    })),
    numbersAt: report?.at ?? null,
    others: Object.entries(otherDays).map(([kind, days]) => ({ kind: kind as OtherKind, days })),
    acts: acts.newest,
  }
}
