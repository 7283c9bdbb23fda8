import type { FactName, Facts } from '../../../../../protocol/facts.ts'
import type { ReadingName, Unit } from '../../../../../protocol/report.ts'
import type { Came, RemoteDeed } from '../../../../orders/remote-acts.ts'
import type { OtherKind } from '../../../seen.ts'

/** What is collected, in words of every day, and why. */
export type Told = { name: string; why: string }

/** The names of what stands inside a fact, such as the model of a camera. */
type PartsOf<Value> = Value extends readonly (infer Item)[]
  ? PartsOf<Item>
  : Value extends object
    ? (keyof Value & string) | PartsOf<Value[keyof Value]>
    : never
/** The codes that may stand in a fact; free text, such as a model, is none. */
type CodesOf<Value> = Value extends string
  ? string extends Value
    ? never
    : Value
  : Value extends readonly (infer Item)[]
    ? CodesOf<Item>
    : Value extends object
      ? // Each by itself: together with a text, a code is but a text.
        { [Key in keyof Value]-?: CodesOf<Value[Key]> }[keyof Value]
      : never
type Fact = NonNullable<Facts[FactName]>
export type FactPart = PartsOf<Fact>
export type FactCode = CodesOf<Fact>

/** The texts of "what does Bednet see": whatever is collected has one, or it does not compile. */
export type SeenWords = {
  title: string
  intro: string
  never: string
  reload: string
  why: string
  value: string
  kept: (days: number | null) => string
  factsTitle: string
  numbersTitle: string
  numbersAt: (when: string) => string
  othersTitle: string
  actsTitle: string
  noActs: string
  actRefused: string
  times: (count: number) => string
  unknown: string
  notYet: string
  yes: string
  no: string
  none: string
  facts: Record<FactName, Told>
  numbers: Record<ReadingName, Told>
  others: Record<OtherKind, Told>
  parts: Record<FactPart, string>
  codes: Record<FactCode, string>
  units: Record<Unit, string>
  deeds: Record<RemoteDeed, string>
  came: Record<Came, string>
}
