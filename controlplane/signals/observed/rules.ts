import type { LineNow } from '../../calls/line/rules.ts'
import type { Family, Priority, Symptom } from '../../tickets/symptom/rules.ts'
import type { Seen } from '../machine/rules.ts'
import type { Column, RuleName } from '../rules.ts'
import type { RuleSetting } from '../settings/rules.ts'
import type { KnownLesson, KnownSet } from '../subject/rules.ts'

/** Codes and numbers that show why; no names. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>

/**
 * What a rule sees now. `symptom`, `family`, `priority`: where they differ from those of the rule. `dueAt`: when the
 * passing of time alone changes what is seen; `knownUntil`: when it makes it unknown; ms since 1970 UTC.
 */
export type Observation = Seen & {
  readonly symptom?: Symptom
  readonly family?: Family
  /** Null: nobody is called for it now. */
  readonly priority?: Priority | null
  readonly evidence?: Evidence
  readonly dueAt?: number | undefined
  readonly knownUntil?: number | undefined
}

/** What a rule about one set looks at besides the set. */
export type SetSight<Name extends RuleName = RuleName> = {
  readonly set: KnownSet
  readonly lesson: KnownLesson
  /** Undefined: the child is absent. */
  readonly column: Column | undefined
  readonly setting: RuleSetting<Name>
  /** Of its line; found out when a rule asks for it. */
  readonly line: () => LineNow
  readonly isGood: boolean
  /** Until then sets are given time to come back after our own absence, ms since 1970 UTC; null: they need none. */
  readonly graceUntil: number | null
  readonly now: number
}

export const notKnown: Observation = { holds: null, since: 0 }
export const notSo = (since = 0): Observation => ({ holds: false, since })
